"""The exploitation list: what may be done with a child's place on it, how its history is replayed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from holdfast.kernel.finding import Finding


class Standing(StrEnum):
    """How a child stands on the list."""

    LISTED = "listed"
    WATCHED = "watched"


class Change(StrEnum):
    """What can be done with a child's place on the list."""

    JOINED = "joined"
    WATCHED = "watched"
    REDATED = "redated"
    RESUMED = "resumed"
    LEFT = "left"


# From which standing (None: not on the list) each change leads where.
CHANGES: Mapping[Change, tuple[frozenset[Standing | None], Standing | None]] = {
    Change.JOINED: (frozenset({None}), Standing.LISTED),
    Change.WATCHED: (frozenset({None, Standing.LISTED}), Standing.WATCHED),
    Change.REDATED: (frozenset({Standing.WATCHED}), Standing.WATCHED),
    Change.RESUMED: (frozenset({Standing.WATCHED}), Standing.LISTED),
    Change.LEFT: (frozenset({Standing.LISTED, Standing.WATCHED}), None),
}

_WHY_NOT = {
    None: "The child is not on the list.",
    Standing.LISTED: "The child is on the list already.",
    Standing.WATCHED: "The child is on a watching brief already.",
}


def assess_change(change: Change, standing: Standing | None) -> Finding:
    """Whether a change is possible for a child who stands so."""
    met = standing in CHANGES[change][0]
    return Finding(met=met, reason="It is possible." if met else _WHY_NOT[standing])


def assess_review_on(change: Change, review_on: date | None, day: date) -> Finding:
    """Whether a watching brief has a date to be looked at again, and nothing else has one."""
    if change not in (Change.WATCHED, Change.REDATED):
        return Finding(met=review_on is None, reason="Only a watching brief has a review date.")
    if review_on is None:
        return Finding(met=False, reason="Say on which day the watching brief is looked at again.")
    if review_on <= day:
        return Finding(met=False, reason="The review date must come after the day of the change.")
    return Finding(met=True, reason="The review date is to come.")


def assess_age(eighteen_on: date, is_estimated: bool, day: date) -> Finding:
    """Whether somebody may join the list: children only, unless the birth date is only estimated."""
    if day < eighteen_on:
        return Finding(met=True, reason="Under 18, as far as is known.")
    if is_estimated:
        return Finding(met=True, reason="18 by an estimated birth date, which may be wrong.")
    said = f"{eighteen_on.day} {eighteen_on:%B %Y}"
    return Finding(
        met=False,
        reason=f"Turned 18 on {said}: the list is of children. If the birth date is wrong, correct it first;"
        " otherwise hand over to services for adults.",
    )


class Told(Protocol):
    """One entry of the list's history."""

    @property
    def child_id(self) -> object: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def review_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A child's place on the list at one moment."""

    standing: Standing
    since_at: datetime
    review_on: date | None = None


def replayed(history: Iterable[Told], until: datetime) -> dict[object, Place]:
    """Who was on the list at an instant, by going through its history, oldest first."""
    places: dict[object, Place] = {}
    for told in history:
        if told.at > until:
            continue
        standing = CHANGES[Change(told.kind)][1]
        if standing is None:
            places.pop(told.child_id, None)
        else:
            places[told.child_id] = Place(standing, told.at, told.review_on)
    return places
