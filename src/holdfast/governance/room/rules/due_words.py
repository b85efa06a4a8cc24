"""Reads when something is due, as people say it: `by Friday`, `within 2 weeks`, `by 6 March`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from holdfast.kernel.clocks import NUMBER_WORDS
from holdfast.kernel.working_days import ENGLAND_AND_WALES

_LEAD = re.compile(r"^(?:by|before|within|in|on|until|due|no later than)\s+(?:the\s+)?", re.IGNORECASE)
_DAYS = [day.lower() for day in calendar.day_name]
_MONTHS = [month.lower() for month in calendar.month_name]
_WEEKDAY = re.compile(r"(?P<which>this|next|coming)?\s*(?P<day>[a-z]+)")
_DATE = re.compile(
    r"(?:[a-z]+\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>[a-z]+)(?:\s+(?P<year>\d{4}))?"
)
_FIGURES = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}|\d{2}))?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_PERIOD = re.compile(
    r"(?P<count>\d{1,3}|[a-z]+)\s+(?P<unit>working day|day|week|fortnight|month)s?(?:['’]s?)?(?: time)?"
)


def read_due(words: str, today: date, next_meeting: date | None = None) -> date | None:
    """The date that the words say, or None. A bare weekday is the next one after today."""
    said = " ".join(_LEAD.sub("", words).strip(" .!;,)").lower().split())
    try:
        read = (reader(said, today) for reader in (_named, _weekday, _written, _figures, _period))
        found = next((day for day in read if day is not None), None)
    except OverflowError:  # beyond the last day of the calendar
        return None
    return next_meeting if said in ("next meeting", "next time") else found


def _named(said: str, today: date) -> date | None:
    last = calendar.monthrange(today.year, today.month)[1]
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    names = {
        "today": today,
        "tomorrow": _later(today, 1),
        "end of week": friday,
        "end of the week": friday,
        "end of this week": friday,
        "end of next week": _later(friday, 7),
        "next week": _later(friday, 7),
        "end of month": today.replace(day=last),
        "end of the month": today.replace(day=last),
        "end of this month": today.replace(day=last),
    }
    return names.get(said)


def _weekday(said: str, today: date) -> date | None:
    found = _WEEKDAY.fullmatch(said)
    if found is None or len(found["day"]) < 3:
        return None
    days = [number for number, day in enumerate(_DAYS) if day.startswith(found["day"])]
    if len(days) != 1:
        return None
    ahead = (days[0] - today.weekday() - 1) % 7 + 1
    if found["which"] == "next" and ahead <= 6 - today.weekday():
        ahead += 7
    return _later(today, ahead)


def _written(said: str, today: date) -> date | None:
    found = _DATE.fullmatch(said)
    if found is None or len(found["month"]) < 3:
        return None
    months = [n for n, month in enumerate(_MONTHS) if n and month.startswith(found["month"])]
    return _dated(found["day"], months[0], found["year"], today) if len(months) == 1 else None


def _figures(said: str, today: date) -> date | None:
    found = _ISO.fullmatch(said) or _FIGURES.fullmatch(said)
    return _dated(found["day"], int(found["month"]), found["year"], today) if found else None


def _dated(day: str, month: int, year: str | None, today: date) -> date | None:
    """A date without a year is the next such date."""
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    this_year = _date(today.year, month, int(day))
    if this_year is None or this_year >= today:
        return this_year
    return _date(today.year + 1, month, int(day))


def _period(said: str, today: date) -> date | None:
    found = _PERIOD.fullmatch(said)
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdecimal() else NUMBER_WORDS.get(found["count"], 0)
    if not count:
        return None
    return _UNITS[found["unit"]](today, count)


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _months_later(day: date, months: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_UNITS: dict[str, Callable[[date, int], date | None]] = {
    "working day": ENGLAND_AND_WALES.after,
    "day": _later,
    "week": lambda day, count: _later(day, 7 * count),
    "fortnight": lambda day, count: _later(day, 14 * count),
    "month": _months_later,
}
