"""Compares periods of one child with each other: repeats, overlaps, and one begun while another is open."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from holdfast.exchange.days import written

Moment = date | datetime


class Row(Protocol):
    """What a row must have to be compared and told what is wrong."""

    number: int

    def add(self, code: str, sentence: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Period:
    """When it can have begun at the latest and ended at the earliest (None: not yet); `on`: the days.

    Of a date alone nobody knows the hour, so two periods may share a day on which one ends and one begins.
    """

    row: Row
    says: Hashable
    latest_start: Moment
    earliest_end: Moment | None
    on: tuple[date, date | None]

    def ended_by(self, moment: Moment) -> bool:
        """Whether it can have been over by then."""
        return self.earliest_end is not None and self.earliest_end <= moment


def name_contradictions(periods: Sequence[Period]) -> None:
    """Write what contradicts another row into both. One that says the same as one before it is only noted."""
    if len(periods) < 2:
        return
    ordered = sorted(_without_repeats(periods), key=_order)
    for place, period in enumerate(ordered):
        for later in ordered[place + 1 :]:
            if period.ended_by(later.latest_start):
                break
            if not later.ended_by(period.latest_start):
                _tell(period, later)


def _order(period: Period) -> tuple[Moment, bool, Moment, int]:
    is_open = period.earliest_end is None
    return period.latest_start, is_open, period.earliest_end or period.latest_start, period.row.number


def _without_repeats(periods: Sequence[Period]) -> list[Period]:
    seen: dict[Hashable, Period] = {}
    for period in periods:
        first = seen.setdefault(period.says, period)
        if first is not period:
            period.row.add("repeated-row", f"It says the same as row {first.row.number}.")
    return list(seen.values())


def _tell(period: Period, later: Period) -> None:
    """`later` begins before `period` is over."""
    if period.earliest_end is None:
        words = (
            f"It starts while the period of row {period.row.number}, from {written(period.on[0])}, is open."
        )
        later.row.add("new-while-open", words)
        return
    for one, other in ((period, later), (later, period)):
        until = f"to {written(other.on[1])}" if other.on[1] else "without an end"
        words = f"It overlaps row {other.row.number}, from {written(other.on[0])} {until}."
        one.row.add("overlap", words)
