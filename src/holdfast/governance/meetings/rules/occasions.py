"""The calendar periods in each of which a schedule asks for a meeting. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from holdfast.charter.intervals import Interval
from holdfast.charter.meeting import MONTHS, Schedule
from holdfast.kernel.clock import start_of
from holdfast.kernel.clocks import Clock, Due, said_day
from holdfast.kernel.finding import counted
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays, end_of_day

_A_MONDAY = date(2001, 1, 1)
_QUARTERS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A calendar period from one day to another, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        """As people say it: 'the first quarter of 2026', 'March 2026', 'the week of Monday 2 March 2026'."""
        months = _months_between(self.first, self.last + timedelta(days=1))
        if not months:
            return _said_days(self)
        if months == 1:
            return f"{self.first:%B %Y}"
        if months == 12:
            return f"{self.first:%Y}"
        if months == 3 and self.first.month % 3 == 1:
            return f"the {_QUARTERS[self.first.month // 3]} quarter of {self.first:%Y}"
        return (
            f"{self.first:%B} to {self.last:%B %Y}"
            if months > 2
            else f"{self.first:%B} and {self.last:%B %Y}"
        )

    @property
    def key(self) -> str:
        """One text for one period, by which its occasion is known."""
        return f"{self.first.isoformat()} to {self.last.isoformat()}"

    @property
    def begins_at(self) -> datetime:
        """Its first moment in London."""
        return start_of(self.first)

    def closes_on(self, schedule: Schedule, days: WorkingDays = ENGLAND_AND_WALES) -> date:
        """The last day for its meeting: later than its end where the terms move one off a bank holiday."""
        day = self.last
        while day.weekday() > 4 and day > self.first:
            day -= timedelta(days=1)
        if schedule.moves != "later" or days.bank_holiday(day) is None:
            return self.last
        return max(self.last, days.next_working_day(day))

    def due(self, schedule: Schedule, days: WorkingDays = ENGLAND_AND_WALES) -> Due:
        """When its meeting must have been held."""
        on, is_known = self.closes_on(schedule, days), days.is_known(self.last)
        words = f"to the end of {said_day(on)}"
        if on != self.last:
            words += f", as a meeting moves later off {days.bank_holiday(_last_weekday(self.last))}"
        if not is_known:
            words += f"; bank holidays are published only to {said_day(days.known_until)}"
        return Due(end_of_day(on), Clock.CALENDAR, words, not is_known)


def _last_weekday(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _said_days(stretch: Stretch) -> str:
    days = (stretch.last - stretch.first).days + 1
    if days == 1:
        return said_day(stretch.first)
    weeks = "the week" if days == 7 else f"the {counted(days // 7, 'week')}"
    return f"{weeks} of {said_day(stretch.first)}"


def _months_between(first: date, following: date) -> int:
    """How many whole months lie between two days; 0 if they are no first days of months."""
    if first.day != 1 or following.day != 1:
        return 0
    return (following.year - first.year) * 12 + following.month - first.month


def asked_for(schedule: Schedule) -> tuple[Interval, int]:
    """The period in which a schedule asks for meetings, and how many in each."""
    if schedule.every is not None:
        return schedule.every, schedule.every.times
    if schedule.at_least is not None:
        return Interval(1, schedule.per), schedule.at_least
    return Interval(1, "month"), 1


def stretch_of(schedule: Schedule, day: date) -> Stretch:
    """The period that a day belongs to: weeks from Monday, months and quarters from January."""
    every, _ = asked_for(schedule)
    if every.unit == "working day":
        return Stretch(day, day)
    if every.unit == "week":
        size = 7 * every.count
        first = day - timedelta(days=(day - _A_MONDAY).days % size)
        return Stretch(first, first + timedelta(days=size - 1))
    size = every.count * (12 if every.unit == "year" else 1)
    month = (day.year * 12 + day.month - 1) // size * size
    return Stretch(_first_of(month), _first_of(month + size) - timedelta(days=1))


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def stretches(schedule: Schedule, first_on: date, until: date) -> Iterator[Stretch]:
    """Each whole period that begins from one day to another and in which the schedule asks for a meeting."""
    stretch = stretch_of(schedule, first_on)
    while stretch.first <= until:
        if stretch.first >= first_on and _is_asked(schedule, stretch):
            yield stretch
        stretch = stretch_of(schedule, stretch.last + timedelta(days=1))


def _is_asked(schedule: Schedule, stretch: Stretch) -> bool:
    """Whether there is a day in it on which the group may meet by its schedule."""
    every, _ = asked_for(schedule)
    if every.unit == "working day" and not ENGLAND_AND_WALES.is_working_day(stretch.first):
        return False
    months = {MONTHS[month - 1] for month in _months_of(stretch)}
    return bool((months & set(schedule.months) if schedule.months else months) - set(schedule.not_in))


def _months_of(stretch: Stretch) -> set[int]:
    span = (stretch.last.year - stretch.first.year) * 12 + stretch.last.month - stretch.first.month
    return {(stretch.first.month - 1 + step) % 12 + 1 for step in range(min(span, 11) + 1)}
