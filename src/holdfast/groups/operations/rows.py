"""Finding and locking the rows that an operation acts on, as its actor may see them, and their trail."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404

from holdfast.groups.models import Appointment, Deputyship, Group
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import TenantModel, TenantQuerySet
from holdfast.stewardship.trail.record import record

Row = TypeVar("Row", bound=TenantModel)


def visible(model: type[Row], pk: UUID, actor: Actor, **more: Any) -> Row:
    """The row, or 404 when it does not exist or the actor may not see it."""
    rows: TenantQuerySet = model.objects.visible_to(actor)  # type: ignore[attr-defined]
    row: Row | None = rows.filter(pk=pk, **more).first()
    if row is None:
        raise Http404
    return row


def locked_group(pk: UUID, actor: Actor) -> Group:
    """The group, locked to the end of the transaction: what happens in one group happens in a row."""
    group: Group | None = (
        Group.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=pk).first()
    )
    if group is None:
        raise Http404
    return group


def require_unchanged(present: int, held: int | None) -> None:
    """Refuse when somebody else has changed the row since its editor looked at it."""
    if held is not None and held != present:
        refuse(
            "Someone else changed this while you had it open."
            " Open it again to see their change, then make yours."
        )


def record_stay(verb: str, row: Appointment | Deputyship, by: Actor, **more: object) -> None:
    """Leave in the trail what was done to somebody's time in a seat, or as its deputy."""
    record(
        verb,
        row,
        by=by,
        group_id=row.group_id,
        seat=str(row.seat_id),
        person=str(row.person_id),
        from_on=str(row.from_on),
        to_on=str(row.to_on or ""),
        **more,
    )
