"""Reads a charter file: everything wrong with it is reported at once, each with its line and clause."""

from pathlib import Path

from .model import Document
from .place import FaultyCharter

__all__ = ["FaultyCharter", "load", "load_file"]


def load(text: str | bytes, name: str) -> Document:
    """Read a charter from its text; `name` is the file's name for messages. Raises `FaultyCharter`."""
    raise NotImplementedError


def load_file(path: Path) -> Document:
    """Read a charter file; a missing file, a directory or bytes that are not UTF-8 are faults like others."""
    raise NotImplementedError
