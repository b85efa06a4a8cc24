"""The National Referral Mechanism: by when its decisions are due, and when a conclusive one may come.

The numbers are the usual ones, kept as configuration: five working days "where possible" for reasonable
grounds, 45 calendar days in the devolved panels for children, 30 days of recovery in the central process.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Due, Period, Unit, falls_due, said_day
from holdfast.kernel.finding import Finding, counted


class Route(StrEnum):
    """Who decides."""

    CENTRAL = "central"
    DEVOLVED = "devolved"


class Decision(StrEnum):
    """What was decided; both decisions know the two answers."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


@dataclass(frozen=True)
class Clocks:
    """How long the decisions take: working days, calendar days, calendar days."""

    reasonable_working_days: int = 5
    devolved_days: int = 45
    recovery_days: int = 30


USUAL = Clocks()


def reasonable_due(route: str, referred_at: datetime, clocks: Clocks = USUAL) -> Due:
    """When the reasonable grounds decision is due after the referral (an aware instant)."""
    if route == Route.DEVOLVED:
        return _devolved(referred_at, clocks)
    return falls_due(referred_at, Period(clocks.reasonable_working_days, Unit.WORKING_DAY))


def conclusive_due(route: str, referred_at: datetime, clocks: Clocks = USUAL) -> Due | None:
    """When the conclusive grounds decision is due: in devolved panels with the other; centrally, no time."""
    return _devolved(referred_at, clocks) if route == Route.DEVOLVED else None


def _devolved(referred_at: datetime, clocks: Clocks) -> Due:
    return falls_due(referred_at, Period(clocks.devolved_days, Unit.CALENDAR_DAY))


def not_before(route: str, reasonable_on: date | None, clocks: Clocks = USUAL) -> date | None:
    """The first day for a conclusive decision in the central process, once reasonable grounds are known."""
    if route == Route.DEVOLVED or reasonable_on is None:
        return None
    return reasonable_on + timedelta(days=clocks.recovery_days)


def is_conclusive_owed(route: str, reasonable: str) -> bool:
    """Whether a conclusive decision is still to come: devolved panels decide both together."""
    if reasonable == Decision.NEGATIVE:
        return False
    return route == Route.DEVOLVED or reasonable == Decision.POSITIVE


def assess_reasonable(decided_on: date, referred_at: datetime, today: date) -> Finding:
    """Whether a reasonable grounds decision may be dated so."""
    return _in_order(decided_on, referred_at.astimezone(LONDON).date(), "the referral", today)


def assess_conclusive(
    decided_on: date,
    *,
    route: str,
    reasonable: str,
    reasonable_on: date | None,
    today: date,
    reason: str = "",
    clocks: Clocks = USUAL,
) -> Finding:
    """Whether a conclusive grounds decision may be recorded so.

    One before the end of the recovery time is out of the ordinary, but it happens: it needs a reason.
    """
    if reasonable_on is None or not reasonable:
        return Finding(met=False, reason="Record the reasonable grounds decision first.")
    if reasonable == Decision.NEGATIVE:
        return Finding(met=False, reason="There were no reasonable grounds: no conclusive decision follows.")
    _in_order(decided_on, reasonable_on, "the reasonable grounds decision", today).require()
    first = not_before(route, reasonable_on, clocks)
    if first is None or decided_on >= first:
        return Finding(met=True, reason="It comes after the other decision.")
    told = (
        f"In the central process it comes no earlier than {said_day(first)}, after"
        f" {counted(clocks.recovery_days, 'day')} of recovery."
    )
    if not reason.strip():
        return Finding(met=False, reason=f"{told} If the letter says otherwise, say so as the reason.")
    return Finding(met=True, reason=f"{told} Recorded all the same: {reason.strip()}")


def _in_order(on: date, after: date, what: str, today: date) -> Finding:
    if on > today:
        return Finding(met=False, reason=f"{said_day(on)} has not come yet.")
    if on < after:
        return Finding(met=False, reason=f"That is before {what}, on {said_day(after)}.")
    return Finding(met=True, reason=f"It follows {what}.")
