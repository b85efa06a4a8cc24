"""The times over which a share of attendance is measured, one after the other. Pure, in London dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfast.charter.meeting import Absences, Attendance
from holdfast.kernel.clocks import Period, Unit, add_calendar, add_months
from holdfast.obligations.duties.chains import chain_of, same_in
from holdfast.obligations.duties.laying import Rhythm, laid
from holdfast.obligations.ledger.versions import Version

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one occasion, both included; open at the end where the terms set none."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)


def windows(
    rule: Attendance, versions: tuple[Version, ...], version: Version, days: Sequence[date]
) -> Iterator[Window]:
    """The windows that hold one of these days (of meetings, oldest first), each once.

    A month or weeks are those of the calendar; a stated year is that year; a longer time is laid from when
    the terms first expected the share. So many meetings are counted from there.
    """
    chain = chain_of(versions, version, same_in(rule, lambda one: one.of))
    since = chain[0][0].from_on
    days = [day for day in days if day >= since]
    if not days:
        return
    if rule.meetings is not None:
        yield from _of_meetings(days, rule.meetings)
        return
    if rule.over is None and rule.year is None:
        yield Window(since, None)
        return
    if rule.over is not None and not _is_of_calendar(rule.over):
        rhythms = [Rhythm(one.from_on, made.over) for one, made in chain if made.over]
        found = (Window(span.first, span.last) for span in laid(rhythms, days[-1]))
        yield from (one for one in found if any(map(one.holds, days)))
    else:
        yield from dict.fromkeys(calendar_window(rule, day) for day in days)


def _of_meetings(days: Sequence[date], count: int) -> Iterator[Window]:
    for start in range(0, len(days), count):
        part = days[start : start + count]
        yield Window(part[0], part[-1] if len(part) == count else None)


def _is_of_calendar(over: Period) -> bool:
    return over == Period(1, Unit.MONTH) or over == Period(1, Unit.WEEK)


def calendar_window(rule: Attendance, day: date) -> Window:
    """The calendar week, month or year, or the financial year, around a day."""
    if rule.over is not None and rule.over.unit is Unit.WEEK:
        first = day - timedelta(days=day.weekday())
        return Window(first, first + timedelta(days=6))
    if rule.over is not None:
        first = day.replace(day=1)
        return Window(first, add_months(first, 1) - _DAY)
    if rule.year == "financial":
        first = date(day.year - ((day.month, day.day) < (4, 1)), 4, 1)
        return Window(first, date(first.year + 1, 3, 31))
    return Window(date(day.year, 1, 1), date(day.year, 12, 31))


def back_from(rule: Attendance, day: date) -> date:
    """The first day of the rolling window that ends on a day, as long as the rule's own."""
    over = rule.over or Period(1, Unit.YEAR)
    return add_calendar(day, replace(over, count=-over.count)) + _DAY


def longest(rule: Attendance | Absences, day: date) -> date:
    """How far back anything must be known to judge a day by this rule; the first day of all if it is all."""
    if isinstance(rule, Absences):
        if rule.any is None:
            return day
        return add_calendar(day, replace(rule.over, count=-rule.over.count)) if rule.over else date.min
    if rule.meetings is not None or rule.of == "person" or (rule.over is None and rule.year is None):
        return date.min
    return back_from(rule, day)
