"""What stands beside a child's name wherever it is shown (an open episode, a level); what lists narrow to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.kernel.hooks import Hook
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Mark:
    """A short state of a child: `Missing now`, `High`. `why` is said on hover and focus, with its clauses."""

    text: str
    colour: str = "grey"
    why: str = ""
    clauses: tuple[str, ...] = ()


MarkOffer = Callable[[Actor, Collection[UUID]], Mapping[UUID, Sequence[Mark]]]
Narrowing = Callable[[Actor], "QuerySet[Any, Any]"]
_marks: Hook[[Actor, Collection[UUID]], Mapping[UUID, Sequence[Mark]]] = Hook()
_narrowings: dict[str, tuple[str, Narrowing]] = {}


def child_marks(offer: MarkOffer, *, order: int = 100) -> MarkOffer:
    """Register marks: `offer(actor, child_ids)` answers for all of them in one query, or with nothing."""
    return _marks.register(offer, order=order)


def marks_of(actor: Actor, child_ids: Collection[UUID]) -> dict[UUID, list[Mark]]:
    """The marks of each child that has any, in their order; as many queries as there are offers."""
    found: dict[UUID, list[Mark]] = {}
    if not child_ids:
        return found
    for offered in _marks.call(actor, child_ids):
        for child_id, marks in offered.items():
            found.setdefault(child_id, []).extend(marks)
    return found


def list_narrowing(code: str, text: str, narrowing: Narrowing) -> None:
    """Let the list of children be narrowed: `narrowing(actor)` is a query of one column of ids of children.

    `code` stands in the address, `text` in the filter, as in `missing-now`, `Missing now`.
    """
    _narrowings[code] = (text, narrowing)


def narrowing_choices() -> list[tuple[str, str]]:
    """What the list can be narrowed to, in the order of its words."""
    return sorted(((code, text) for code, (text, _) in _narrowings.items()), key=lambda each: each[1])


def narrowed_to(code: str, actor: Actor) -> QuerySet[Any, Any]:
    """The ids of children that a code stands for. Raises `KeyError` for a code that nobody registered."""
    return _narrowings[code][1](actor)
