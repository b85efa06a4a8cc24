"""Holdfast runs a partnership's missing-and-exploitation work from its own terms of reference."""
