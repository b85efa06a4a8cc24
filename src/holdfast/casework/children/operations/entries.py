"""What every operation on a child's record begins and ends with: the row locked, and its history written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from holdfast.casework.children.models import Child, ChildEntry
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.record import record


def locked_child(pk: UUID, by: Actor) -> Child:
    """The child, if the actor may see the record, held to the end of the transaction. Raises `Http404`."""
    rows = Child.objects.visible_to(by).select_for_update(of=("self",))
    child: Child | None = rows.filter(pk=pk).first()
    if child is None:
        raise Http404
    return child


def enter(
    child: Child,
    kind: str,
    *,
    by: Actor,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    **trail: Any,
) -> None:
    """One entry in the child's history, and one in the trail under the same words."""
    ChildEntry.objects.create(
        partnership_id=by.partnership_id, child=child, kind=kind, before=before or {}, after=after or {},
        reason=reason.strip(), by_id=by.person_id,
    )  # fmt: skip
    record(kind, child, by=by, **trail)
