"""Tells the monitoring lists which actions of a child, agreed in a case meeting, are still open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from holdfast.casework.panel.models import CaseAction
from holdfast.casework.risk.actions_of_children import actions_of_children
from holdfast.governance.actions.models import Action
from holdfast.stewardship.access.actor import Actor


def register() -> None:
    """Offer them; called when the app is ready."""
    actions_of_children(agreed_in_meetings)


def agreed_in_meetings(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Action]]:
    """The open actions of these children that the actor may see. One query."""
    seen = Action.objects.visible_to(actor).filter(state=Action.State.OPEN)
    rows = CaseAction.objects.filter(child_id__in=child_ids, action__in=seen)
    found: dict[UUID, list[Action]] = {}
    for row in rows.select_related("action__agency"):
        found.setdefault(row.child_id, []).append(row.action)
    return found
