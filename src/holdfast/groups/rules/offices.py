"""Who may hold an office of the group, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.groups.rules.seats import Stretch, fine, refused
from holdfast.kernel.clocks import add_calendar
from holdfast.kernel.finding import Finding, listed

if TYPE_CHECKING:
    from holdfast.charter.membership import HeldBy, Office

WAYS = {"role": "by role", "elected": "by election", "board": "by a Board", "ex-officio": "ex officio"}


def ways_of(office: Office) -> tuple[str, ...]:
    """How the charter lets the office be held, as `OfficeHolding.How` values; a seat's holder needs none."""
    return tuple(dict.fromkeys(way for held in office.held_by if (way := _way(held))))


def _way(held: HeldBy) -> str:
    if held.seat is not None:
        return ""
    if held.elected:
        return "elected"
    if held.appointed_by:
        return "board"
    return "ex-officio" if held.ex_officio is not None else "role"


def seats_giving(office: Office) -> tuple[str, ...]:
    """The seats whose holder has the office by the charter."""
    return tuple(held.seat for held in office.held_by if held.seat is not None)


def assess_office(period: Stretch, office: Office | None, how: str, others: Sequence[Stretch]) -> Finding:
    """Whether somebody may be recorded in an office: the charter knows it, this way to it, and it is free."""
    if office is None:
        return refused("The terms in force name no such office.")
    ways = ways_of(office)
    if not ways:
        return refused(
            f"The {office.name} is whoever fills a seat ({listed(seats_giving(office), 'or')}):"
            " appoint to that seat instead.",
            office.clause,
        )
    if how not in ways:
        allowed = listed((WAYS[way] for way in ways), "or")
        return refused(f"The terms have the {office.name} come to it {allowed}.", office.clause)
    there = [other for other in others if other.overlaps(period)]
    if any(other.person == period.person for other in there):
        return refused(f"{period.who} is {office.name} already.")
    if len(there) >= places_of(office):
        names = listed(f"{other.who} ({other.said})" for other in there)
        return refused(f"{names} holds the office: end that first, or choose other dates.")
    return fine()


def places_of(office: Office) -> int:
    """How many may hold it at once: where the terms say that either of two people may, both may."""
    return max(sum(bool(_way(held)) for held in office.held_by), 1)


def term_end(office: Office, from_on: date) -> date | None:
    """The last day of a term that starts on a date; None where the terms set no term."""
    if office.term is None:
        return None
    return add_calendar(from_on, office.term) - timedelta(days=1)
