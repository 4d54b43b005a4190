"""Measures: one observable item each, and the table of all of them."""
