"""Members see the children on an issued case list until its feedback is closed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from holdfast.casework.children.reach import register_reach
from holdfast.casework.panel.models import Listing
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


def register() -> None:
    """Offer it; called when the app is ready."""
    register_reach(on_issued_lists)
