"""How pressing something owed is, and how its time is said, by the clock in London. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from holdfast.kernel.clock import LONDON
from holdfast.kernel.working_days import LAST_MOMENT
from holdfast.web import words

WEEK = 7
_MONTH, _YEAR = 30.44, 365.25


class Band(StrEnum):
    """Where a list shows it; the value is the heading."""

    OVERDUE = "Overdue"
    TODAY = "Today"
    WEEK = "In the next 7 days"
    LATER = "Later"
    UNDATED = "No date"


def band_of(due_at: datetime | None, now: datetime) -> Band:
    """Overdue once its time has passed; today and the next seven days are dates in London."""
    if due_at is None:
        return Band.UNDATED
    if now > due_at:
        return Band.OVERDUE
    days = _days_between(now, due_at)
    if days == 0:
        return Band.TODAY
    return Band.WEEK if days <= WEEK else Band.LATER


def time_left(due_at: datetime | None, now: datetime) -> str:
    """`5 hours left`, `tomorrow`, `3 days late`: by days where the whole of the last day counts."""
    if due_at is None:
        return "no date"
    if _is_whole_day(due_at) or abs(due_at - now) >= timedelta(days=2):
        return _in_days(_days_between(now, due_at))
    return f"{words.duration(due_at - now)} {'late' if now > due_at else 'left'}"


def by_when(due_at: datetime | None) -> str:
    """`by the end of Tuesday 3 March 2026`, `by 2:30pm on Tuesday 3 March 2026`; empty without a time."""
    if due_at is None:
        return ""
    if _is_whole_day(due_at):
        return f"by the end of {words.day(due_at)}"
    return f"by {words.clock_time(due_at)} on {words.day(due_at)}"


def _in_days(days: int) -> str:
    if days in (0, 1):
        return "tomorrow" if days else "today"
    return f"{_long(abs(days))} {'left' if days > 0 else 'late'}"


def _long(days: int) -> str:
    """Days as people say them: beyond two months in whole months, beyond two years in whole years."""
    if days > 2 * _YEAR:
        return words.counted(int(days / _YEAR), "year")
    return words.counted(int(days / _MONTH), "month") if days > 2 * _MONTH else words.counted(days, "day")


def _is_whole_day(due_at: datetime) -> bool:
    return due_at.astimezone(LONDON).time().replace(microsecond=0) == LAST_MOMENT


def _days_between(now: datetime, due_at: datetime) -> int:
    return (due_at.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days
