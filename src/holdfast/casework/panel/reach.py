"""Members see the children on an issued case list until its feedback closes; their references stay known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.casework.children.masking import register_reading
from holdfast.casework.children.reach import register_reach
from holdfast.casework.panel.models import CaseAction, Listing
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def on_issued_lists(actor: Actor) -> QuerySet[Any, Any] | None:
    """Children on lists issued to a group in which the person answers for an agency."""
    groups = actor.groups_where(Permission.ANSWER_CASES)
    if groups is not None and not groups:
        return None
    rows = Listing.objects.to_discuss().filter(
        case_list__issued_at__isnull=False, case_list__feedback_closed_at__isnull=True
    )
    rows = rows.exclude(case_list__meeting__state=Meeting.State.CANCELLED, case_list__meeting__opened_at=None)
    if groups is not None:
        rows = rows.filter(case_list__meeting__group__in=groups)
    return rows.values("child_id")


def discussed_with(actor: Actor, children: Collection[UUID]) -> Iterable[UUID]:
    """Those, of some, discussed where the person answers for an agency, or of whom they have an action.

    They read the reference in minutes and actions for as long as these are kept, and no more than that.
    """
    groups = actor.groups_where(Permission.ANSWER_CASES)
    listed = Listing.objects.filter(child__in=children)
    listed = listed if groups is None else listed.filter(case_list__meeting__group__in=groups)
    acting = CaseAction.objects.filter(child__in=children, action__owner_id=actor.person_id)
    return listed.values_list("child_id", flat=True).union(acting.values_list("child_id", flat=True))


def register() -> None:
    """Offer it; called when the app is ready."""
    register_reach(on_issued_lists)
    register_reading(discussed_with)
