"""The three clocks (elapsed hours, working days, calendar days) and when each falls due; never mixed."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from .clock import LONDON
from .finding import counted
from .working_days import ENGLAND_AND_WALES, WorkingDays, end_of_day

NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"a": 1, "an": 1}
_PERIOD = re.compile(r"(\d{1,6}|[a-z]+) +([a-z ]+)")
_LONGEST_DAYS = 36_525


class Clock(StrEnum):
    """How a promise is counted."""

    ELAPSED = "elapsed hours"
    WORKING = "working days"
    CALENDAR = "calendar days"


class Unit(StrEnum):
    """The units a period may be written in; each belongs to one clock."""

    MINUTE = "minute"
    HOUR = "hour"
    WORKING_DAY = "working day"
    CALENDAR_DAY = "calendar day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def clock(self) -> Clock:
        """The clock that this unit is counted by."""
        if self in (Unit.MINUTE, Unit.HOUR):
            return Clock.ELAPSED
        return Clock.WORKING if self is Unit.WORKING_DAY else Clock.CALENDAR

    @property
    def days(self) -> float:
        """Roughly how many days one of it is, to compare periods and refuse absurd ones."""
        sizes = {Unit.MINUTE: 1 / 1440, Unit.HOUR: 1 / 24, Unit.WEEK: 7, Unit.MONTH: 30.5, Unit.YEAR: 365.25}
        return sizes.get(self, 1)


_EXPECTED = "a period such as '2 working days', '28 calendar days', '72 hours', '6 weeks' or '3 months'"


@dataclass(frozen=True)
class Period:
    """A length of time by one clock, such as two working days."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return counted(self.count, self.unit.value)

    @property
    def clock(self) -> Clock:
        """The clock that counts it."""
        return self.unit.clock

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read '2 working days'; raise ValueError, saying what was expected, for anything else."""
        said = re.sub(r"[\s-]+", " ", text.strip().lower()).replace("fortnight", "2 weeks")
        said = re.sub(r"^a (?=\d)", "", said)
        found = _PERIOD.fullmatch(said)
        if not found:
            raise ValueError(_mixed(said) or f"expected {_EXPECTED}")
        count = int(found[1]) if found[1].isdigit() else NUMBER_WORDS.get(found[1])
        unit = _unit(found[2])
        if count is None:
            raise ValueError(f"expected {_EXPECTED}")
        if count < 1 or count * unit.days > _LONGEST_DAYS:
            raise ValueError("expected a period of at least one and at most a hundred years")
        return cls(count, unit)


def _mixed(said: str) -> str | None:
    if len(re.findall(r"(hour|day|week|month|year|minute)", said)) > 1:
        return "one clock only: elapsed hours, working days and calendar days are never mixed"
    return None


def _unit(words: str) -> Unit:
    name = words.removesuffix("s")
    if name == "day":
        raise ValueError("say which days: 'working days' or 'calendar days'")
    try:
        return Unit(name)
    except ValueError:
        raise ValueError(_mixed(words) or f"expected {_EXPECTED}") from None


@dataclass(frozen=True)
class Due:
    """When a promise falls due (in UTC), by which clock, and how it was counted, in words."""

    at: datetime
    clock: Clock
    counted: str
    is_forecast: bool = False

    @property
    def on(self) -> date:
        """The London date on which it falls due."""
        return self.at.astimezone(LONDON).date()


def falls_due(start: datetime, period: Period, days: WorkingDays = ENGLAND_AND_WALES) -> Due:
    """When `period` after `start` (an aware instant) is over.

    Hours run in UTC, so that clock changes neither add nor lose one. Days end at 23:59:59 London.
    """
    if start.tzinfo is None:
        raise ValueError("the start needs a time zone")
    if period.clock is Clock.ELAPSED:
        return _elapsed(start, period)
    began = start.astimezone(LONDON).date()
    if period.clock is Clock.WORKING:
        return _working(began, period, days)
    last = add_calendar(began, period)
    words = f"{period} from {said_day(began)}, to the end of {said_day(last)}, weekends and holidays included"
    return Due(end_of_day(last), Clock.CALENDAR, words)


def _elapsed(start: datetime, period: Period) -> Due:
    step = timedelta(hours=period.count) if period.unit is Unit.HOUR else timedelta(minutes=period.count)
    at = start.astimezone(UTC) + step
    local = at.astimezone(LONDON)
    words = f"{period} without a break, to {local:%H:%M} on {said_day(local.date())}"
    return Due(at, Clock.ELAPSED, words)


def _working(began: date, period: Period, days: WorkingDays) -> Due:
    first, last = days.next_working_day(began), days.after(began, period.count)
    words = f"{period}: day one is {said_day(first)}, the last is {said_day(last)}, to its end"
    passed = [day for day in _between(began, last) if day.weekday() < 5 and days.bank_holiday(day)]
    if passed:
        words += "; not counting " + ", ".join(
            f"{days.bank_holiday(day)} ({said_day(day)})" for day in passed
        )
    if not days.is_known(last):
        words += f"; bank holidays are published only to {said_day(days.known_until)}, so this is a forecast"
    return Due(end_of_day(last), Clock.WORKING, words, not days.is_known(last))


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range(1, (last - first).days + 1)]


def add_calendar(day: date, period: Period) -> date:
    """The day that is so many calendar days, weeks, months or years after this one (month ends are kept)."""
    if period.unit is Unit.CALENDAR_DAY:
        return day + timedelta(days=period.count)
    if period.unit is Unit.WEEK:
        return day + timedelta(weeks=period.count)
    return add_months(day, period.count * (12 if period.unit is Unit.YEAR else 1))


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def said_day(day: date) -> str:
    """A date as people say it: 'Tuesday 3 March 2026'."""
    return f"{day:%A} {day.day} {day:%B %Y}"
