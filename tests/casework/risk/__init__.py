"""Levels, the list, plans and what is recorded where."""
