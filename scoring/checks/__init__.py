"""Checks: each kind of breach in one file, and the table of all of them."""
