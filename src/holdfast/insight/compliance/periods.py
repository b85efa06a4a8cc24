"""The periods that compliance is shown for: dates in London, both included, and the parts of their trend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from holdfast.kernel.clock import start_of
from holdfast.web.words import short_day

DAY = timedelta(days=1)
DEFAULT = "last-12-months"
TERMS = "terms"
DATES = "dates"
CHOICES = (
    (DEFAULT, "The last 12 months"),
    ("this-month", "This month"),
    ("last-month", "Last month"),
    ("this-quarter", "This quarter"),
    ("last-quarter", "Last quarter"),
    ("this-year", "This calendar year"),
    ("last-year", "Last calendar year"),
    ("this-financial-year", "This financial year, from April"),
    ("last-financial-year", "Last financial year, from April"),
    (TERMS, "Since these terms came into force"),
    (DATES, "Between the two dates below"),
)
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "financial-year": 12}


class Step(StrEnum):
    """How long one part of a trend is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[self]

    def begins(self, day: date) -> date:
        """The first day of the part that a date falls in."""
        return date(day.year, (day.month - 1) // self.months * self.months + 1, 1)

    def said(self, first: date) -> str:
        """`March 2026`, `January to March 2026`, `2026`."""
        if self is Step.QUARTER:
            last = add_months(first, 2)
            return f"{first:%B} to {last:%B} {first.year}"
        return f"{first:%B} {first.year}" if self is Step.MONTH else str(first.year)

    def brief(self, first: date) -> str:
        """The same under a bar, beside its year: `Mar`, `Q1`, `2026`."""
        if self is Step.QUARTER:
            return f"Q{(first.month + 2) // 3}"
        return f"{first:%b}" if self is Step.MONTH else str(first.year)


@dataclass(frozen=True, slots=True)
class Period:
    """From one date to another, both included. `key` is what the address says."""

    key: str
    since: date
    until: date

    @property
    def starts_at(self) -> datetime:
        """The instant at which it begins."""
        return start_of(self.since)

    @property
    def ends_before(self) -> datetime:
        """The first instant after it."""
        return start_of(self.until + DAY)

    @property
    def said(self) -> str:
        """`1 January 2026 to 31 March 2026`."""
        return f"{short_day(self.since)} to {short_day(self.until)}"

    @property
    def query(self) -> dict[str, str]:
        """What asks for it in an address."""
        if self.key != DATES:
            return {"period": self.key}
        return {"period": DATES, "since": self.since.isoformat(), "until": self.until.isoformat()}

    @property
    def step(self) -> Step:
        """Months up to a year and a half, quarters up to six years, then years."""
        days = (self.until - self.since).days
        return Step.MONTH if days <= 550 else Step.QUARTER if days <= 2200 else Step.YEAR

    @property
    def parts(self) -> tuple[date, ...]:
        """The first day of every part of its trend."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[date]:
        first = self.step.begins(self.since)
        while first <= self.until:
            yield first
            first = add_months(first, self.step.months)


def period_called(
    key: str, today: date, *, in_force_from: date | None = None, dates: tuple[date, date] | None = None
) -> Period:
    """The period with that name as of a date; the last 12 months where the name says nothing."""
    if key == DATES and dates:
        return Period(key, *dates)
    if key == TERMS and in_force_from:
        return Period(key, min(in_force_from, today), today)
    which, _, unit = key.partition("-")
    if which not in ("this", "last") or unit not in _MONTHS:
        return Period(DEFAULT, add_months(today, -12) + DAY, today)
    months = _MONTHS[unit]
    first = _begins(unit, today)
    first = add_months(first, -months) if which == "last" else first
    return Period(key, first, add_months(first, months) - DAY)


def _begins(unit: str, day: date) -> date:
    if unit == "financial-year":
        return date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    return Step(unit).begins(day)


def add_months(day: date, count: int) -> date:
    """So many months later (or earlier), on the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - DAY)
