"""When a child turns 18: seen coming, also for those born on 29 February."""

from __future__ import annotations

from calendar import isleap
from datetime import date

from holdfast.casework.children.rules.births import birthday
from holdfast.kernel.clocks import add_months

ADULT = 18
# How far ahead a list can look, in months.
AHEAD = (3, 6, 12, 24)


def is_adult_on(birth_on: date | None, day: date) -> bool:
    """Whether somebody is 18 on this London day; with no birth date nobody is taken for an adult."""
    return birth_on is not None and birthday(birth_on, ADULT) <= day


def born_between(today: date, months: int) -> tuple[date, date]:
    """Between which birth dates those lie who turn 18 from today until so many months on, both included."""
    return _first_born(today), _last_born(add_months(today, months))


def _first_born(day: date) -> date:
    """Who turns 18 on this day, the eldest: on 1 March that may be somebody born on 29 February."""
    year = day.year - ADULT
    if (day.month, day.day) in ((2, 29), (3, 1)):
        return date(year, 2, 29) if day.day == 1 and isleap(year) else date(year, 3, 1)
    return day.replace(year=year)


def _last_born(day: date) -> date:
    """Who turns 18 by this day, the youngest."""
    year = day.year - ADULT
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
