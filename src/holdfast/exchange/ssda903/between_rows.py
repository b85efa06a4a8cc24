"""Compares the rows of one child with each other: repeats, overlaps, and a period begun while one is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from holdfast.exchange.days import written
from holdfast.exchange.ssda903.tables import MissingRow


def judge_child(rows: Sequence[MissingRow]) -> None:
    """Write what contradicts another row into both of them. A period may begin on the day another ends.

    A row that says the same as one before it is only noted, and is compared with nothing else.
    """
    if len(rows) < 2:
        return
    periods = _without_repeats(rows)
    periods.sort(key=lambda row: (row.began_on or date.min, row.ended_on or date.max, row.number))
    for place, row in enumerate(periods):
        for later in periods[place + 1 :]:
            if row.ended_on is not None and later.began_on is not None and later.began_on >= row.ended_on:
                break
            _contradict(row, later)


def _without_repeats(rows: Sequence[MissingRow]) -> list[MissingRow]:
    seen: dict[tuple[str, date | None, date | None], MissingRow] = {}
    for row in rows:
        if not row.is_period or not row.child:
            continue
        first = seen.setdefault((row.kind, row.began_on, row.ended_on), row)
        if first is not row:
            row.add("repeated-row", f"It says the same as row {first.number}.")
    return list(seen.values())


def _contradict(row: MissingRow, later: MissingRow) -> None:
    """`later` begins before `row` is over; both are periods, in this order."""
    if row.ended_on is None:
        words = f"It starts while the period of row {row.number}, from {_day(row.began_on)}, is still open."
        later.add("new-while-open", words)
        return
    for one, other in ((row, later), (later, row)):
        until = f"to {_day(other.ended_on)}" if other.ended_on else "without an end"
        words = f"It overlaps row {other.number}, from {_day(other.began_on)} {until}."
        one.add("overlap", words)


def _day(day: date | None) -> str:
    return written(day) if day else ""
