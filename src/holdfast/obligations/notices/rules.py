"""When a digest is due, what it holds, what cannot wait for it, when to try again: functions of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from holdfast.kernel.clock import LONDON
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays, end_of_day

MORNING = time(7, 30)
# After the first, the second … attempt in vain. Together they span most of a day, then it is given up.
BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=10),
)
# What was raised to be told at once, and was not told for so long, is left to the digest.
AT_ONCE_FOR = timedelta(hours=12)


def digest_at(day: date) -> datetime:
    """When the digest of a day goes out: half past seven in London, as an instant in UTC."""
    return datetime.combine(day, MORNING, tzinfo=LONDON).astimezone(UTC)


def digest_day(now: datetime, days: WorkingDays = ENGLAND_AND_WALES) -> date:
    """The day whose digest is the present one: the latest working day whose morning has come.

    A digest that could not be made in its morning is made later, until the next one is due.
    """
    today = now.astimezone(LONDON).date()
    if days.is_working_day(today) and now >= digest_at(today):
        return today
    return days.before(today, 1)


def held_until(day: date, days: WorkingDays = ENGLAND_AND_WALES) -> datetime:
    """A digest holds whatever falls due before the next one: on a Friday the whole weekend."""
    return digest_at(days.next_working_day(day))


def was_missed_by_the_hour(due_at: datetime) -> bool:
    """Whether a missed time was an hour and not the end of a day: nobody is written to at midnight."""
    return due_at != end_of_day(due_at.astimezone(LONDON).date())


def next_try(now: datetime, attempts: int) -> datetime | None:
    """When to try again after so many attempts in vain; None when it is given up."""
    return now + BACKOFF[attempts - 1] if attempts <= len(BACKOFF) else None
