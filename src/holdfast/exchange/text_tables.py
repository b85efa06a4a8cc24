"""Reads tables out of text files as people save them, whatever their encoding and separator."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from holdfast.kernel.finding import refuse

_SEPARATORS = ",;\t|"
_LONGEST_CELL = 100_000


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 (with or without its mark), UTF-16 with its mark, or Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _no_nul(content.decode("utf-16", "replace"))
    try:
        return _no_nul(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _no_nul(content.decode("cp1252", "replace"))


def _no_nul(text: str) -> str:
    if "\0" in text:
        refuse("This is not a text file, whatever its name says. Save the list as CSV, and use that.")
    return text


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that holds anything, with its number in the file: the first line is row 1.

    A row number is what a spreadsheet shows beside the row, so a cell with line breaks counts as one.
    """
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells) and any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        refuse("This file is not a table that can be read: a cell is not closed, or is longer than a page.")


def separator_of(text: str) -> str:
    """What stands between the cells of the first line; a comma where that is not to be seen."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(_SEPARATORS, key=first.count)
