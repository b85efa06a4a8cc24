"""The case meeting."""
