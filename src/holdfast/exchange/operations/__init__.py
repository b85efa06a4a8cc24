"""Bringing files in, settling what waits, and sending files out."""
