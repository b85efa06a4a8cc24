"""Who may hold a seat or stand in for its holder, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from holdfast.kernel.finding import Finding, listed

if TYPE_CHECKING:
    from holdfast.charter.membership import Deputies


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period from one date to another, both included, of somebody doing something; open without an end."""

    who: str
    from_on: date
    to_on: date | None = None
    what: str = ""
    person: object = None

    def overlaps(self, other: Stretch) -> bool:
        """Whether the two share a day."""
        return self._begins_by(other.to_on) and other._begins_by(self.to_on)

    def covers(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def _begins_by(self, day: date | None) -> bool:
        return day is None or self.from_on <= day

    @property
    def said(self) -> str:
        """`from 1 March 2025 to 3 May 2026`."""
        return f"from {said(self.from_on)}" + (f" to {said(self.to_on)}" if self.to_on else "")


def said(day: date) -> str:
    """`3 March 2026`."""
    return f"{day.day} {day:%B %Y}"


def fine(reason: str = "This can be done.", *notes: str) -> Finding:
    """A finding that nothing stands in the way."""
    return Finding(met=True, reason=reason, notes=notes)


def refused(reason: str, *clauses: str) -> Finding:
    """A finding that something does."""
    return Finding(met=False, reason=reason, clauses=clauses)


def assess_period(from_on: date, to_on: date | None, what: str = "appointment") -> Finding:
    """A period does not end before it starts."""
    if to_on is not None and to_on < from_on:
        return refused(f"The {what} would end on {said(to_on)}, before it starts on {said(from_on)}.")
    return fine()


def assess_within(period: Stretch, seat: Stretch) -> Finding:
    """An appointment lies within the life of its seat; an open end is taken to be the seat's own."""
    if period.from_on < seat.from_on:
        return refused(f"The seat was opened on {said(seat.from_on)}: choose that date or a later one.")
    if seat.to_on is not None and (period.to_on or period.from_on) > seat.to_on:
        return refused(f"The seat was closed on {said(seat.to_on)}: choose an end by that date.")
    return fine()


def assess_appointment(period: Stretch, places: int, others: Sequence[Stretch]) -> Finding:
    """Whether a seat with so many places (0: any number) has one free throughout the period."""
    beside = [other for other in others if other.overlaps(period)]
    own = next((other for other in beside if other.person == period.person), None)
    if own is not None:
        return refused(f"{period.who} already holds this seat {own.said}.")
    if places == 0:
        return fine()
    for day in {period.from_on, *(o.from_on for o in beside if period.covers(o.from_on))}:
        there = [other for other in beside if other.covers(day)]
        if len(there) >= places:
            return refused(_full(places, there))
    return fine()


def _full(places: int, there: Iterable[Stretch]) -> str:
    names = listed(f"{one.who} ({one.said})" for one in there)
    if places == 1:
        return f"The seat is held by {names}. End that appointment first, or choose other dates."
    return f"All {places} places of the seat are taken, by {names}."


def assess_person(name: str, left_on: date | None, from_on: date) -> Finding:
    """Nobody is appointed from a day after leaving."""
    if left_on is not None and left_on < from_on:
        return refused(f"{name} left on {said(left_on)}.")
    return fine()


def assess_deputy(
    period: Stretch,
    rule: Deputies | None,
    *,
    deputising: Sequence[Stretch],
    own_seats: Sequence[Stretch],
    is_same_agency: bool | None = None,
) -> Finding:
    """Whether somebody may be a standing deputy, beside what else they deputise for and their own seats.

    Where the charter says nothing of deputies, a deputy stands for one seat at a time and holds none.
    """
    at_once = next((other for other in deputising if other.overlaps(period)), None)
    if at_once is not None and not (rule and rule.several_seats):
        return refused(
            f"{period.who} is already the deputy for {at_once.what} {at_once.said}, and one person"
            " stands for one seat at a time.",
            *_clause(rule),
        )
    own = next((seat for seat in own_seats if seat.overlaps(period)), None)
    if own is not None and not (rule and rule.members_may_deputise):
        return refused(
            f"{period.who} is a member, as {own.what}, {own.said}, and so cannot also stand in for another.",
            *_clause(rule),
        )
    return _by_charter(rule, is_same_agency)


def _by_charter(rule: Deputies | None, is_same_agency: bool | None) -> Finding:
    if rule is None:
        return fine()
    if not rule.allowed:
        return refused("The terms allow no deputies.", rule.clause)
    if rule.named == "per meeting":
        return refused("The terms have deputies named for each meeting, not standing ones.", rule.clause)
    if rule.same_agency and is_same_agency is False:
        return refused("The terms ask for a deputy from the member's own agency.", rule.clause)
    return fine()


def _clause(rule: Deputies | None) -> tuple[str, ...]:
    return (rule.clause,) if rule else ()
