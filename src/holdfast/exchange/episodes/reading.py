"""Reads the rows of a spreadsheet by its map, and says what has to be asked of the whole file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NoReturn

from holdfast.exchange.episodes.cells import Columns, Reader
from holdfast.exchange.episodes.guessing import heading_row
from holdfast.exchange.episodes.maps import Map
from holdfast.exchange.episodes.moments import Order, order_of
from holdfast.exchange.episodes.rows import EpisodeRow
from holdfast.exchange.episodes.sheets import Row, Sheet
from holdfast.kernel.finding import listed, refuse

_MOMENTS = ("birth_on", "began", "ended", "last_seen")


@dataclass(frozen=True)
class Question:
    """Something that only a person can know of the file."""

    code: Literal["date-order"]
    sentence: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadSheet:
    """What a sheet says by a map: its rows, and what is to be asked."""

    sheet: str
    rows: Sequence[EpisodeRow]
    questions: Sequence[Question] = field(default_factory=tuple)


def sheet_for(sheets: Sequence[Sheet], wanted: Map) -> Sheet:
    """The sheet that the map names, or the first that has all the columns it names."""
    if (wanted.sheet and len(sheets) > 1) or (wanted.sheet and sheets[0].name):
        found = [one for one in sheets if one.name.casefold() == wanted.sheet.casefold()]
        if not found:
            there = listed((one.name for one in sheets[:40]), "or")
            refuse(f"The file has no sheet called {wanted.sheet}; it has {there}.")
        return found[0]
    names = list(wanted.columns.values())
    found = [one for one in sheets if one.rows and (wanted.heading_row or heading_row(one, names))]
    return found[0] if found else _refuse_headings(wanted)


def _refuse_headings(wanted: Map) -> NoReturn:
    refuse(
        f"No sheet of this file has a row with the headings {listed(wanted.columns.values())}."
        " Look at the map: headings must be written as in the file."
    )


def read_sheet(sheet: Sheet, by: Map, now: datetime) -> ReadSheet:
    """Every row after the headings. `now` bounds what can have happened."""
    at = by.heading_row or heading_row(sheet, list(by.columns.values()))
    headings = next((cells for number, cells in sheet.rows if number == at), None)
    if headings is None:
        refuse(f"Row {at or 1} of the file holds no headings.")
    columns = Columns.of([str(cell) for cell in headings], by)
    lines = [(number, cells) for number, cells in sheet.rows if number > at]
    orders = {name: _order(lines, columns.place(name)) for name in _MOMENTS}
    reader = Reader(by, columns, _shared(orders), now)
    rows = [reader.read(number, cells) for number, cells in lines]
    return ReadSheet(sheet.name, rows, _questions(by, columns, orders, lines))


def _order(lines: Iterable[tuple[int, Row]], place: int | None) -> Order:
    if place is None:
        return Order.UNSEEN
    return order_of(cells[place] for _, cells in lines if place < len(cells))


def _shared(orders: Mapping[str, Order]) -> dict[str, Order]:
    """A program writes all its dates in one order: a column that shows none follows those that do."""
    shown = {order for order in orders.values() if order is not Order.UNSEEN}
    common = Order.UNSEEN if not shown else shown.pop() if len(shown) == 1 else Order.MIXED
    return {name: common if order is Order.UNSEEN else order for name, order in orders.items()}


def _questions(
    by: Map, columns: Columns, orders: Mapping[str, Order], lines: Sequence[tuple[int, Row]]
) -> tuple[Question, ...]:
    american = [name for name, order in orders.items() if order in (Order.US, Order.MIXED)]
    if by.dates or not american:
        return ()
    places = [place for name in american if (place := columns.place(name)) is not None]
    cells = (str(cells[place]) for _, cells in lines for place in places if place < len(cells))
    examples = tuple(dict.fromkeys(text for text in cells if order_of([text]) is Order.US))[:3]
    words = (
        f"Some dates have the month first, as Americans write them: {listed(examples)}. Is it the month first"
        " in all of them, or the day? Rows that could be either wait until the map says so (dates)."
    )
    return (Question("date-order", words, examples),)
