"""Opens CSV files and Excel workbooks as sheets of rows; a workbook only when it is no bomb."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, partial
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from holdfast.exchange.episodes.unsaid import unsaid_cells
from holdfast.exchange.text_tables import decoded, rows_of
from holdfast.governance.documents.archives import open_archive
from holdfast.governance.documents.kinds import OLE_MAGIC, ZIP_MAGIC
from holdfast.kernel.finding import refuse

Cell = str | date | datetime | time
Row = Sequence[Cell]
# A list of a few hundred thousand rows; what unpacks to more was not made to be read.
_MOST_UNPACKED = 800_000_000
_MOST_CELLS = 20_000_000
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name; `rows` are numbered as the program that shows it numbers them."""

    name: str
    load: Callable[[], list[tuple[int, Row]]]

    @cached_property
    def rows(self) -> list[tuple[int, Row]]:
        """Every row that holds anything, with its number."""
        return self.load()


def open_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook that are not hidden, or the one table of a CSV file."""
    if content.startswith(OLE_MAGIC):
        refuse("This workbook has an old format or a password. Save it as .xlsx without one.")
    if not content.startswith(ZIP_MAGIC):
        return [Sheet("", lambda: [(number, cells) for number, cells in rows_of(decoded(content))])]
    open_archive(io.BytesIO(content), len(content), _MOST_UNPACKED).close()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (CalamineError, ValueError, OSError):
        refuse("This is not an Excel workbook that can be read. Save it as .xlsx or CSV, and use that.")
    shown = [each.name for each in book.sheets_metadata if str(each.visible).endswith("Visible")]
    return [Sheet(name, partial(_loaded, book, content, name)) for name in shown]


def _loaded(book: CalamineWorkbook, content: bytes, name: str) -> list[tuple[int, Row]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.width * sheet.height > _MOST_CELLS:
        refuse(f"The sheet {sheet.name} is far larger than a list. Remove what is empty at its end.")
    grid: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    _say_unsaid(grid, content, name)
    _fill_merged(grid, sheet)
    return list(_numbered(grid))


def _say_unsaid(grid: list[list[Any]], content: bytes, name: str) -> None:
    """A cell that could not be worked out is not blank: a blank end would say that the child is missing."""
    for row, column, text in unsaid_cells(content, name):
        if row < len(grid) and column < len(grid[row]) and grid[row][column] == "":
            grid[row][column] = text


def _fill_merged(grid: list[list[Any]], sheet: CalamineSheet) -> None:
    """A merged cell says the same of every row and column that it covers."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        value = grid[top][left] if top < len(grid) and left < len(grid[top]) else ""
        for line in grid[top : bottom + 1]:
            line[left : right + 1] = [value] * len(line[left : right + 1])


def _numbered(grid: list[list[Any]]) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(grid, start=1):
        cells = [_cell(value) for value in line]
        if any(cells):
            yield number, cells


def _cell(value: object) -> Cell:
    """Text, day, instant or time of day as the cell shows it: a number that is whole has no decimals."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime):
        return _to_the_second(value)
    if isinstance(value, date | time):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, timedelta):
        return _time_of_day(value)
    return "" if value is None else str(value)


def _to_the_second(value: datetime) -> datetime:
    """A day and time in Excel are one fraction, and 14:30 is as often 14:29:59.999."""
    return (value + timedelta(milliseconds=500)).replace(microsecond=0)


def _time_of_day(value: timedelta) -> Cell:
    """Hours within a day are a time; others, and hours below nothing, stay what somebody must look at."""
    if not timedelta() <= value < timedelta(days=1):
        return f"{value.total_seconds() / 3600:.2f} hours"
    return _to_the_second(_ANY_DAY + value).time()
