"""Children that somebody sees by an emergency access, besides those seen by role, agency or grant."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from holdfast.casework.children.models import EmergencyAccess
from holdfast.casework.children.reach import register_reach
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def opened_in_an_emergency(actor: Actor) -> QuerySet[Any, Any] | None:
    """Those that the actor has opened, while the time runs."""
    if not actor.may(Permission.SEE_CASES):
        return None
    rows = EmergencyAccess.objects.filter(person_id=actor.person_id, until_at__gt=clock.now())
    return rows.values("child_id")


def register() -> None:
    """Make it count; called when the app is ready."""
    register_reach(opened_in_an_emergency)
