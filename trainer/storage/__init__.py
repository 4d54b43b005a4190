"""Repositories as protocols, and their SQLite implementations through sqlite-utils."""
