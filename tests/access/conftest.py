"""Worlds for tests that walk the whole site."""

from tests.access.kept import kestrel, other, world, worlds_apart, zebra

__all__ = ["kestrel", "other", "world", "worlds_apart", "zebra"]
