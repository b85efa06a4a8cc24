"""One at a time on one child: whoever changes the risk of a child holds its row until they are done."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max

from holdfast.casework.children.models import Child
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor


def following_number(rows: Any) -> int:
    """The number of the entry after these, those struck out among them."""
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def held(child: Child, by: Actor, *, unseen: bool = False) -> Child:
    """The child as it is now, locked. Raises `PermissionDenied` for one whom the person does not see.

    `unseen`: for what comes of a form that somebody sent who sees no records, such as a screening.
    """
    now: Child | None = (
        Child.objects.filter(partnership_id=by.partnership_id, pk=child.pk).select_for_update().first()
    )
    if now is None:
        raise PermissionDenied("You do not see this child's record.")
    if now.merged_into_id is not None:
        refuse("This record was merged into another. Open that one, and record it there.")
    if not unseen and not Child.objects.visible_to(by).filter(pk=child.pk).exists():
        raise PermissionDenied("You do not see this child's record.")
    return now
