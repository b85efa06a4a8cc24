"""The tool that comes with the product."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from holdfast.casework.screening.rules.reading import read_tool
from holdfast.casework.screening.rules.tool import Tool

_FOLDER = Path(__file__).resolve().parent.parent / "shipped"


def shipped_source() -> str:
    """Its file."""
    return (_FOLDER / "holdfast-general.toml").read_text(encoding="utf-8")


@cache
def shipped_tool() -> Tool:
    """The tool itself."""
    return read_tool(shipped_source())
