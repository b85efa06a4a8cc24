"""Whether a group's meetings leave a gap that its terms do not allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from holdfast.charter.intervals import Interval
from holdfast.charter.meeting import Schedule
from holdfast.charter.model import Charter
from holdfast.kernel.clocks import said_day
from holdfast.kernel.finding import Finding, counted

_DAYS = {"working day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
# A meeting moved a few days off a holiday leaves no gap; one left out altogether does.
_SLACK = 1.5


def missed_intervals(charter: Charter | None, held: Iterable[date], until: date) -> tuple[Finding, ...]:
    """Each stretch between meetings (the last one up to `until`) in which a meeting should have been."""
    schedule = charter.first(Schedule) if charter else None
    days = sorted(set(held))
    if schedule is None or not days:
        return ()
    if schedule.every is not None:
        return tuple(_gaps(schedule, schedule.every, days, until))
    return tuple(_short_years(schedule, days, until))


def _gaps(schedule: Schedule, every: Interval, days: list[date], until: date) -> Iterator[Finding]:
    longest = timedelta(days=_DAYS[every.unit] * every.count / every.times * _SLACK + 1)
    for before, after in zip(days, [*days[1:], until], strict=True):
        if after - before > longest:
            end = "no meeting is planned after it" if after == until else f"the next is {said_day(after)}"
            reason = f"A meeting is missing after {said_day(before)}: the group meets {every}, and {end}."
            yield Finding(met=False, reason=reason, clauses=(schedule.clause,))


def _short_years(schedule: Schedule, days: list[date], until: date) -> Iterator[Finding]:
    """Whole years (or months) before `until` with fewer meetings than the terms ask for."""
    wanted = schedule.at_least or 0
    form = "%Y" if schedule.per == "year" else "%Y-%m"
    held = Counter(day.strftime(form) for day in days)
    for period, number in sorted(held.items()):
        if number < wanted and period < until.strftime(form):
            said = f"{period} has {counted(number, 'meeting')}; the terms ask for at least {wanted}."
            yield Finding(met=False, reason=said, clauses=(schedule.clause,))
