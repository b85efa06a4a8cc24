"""What may be recorded of who came and went; each answer says why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from holdfast.charter.membership import Deputies
from holdfast.charter.model import Charter
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Finding

from .sitting import Sitting, Stay

FINE = Finding(met=True, reason="It can be recorded.")
_EARLY = timedelta(hours=12)


def said_time(instant: datetime) -> str:
    """`2:30pm`."""
    local = instant.astimezone(LONDON)
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def _no(reason: str, *clauses: str) -> Finding:
    return Finding(met=False, reason=reason, clauses=tuple(clause for clause in clauses if clause))


def assess_time(at: datetime, *, now: datetime, starts_at: datetime) -> Finding:
    """Not in the future, and not long before the meeting."""
    if at > now:
        return _no(f"{said_time(at)} has not come yet. Give the time at which it happened.")
    if at < starts_at - _EARLY:
        return _no("That is long before the meeting. Give a time on the day that it met.")
    return FINE


def assess_stay(sitting: Sitting, stay: Stay) -> Finding:
    """Whether a stay fits what is recorded of the same person already."""
    if stay.left_at is not None and stay.left_at <= stay.arrived_at:
        arrived, left = said_time(stay.arrived_at), said_time(stay.left_at)
        return _no(
            f"{stay.name} arrived at {arrived} and cannot have left by {left}. Correct one of the times."
        )
    for other in sitting.stays_of(stay.person):
        if other.id != stay.id and other.overlaps(stay.arrived_at, stay.left_at):
            return _no(_already(other))
    return FINE


def _already(other: Stay) -> str:
    until = f"until {said_time(other.left_at)}" if other.left_at else "and has not left"
    return (
        f"{other.name} is already recorded from {said_time(other.arrived_at)} {until}. "
        "Record the departure first, or correct that row."
    )


def assess_seat_free(sitting: Sitting, stay: Stay) -> Finding:
    """A deputy fills a seat only while its member is away; two deputies do not share one."""
    if stay.capacity != "deputy":
        return FINE
    for other in sitting.stays:
        shared = set(other.seats) & set(stay.seats)
        if other.person != stay.person and shared and other.overlaps(stay.arrived_at, stay.left_at):
            what = "fills the seat" if other.capacity == "member" else "deputises for that seat already"
            return _no(
                f"{other.name} {what} from {said_time(other.arrived_at)}. "
                f"Record {stay.name} as in attendance, or correct the times."
            )
    return FINE


def assess_deputy(
    charter: Charter | None, *, name: str, seats: Collection[str], is_member: bool, is_same_agency: bool
) -> Finding:
    """Whether the terms let this person deputise for these seats."""
    rule = charter.first(Deputies) if charter is not None else None
    if not seats:
        return _no(f"Choose the seat that {name} deputises for.")
    if rule is None:
        return FINE
    if not rule.allowed:
        return _no("The terms allow no deputies. Record this person as in attendance.", rule.clause)
    if len(seats) > 1 and not rule.several_seats:
        return _no(f"{name} cannot deputise for two seats at once under these terms.", rule.clause)
    if is_member and not rule.members_may_deputise:
        return _no(f"{name} is a member already, and a member cannot deputise for another.", rule.clause)
    if rule.same_agency and not is_same_agency:
        return _no(f"A deputy comes from the member's own agency, and {name} does not.", rule.clause)
    return FINE


def seats_handed_back(sitting: Sitting, arriving: Stay) -> tuple[Stay, ...]:
    """The deputies whose place ends because the member of their seat arrives."""
    return tuple(
        stay
        for stay in sitting.stays
        if arriving.capacity == "member"
        and stay.capacity == "deputy"
        and stay.person != arriving.person
        and set(stay.seats) & set(arriving.seats)
        and stay.covers(arriving.arrived_at)
    )
