"""The regular dates of a schedule, before anything moves them."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from holdfast.kernel.clocks import add_months
from holdfast.kernel.working_days import WorkingDays

from .intervals import Interval
from .meeting import MONTHS, WEEKDAYS, Schedule

_ORDINALS = ("first", "second", "third", "fourth", "last")


def regular_dates(schedule: Schedule, start: date, holidays: WorkingDays) -> Iterator[date]:
    """Every regular date on or after `start`, in the months that the schedule allows, without end."""
    last = date.min
    barren = 0
    for day in _all_dates(schedule, start, holidays):
        fits = day >= start and day > last and _in_months(schedule, day)
        barren = 0 if fits else barren + 1
        if barren > 5000 or day.year > 2200:
            return
        if fits:
            last = day
            yield day


def _in_months(schedule: Schedule, day: date) -> bool:
    month = MONTHS[day.month - 1]
    return (not schedule.months or month in schedule.months) and month not in schedule.not_in


def _all_dates(schedule: Schedule, start: date, holidays: WorkingDays) -> Iterator[date]:
    chosen = _months_chosen(schedule, start)
    if chosen:
        return (day for day in _monthly(schedule, 1, start) if day.month in chosen)
    every = schedule.every or _as_interval(schedule)
    if every is None:
        return _spread(schedule, start)
    if every.unit == "working day":
        return (holidays.after(start - timedelta(days=1), at) for at in count(1))
    if every.times > 1 and not schedule.week:
        return _several_times(schedule, every, start)
    if every.unit == "week":
        first = _on_weekday(schedule, start)
        return (first + timedelta(weeks=every.count * at) for at in count())
    return _monthly(schedule, every.count * (12 if every.unit == "year" else 1), start)


def _months_chosen(schedule: Schedule, start: date) -> set[int]:
    """For so many meetings a year with months barred: as many of the others, spread from the start."""
    if not schedule.at_least or schedule.per == "month" or not schedule.not_in or schedule.months:
        return set()
    from_start = [(start.month - 1 + at) % 12 for at in range(12)]
    allowed = [month + 1 for month in from_start if MONTHS[month] not in schedule.not_in]
    if schedule.at_least > len(allowed):
        return set()
    return {allowed[at * len(allowed) // schedule.at_least] for at in range(schedule.at_least)}


def _as_interval(schedule: Schedule) -> Interval | None:
    """'At least N a year' as an interval where N divides the year, and named months as every month."""
    if schedule.at_least is None:
        return Interval(1, "month")
    if schedule.per == "month":
        return Interval(1, "month", schedule.at_least)
    if schedule.months or 12 % schedule.at_least:
        return None if not schedule.months else Interval(1, "month")
    return Interval(12 // schedule.at_least, "month")


def _spread(schedule: Schedule, start: date) -> Iterator[date]:
    number = schedule.at_least or 1
    return (_on_weekday(schedule, start + timedelta(days=365 * at // number)) for at in count())


def _several_times(schedule: Schedule, every: Interval, start: date) -> Iterator[date]:
    for at in count():
        for part in range(every.times):
            if every.unit == "week":
                yield start + timedelta(days=7 * at + 7 * part // every.times)
            else:
                first = add_months(start.replace(day=1), at * (12 if every.unit == "year" else 1))
                following = add_months(first, 12 if every.unit == "year" else 1)
                offset = (following - first).days * part // every.times
                yield _on_weekday(schedule, first + timedelta(days=offset))


def _on_weekday(schedule: Schedule, day: date) -> date:
    if schedule.weekday is None:
        return day
    return day + timedelta(days=(WEEKDAYS.index(schedule.weekday) - day.weekday()) % 7)


def _monthly(schedule: Schedule, months: int, start: date) -> Iterator[date]:
    if schedule.weekday is None:
        return (add_months(start, months * at) for at in count())
    weeks = schedule.week or (_ORDINALS[min((_on_weekday(schedule, start).day - 1) // 7, 4)],)
    month = start.replace(day=1)
    if max(nth_weekday(month, schedule.weekday, week) for week in weeks) < start:
        month = add_months(month, 1)
    return _nth_weekdays(month, months, schedule.weekday, weeks)


def _nth_weekdays(month: date, months: int, weekday: str, weeks: tuple[str, ...]) -> Iterator[date]:
    for at in count():
        yield from sorted(nth_weekday(add_months(month, months * at), weekday, week) for week in weeks)


def nth_weekday(month: date, weekday: str, week: str) -> date:
    """Such as the second Tuesday, or the last Friday, of the month that begins on `month`."""
    if week == "last":
        end = add_months(month, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - WEEKDAYS.index(weekday)) % 7)
    first = month + timedelta(days=(WEEKDAYS.index(weekday) - month.weekday()) % 7)
    return first + timedelta(weeks=_ORDINALS.index(week))
