"""Dates and times as people and programs write them; in which order their numbers stand is found or asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache

from holdfast.kernel.clock import LONDON

_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:,?[ T]+(.+))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]+(.+))?")
_WORDS = re.compile(
    r"(?:[a-z]+,? +)?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})(?:,?[ T]+(.+))?", re.I
)
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})(?:[:.](\d{2})(?:\.\d+)?)? ?(am|pm)?(z|[+-]00:?00)?", re.I)
_SERIAL = re.compile(r"([2-6]\d{4})(?:\.(\d+))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_DAY_ZERO = datetime(1899, 12, 30, tzinfo=UTC)


class Order(Enum):
    """In which order the numbers of a column's dates stand, as far as can be seen."""

    UNSEEN = "every number is 12 or less, or no date is written in numbers"
    UK = "day first"
    US = "month first"
    MIXED = "some day first, some month first"


class UnclearDate(ValueError):
    """It can be read as two different days."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in London, and the time on it where one is given."""

    day: date
    at: time | None = None
    is_utc: bool = False

    def instant(self) -> datetime:
        """In UTC; a day alone is its first moment. Of an hour that comes twice the first is taken."""
        if self.is_utc:
            return datetime.combine(self.day, self.at or time(), tzinfo=UTC)
        return datetime.combine(self.day, self.at or time(), tzinfo=LONDON).astimezone(UTC)

    @property
    def is_at_clock_change(self) -> bool:
        """Whether the time comes twice that day, or not at all."""
        if self.at is None or self.is_utc:
            return False
        first = datetime.combine(self.day, self.at, tzinfo=LONDON)
        return first.utcoffset() != first.replace(fold=1).utcoffset()


def order_of(cells: Iterable[object]) -> Order:
    """What the numbers of a column give away: one above 12 is a day."""
    is_uk = is_us = False
    for cell in cells:
        found = _NUMBERS.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found:
            is_uk = is_uk or int(found[1]) > 12
            is_us = is_us or int(found[2]) > 12
    if is_uk and is_us:
        return Order.MIXED
    return Order.UK if is_uk else Order.US if is_us else Order.UNSEEN


def read_moment(cell: object, said: str, seen: Order) -> Moment | None:
    """The moment in a cell, None if it is none. `said` is `uk`, `us` or "", `seen` the column's order.

    Raises `UnclearDate` where the day could be the month, nothing shows which, and nobody has said.
    """
    if isinstance(cell, datetime):
        return Moment(cell.date(), cell.time() if cell.time() != time() else None)
    if isinstance(cell, date):
        return Moment(cell)
    return _from_text(cell.strip(), said, seen) if isinstance(cell, str) else None


@lru_cache(maxsize=65_536)
def _from_text(text: str, said: str, seen: Order) -> Moment | None:
    try:
        if found := _NUMBERS.fullmatch(text):
            day, month = _day_and_month(int(found[1]), int(found[2]), said, seen)
            return _moment(_year(found[3]), month, day, found[4])
        if found := _ISO.fullmatch(text):
            return _moment(int(found[1]), int(found[2]), int(found[3]), found[4])
        if found := _WORDS.fullmatch(text):
            month = _MONTHS.index(found[2][:3].lower()) + 1
            return _moment(_year(found[3]), month, int(found[1]), found[4])
        return _from_serial(text)
    except UnclearDate:
        raise
    except ValueError:
        return None


def _day_and_month(first: int, second: int, said: str, seen: Order) -> tuple[int, int]:
    if first > 12 or second > 12:
        return (first, second) if first > 12 else (second, first)
    if said:
        return (first, second) if said == "uk" else (second, first)
    if first != second and seen in (Order.US, Order.MIXED):
        raise UnclearDate
    return first, second


def _year(text: str) -> int:
    """Two digits are this century up to 49."""
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 50 else 1900)


def _moment(year: int, month: int, day: int, rest: str | None) -> Moment:
    on = date(year, month, day)
    if rest is None:
        return Moment(on)
    at = read_time(rest)
    if at is None:
        raise ValueError("no time")
    return Moment(on, at, bool(re.search(r"(z|[+-]00:?00)$", rest, re.I)))


@lru_cache(maxsize=65_536)
def read_time(text: str) -> time | None:
    """`14:30`, `2:30pm`, `1430`, `14.30`: a time of day; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4].lower() == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _from_serial(text: str) -> Moment | None:
    """The number by which Excel counts days, where a cell lost its format."""
    if not _SERIAL.fullmatch(text):
        return None
    at = _EXCEL_DAY_ZERO + timedelta(minutes=round(float(text) * 1440))
    return Moment(at.date(), at.time() if at.time() != time() else None)
