"""How terms of reference are signed and come into force."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.groups.rules.seats import Stretch, fine, refused, said
from holdfast.kernel.clocks import add_months
from holdfast.kernel.finding import Finding, listed

if TYPE_CHECKING:
    from holdfast.charter.intervals import Interval
    from holdfast.charter.model import Charter
    from holdfast.charter.promises import Approval, Review


@dataclass(frozen=True, slots=True)
class Capacity:
    """In what capacity somebody signs: `key` as in the charter, `title` as people say it, and the clause."""

    key: str
    title: str
    clause: str


def capacities(charter: Charter, before: Charter | None = None) -> tuple[Capacity, ...]:
    """Everyone whose signature the terms ask for under themselves, in order, once each.

    With the terms before, also those whom these ask: nobody drops a signature by terms that lack it.
    """
    from holdfast.charter.promises import Approval

    found: dict[str, Capacity] = {}
    for terms in filter(None, (charter, before)):
        for approval in filter(_is_of_the_terms, terms.each(Approval)):
            for key in approval.by:
                found.setdefault(key, Capacity(key, _title(terms, key), approval.clause))
    return tuple(found.values())


def _is_of_the_terms(approval: Approval) -> bool:
    words = approval.of.casefold()
    return "terms" in words or "this document" in words


def _title(charter: Charter, key: str) -> str:
    from holdfast.charter.words import plain, spoken

    office = charter.office_by_key.get(plain(key))
    body = charter.body_by_key.get(plain(key))
    title = office.name if office else body.name if body and body.name else spoken(key)
    return title[:1].upper() + title[1:]


def assess_signature(
    capacity: Capacity | None,
    name: str,
    signed: Collection[tuple[str, str]],
    signed_on: date | None,
    today: date,
) -> Finding:
    """Whether somebody may sign. `signed` are the (capacity, name) pairs already there."""
    if capacity is None:
        return refused("The terms do not ask for a signature in that capacity.")
    there = dict(signed)
    if capacity.key in there:
        return refused(f"{there[capacity.key]} has already signed as {capacity.title}.", capacity.clause)
    if name.casefold() in {other.casefold() for other in there.values()}:
        return refused(f"{name} has already signed: nobody signs twice.", capacity.clause)
    if signed_on is not None and signed_on > today:
        return refused(f"{said(signed_on)} is still to come: a signature carries the day that it was given.")
    return fine()


def assess_in_force(
    asked: Sequence[Capacity], signed: Collection[str], from_on: date, others: Sequence[Stretch]
) -> Finding:
    """Whether a version may come into force from a date: all have signed, and no other begins then."""
    missing = [capacity for capacity in asked if capacity.key not in signed]
    if missing:
        names = listed(capacity.title for capacity in missing)
        reason = f"Still to be signed by: {names}."
        return Finding(
            met=False, reason=reason, clauses=_clauses(missing), missing=tuple(m.title for m in missing)
        )
    same_day = next((other for other in others if other.from_on == from_on), None)
    if same_day is not None:
        return refused(f"{same_day.who} came into force on {said(from_on)} as well: choose another day.")
    return fine(
        "Everyone whom the terms ask to sign has signed." if asked else "The terms ask for no signature."
    )


def _clauses(missing: Sequence[Capacity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(capacity.clause for capacity in missing))


def assess_seat_closures(begun_later: Sequence[str], from_on: date) -> Finding:
    """A seat that the new terms drop may not have an appointment that only begins afterwards."""
    if begun_later:
        return refused(
            f"These terms drop seats to which people are appointed from {said(from_on)} or later:"
            f" {listed(begun_later)}. Withdraw those appointments first."
        )
    return fine()


def terms_review(charter: Charter) -> Review | None:
    """The clause that has these terms themselves reviewed: of the terms, or looking at how they are kept."""
    from holdfast.charter.promises import Review

    reviews = tuple(charter.each(Review))
    of_them = (one for one in reviews if _names_the_terms(one.of))
    return next(of_them, None) or next(
        (one for one in reviews if any(map(_names_the_terms, one.looks_at))), None
    )


def _names_the_terms(words: str) -> bool:
    return "terms" in words.casefold()


def next_review(charter: Charter, from_on: date) -> date | None:
    """When the terms are next reviewed: the date stated, else counted from their last review or, where that
    is left blank or would be due before these terms began, from their coming into force."""
    review = terms_review(charter)
    if review is None:
        return None
    stated = review.next or (review_after(review, review.last) if review.last else None)
    return stated if stated and stated >= from_on else review_after(review, from_on)


def review_after(review: Review, day: date) -> date | None:
    """When a review that was done on a day is due again; None where the terms do not say how often."""
    return _after(day, review.every) if review.every else None


def _after(day: date, every: Interval) -> date:
    months = {"month": every.count, "year": 12 * every.count}.get(every.unit)
    if months is None:
        return day + timedelta(weeks=every.count)
    return add_months(day, max(months // every.times, 1))
