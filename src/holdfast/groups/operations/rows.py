"""Finding and locking the rows that an operation acts on, as its actor may see them."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404

from holdfast.groups.models import Group
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import TenantModel, TenantQuerySet

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
