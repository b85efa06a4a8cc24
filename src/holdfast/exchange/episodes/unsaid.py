"""The cells of a workbook that look empty to a reader and are not: errors, and formulas without a value."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError  # nosec B405 (names only; defusedxml reads)

from defusedxml.ElementTree import fromstring

_TARGET = re.compile(r"/?(?:xl/)?(.+)")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
# A cell, unless it is empty; what is in it is a formula, a value, or both.
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>(.*?)</(?:\w+:)?c>", re.S)
_SUSPECT = re.compile(rb'<(?:\w+:)?f\b|\bt="e"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</)")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_AT_ONCE = 4_000_000


def unsaid_cells(content: bytes, sheet: str) -> Iterator[tuple[int, int, str]]:
    """Row and column from 0, and what the cell holds: the error's name, or the formula, beginning with `=`.

    Nothing where the workbook is not made of XML parts: another format says its errors by itself.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        part = _part_of(book, sheet)
        if part is None:
            return
        for piece in _pieces(book, part):
            if _SUSPECT.search(piece):
                yield from _unsaid_in(piece)


def _part_of(book: zipfile.ZipFile, sheet: str) -> str | None:
    try:
        listed = fromstring(book.read("xl/workbook.xml"))
        related = fromstring(book.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError, ValueError):
        return None
    wanted = next((one for one in listed.iter() if _is_sheet(one) and one.get("name") == sheet), None)
    link = (
        next((value for name, value in wanted.items() if name.endswith("}id")), "")
        if wanted is not None
        else ""
    )
    target = next((one.get("Target", "") for one in related if one.get("Id") == link), "")
    found = _TARGET.fullmatch(target)
    name = f"xl/{found[1]}" if found else ""
    return name if name in book.namelist() else None


def _is_sheet(element: Element) -> bool:
    return element.tag.rpartition("}")[2] == "sheet"


def _pieces(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end where a row does."""
    rest = b""
    with book.open(part) as stream:
        while read := stream.read(_AT_ONCE):
            whole, mark, rest = (rest + read).rpartition(b"row>")
            yield whole + mark
    yield rest


def _unsaid_in(piece: bytes) -> Iterator[tuple[int, int, str]]:
    for cell in _CELL.finditer(piece):
        attributes, inside = cell[1], cell[2]
        place = _PLACE.search(attributes)
        if place and (text := _unsaid(attributes, inside)):
            yield int(place[2]) - 1, _column(place[1]), text


def _unsaid(attributes: bytes, inside: bytes) -> str:
    value = _VALUE.search(inside)
    if b't="e"' in attributes:
        return value[1].decode("utf-8", "replace") if value else "#ERROR"
    formula = _FORMULA.search(inside)
    if formula is None or value or b't="str"' in attributes:
        return ""
    return "=" + (formula[1] or b"").decode("utf-8", "replace")


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
