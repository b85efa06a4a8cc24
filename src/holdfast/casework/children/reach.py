"""Why somebody may see a child, besides keeping all records: reasons that higher apps register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from holdfast.kernel.hooks import Hook

if TYPE_CHECKING:
    from holdfast.stewardship.access.actor import Actor

# Answers with a query of one column, children's ids, or with None where the reason can't hold for the actor.
Reach = Callable[["Actor"], "QuerySet[Any, Any] | None"]
_reaches: Hook[[Actor], QuerySet[Any, Any] | None] = Hook()


def register_reach(reach: Reach) -> Reach:
    """Let a higher app say which children somebody may see: those on an issued list, one's interviews."""
    return _reaches.register(reach)


def reached_by(actor: Actor) -> Iterator[QuerySet[Any, Any]]:
    """Each registered reason's children, as queries to be put into another."""
    return (ids for ids in _reaches.call(actor) if ids is not None)
