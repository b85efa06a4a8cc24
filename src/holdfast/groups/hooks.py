"""What higher apps do when a group's terms, its people, its Boards' dates or the group itself change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from holdfast.groups.models import Board, Group, Terms
from holdfast.stewardship.access.actor import Actor

Subject = TypeVar("Subject")
Act = Callable[[Terms, Actor], None]
_acts: dict[str, Act] = {}


def on_terms_changed(act: Act) -> Act:
    """Call `act(terms, actor)` in the same transaction from now on; twice the same changes nothing."""
    _acts[f"{act.__module__}.{act.__qualname__}"] = act
    return act


def tell_terms_changed(terms: Terms, by: Actor) -> None:
    """Let every registered app act; what one raises undoes the whole."""
    for act in _acts.values():
        act(terms, by)


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """These people took or left a seat or an office, or its dates were corrected: from a day on."""

    group: Group
    since: date
    people: tuple[UUID, ...]


class Place(Generic[Subject]):
    """A place where a higher app registers what it does, in the transaction of the operation."""

    def __init__(self) -> None:
        self._acts: dict[str, Callable[[Subject, Actor], None]] = {}

    def register(self, act: Callable[[Subject, Actor], None]) -> Callable[[Subject, Actor], None]:
        """Call `act(subject, actor)` from now on; registering the same function twice changes nothing."""
        self._acts[f"{act.__module__}.{act.__qualname__}"] = act
        return act

    def call(self, subject: Subject, by: Actor) -> None:
        """Let every registered app act; what one raises undoes the whole."""
        for act in self._acts.values():
            act(subject, by)


on_people_changed: Place[PeopleChange] = Place()
# The group ended or goes on, reports to other Boards, or its charter's agencies mean other local ones.
on_group_changed: Place[Group] = Place()
# A Board meets on other days than it did, or has another name.
on_board_changed: Place[Board] = Place()
