"""Reads a tool from its file (TOML, or JSON of the same shape); every fault is said, not the first alone."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

from holdfast.casework.screening.rules.checking import check
from holdfast.casework.screening.rules.tables import Fault, FaultyTool, Table
from holdfast.casework.screening.rules.tool import AREAS, LEVELS, Band, Floor, Item, ItemGroup, Tool, Window

LARGEST_FILE = 200_000
MOST = 200
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")

__all__ = ["LARGEST_FILE", "Fault", "FaultyTool", "read_tool"]


def read_tool(source: str) -> Tool:
    """The tool that the text describes. Raises `FaultyTool` with everything that is wrong with it."""
    top = Table(_parsed(source), "", [])
    tool = _tool(top)
    faults = top.faults or check(tool)
    if faults:
        raise FaultyTool(tuple(faults))
    return tool


def _parsed(source: str) -> dict[str, Any]:
    source = source.lstrip("\ufeff")
    if len(source) > LARGEST_FILE:
        raise FaultyTool((Fault("the file", f"is longer than {LARGEST_FILE:,} characters"),))
    if found := _UNSHOWN.search(source):
        line = source.count("\n", 0, found.start()) + 1
        raise FaultyTool((Fault(f"line {line}", "holds a character that no page can show"),))
    try:
        read = json.loads(source) if source.lstrip().startswith("{") else tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        raise FaultyTool((Fault("the file", f"cannot be read: {error}"),)) from error
    if not isinstance(read, dict):
        raise FaultyTool((Fault("the file", "must hold a table of names and values"),))
    return read


def _tool(top: Table) -> Tool:
    top.one_of("format", (1,))
    made = Tool(
        key=top.slug("key"),
        version=top.text("version", most=40),
        title=top.text("title", most=120),
        about=top.text("about", most=2000),
        owner=top.text("owner", most=300),
        areas=top.choices("areas", AREAS),
        takes_several=top.flag("takes_several"),
        windows=_each(top, "window", _window),
        groups=_each(top, "group", _group),
        bands=_each(top, "band", _band),
        floors=_each(top, "floor", _floor, required=False),
        judgement=top.text("judgement", most=1000),
        immediate=top.text("immediate", most=1000),
    )
    top.end()
    return made


def _each(table: Table, name: str, read: Callable[[Table], Any], *, required: bool = True) -> tuple[Any, ...]:
    found = table.tables(name, required=required, most=MOST)
    made = []
    for inner in found:
        made.append(read(inner))
        inner.end()
    return tuple(made)


def _window(table: Table) -> Window:
    return Window(table.slug("key"), table.text("title", most=120), table.whole("score", least=0, most=MOST))


def _group(table: Table) -> ItemGroup:
    return ItemGroup(table.slug("key"), table.text("title", most=120), _each(table, "item", _item))


def _item(table: Table) -> Item:
    return Item(
        key=table.slug("key"),
        asks=table.text("asks", most=300),
        help=table.text("help", required=False, most=600),
        is_abuse=table.flag("is_abuse"),
        scores=table.numbers("scores", least=0, most=MOST),
    )


def _band(table: Table) -> Band:
    return Band(
        key=table.slug("key"),
        title=table.text("title", most=120),
        level=table.one_of("level", LEVELS),
        begins=table.whole("begins", least=0, most=100_000),
        says=table.text("says", required=False, most=600),
    )


def _floor(table: Table) -> Floor:
    return Floor(
        level=table.one_of("level", LEVELS),
        says=table.text("says", most=300),
        under_age=table.whole("under_age", least=1, most=18) if table.has("under_age") else None,
        has_learning_disability=table.flag("has_learning_disability"),
        has_sign_of_abuse=table.flag("has_sign_of_abuse"),
    )
