"""How long a child waited: in working days to be seen by health, in days for a service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from holdfast.kernel.finding import Finding
from holdfast.kernel.working_days import ENGLAND_AND_WALES, WorkingDays


def working_days_waited(referred_on: date, seen_on: date, days: WorkingDays = ENGLAND_AND_WALES) -> int:
    """Working days from the day after the referral to the day of being seen, that day included."""
    if seen_on < referred_on:
        raise ValueError("a child cannot be seen before being referred")
    span = (seen_on - referred_on).days
    return sum(days.is_working_day(referred_on + timedelta(days=step)) for step in range(1, span + 1))


def assess_seen(referred_on: date, seen_on: date, today: date) -> Finding:
    """Whether the day on which the child was first seen fits: not before the referral, nor after today."""
    if seen_on > today:
        return Finding(met=False, reason="The day on which the child was first seen has not come yet.")
    if seen_on < referred_on:
        return Finding(met=False, reason="The child cannot have been seen before the referral.")
    return Finding(met=True, reason="The child was seen after the referral.")


@dataclass(frozen=True)
class Waits:
    """How long several waited, in days; `median` and `longest` are None where nobody did."""

    count: int = 0
    median: float | None = None
    longest: int | None = None


def summed(waits: Iterable[int]) -> Waits:
    """Several waits in three numbers."""
    found = list(waits)
    return Waits(len(found), median(found), max(found)) if found else Waits()
