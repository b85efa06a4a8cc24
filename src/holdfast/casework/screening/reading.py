"""Tools read once for each text: a page of many submissions reads no file twice."""

from __future__ import annotations

from holdfast.casework.screening.rules.reading import read_tool
from holdfast.casework.screening.rules.tool import Tool

_MOST_KEPT = 64
_kept: dict[str, Tool] = {}


def tool_of(digest: str, source: str) -> Tool:
    """The tool of a text, by the text's digest."""
    if digest not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[digest] = read_tool(source)
    return _kept[digest]
