"""How the occasions of a rhythm are laid in time, also when the terms change it. Pure, in London dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count, pairwise

from holdfast.charter.intervals import Interval
from holdfast.kernel.clock import start_of
from holdfast.kernel.clocks import Period, Unit, add_calendar
from holdfast.kernel.working_days import ENGLAND_AND_WALES

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "year": 12}
_DAYS = {"week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one occasion, both included."""

    first: date
    last: date

    @property
    def began_at(self) -> datetime:
        """The start of its first day in London."""
        return start_of(self.first)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What one version of the terms says: how often, from when it is in force, and a date that it states.

    `is_window`: each occasion is a stretch that ends on the eve of the next (a year of reports); otherwise it
    falls due on the day itself (a review each year is due a year to the day after the last).
    """

    from_on: date
    every: Period
    stated: date | None = None
    is_window: bool = True


def length_of(every: Interval) -> Period:
    """A rhythm as a length of time; several times in one are so many equal parts of it."""
    if every.unit == "working day":
        return Period(every.count, Unit.WORKING_DAY)
    if every.times == 1:
        return Period(every.count, Unit(every.unit))
    months = _MONTHS.get(every.unit, 0) * every.count
    if months and months % every.times == 0:
        return Period(months // every.times, Unit.MONTH)
    return Period(max(_DAYS[every.unit] * every.count // every.times, 1), Unit.CALENDAR_DAY)


def laid(chain: Sequence[Rhythm], until: date) -> Iterator[Span]:
    """The occasions by the last of consecutive versions, each followed by the next without a gap.

    The first begins when the first of the versions came into force. When a version changes the rhythm, the
    occasion that was open goes on: it began when it began, and falls due by the new rhythm. Ends with the
    first occasion that begins after `until`.
    """
    origin = start = chain[0].from_on
    for earlier, later in pairwise(chain):
        spans = _spans(earlier, start, origin)
        start = next(span.first for span in spans if later.from_on <= span.last)
    return _up_to(_spans(chain[-1], start, origin), until)


def by_calendar(chain: Sequence[Rhythm], until: date) -> Iterator[Span]:
    """The whole calendar weeks, months or quarters since the first of the versions came into force.

    Other rhythms (years, parts of a month) are laid from that day instead.
    """
    since, every = chain[0].from_on, chain[-1].every
    if every.unit not in (Unit.WEEK, Unit.MONTH, Unit.WORKING_DAY):
        return laid(chain, until)
    return _up_to(_whole(every, since), until)


def _up_to(spans: Iterator[Span], until: date) -> Iterator[Span]:
    for span in spans:
        yield span
        if span.first > until:
            return


def _spans(rhythm: Rhythm, start: date, origin: date) -> Iterator[Span]:
    # What falls due on the day itself is counted from the day on which the one before was due.
    base = start if rhythm.is_window or start == origin else start - _DAY
    for due in _dues(rhythm, base):
        if due < rhythm.from_on:
            continue
        yield Span(start, due)
        start = due + _DAY


def _dues(rhythm: Rhythm, base: date) -> Iterator[date]:
    """The last days of its occasions. A date stated that lies before the terms says nothing any more."""
    if rhythm.stated is not None and rhythm.stated >= rhythm.from_on:
        yield rhythm.stated
        yield from _steps(rhythm.stated, rhythm.every)
        return
    # An occasion that would have been over before these terms came is counted from them anew.
    base = base if next(_steps(base, rhythm.every)) >= rhythm.from_on else rhythm.from_on
    back = _DAY if rhythm.is_window else timedelta()
    yield from (day - back for day in _steps(base, rhythm.every))


def _steps(day: date, every: Period) -> Iterator[date]:
    """The days that are one, two, three ... of a length after a day; month ends do not drift."""
    if every.unit is Unit.WORKING_DAY:
        while True:
            day = ENGLAND_AND_WALES.after(day, every.count)
            yield day
    yield from (add_calendar(day, replace(every, count=every.count * n)) for n in count(1))


def _whole(every: Period, since: date) -> Iterator[Span]:
    if every.unit is Unit.WORKING_DAY:
        day = ENGLAND_AND_WALES.next_working_day(since - _DAY)
        while True:
            yield Span(day, day)
            day = ENGLAND_AND_WALES.next_working_day(day)
    first = _boundary(since, every)
    while True:
        following = add_calendar(first, every)
        if first >= since:
            yield Span(first, following - _DAY)
        first = following


def _boundary(day: date, every: Period) -> date:
    """The first day of the calendar week or month, or run of them counted from the year 1, around a day."""
    if every.unit is Unit.WEEK:
        weeks = (day.toordinal() - 1) // 7
        return date.fromordinal(weeks // every.count * every.count * 7 + 1)
    months = day.year * 12 + day.month - 1
    year, month = divmod(months // every.count * every.count, 12)
    return date(year, month + 1, 1)
