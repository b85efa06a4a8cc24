"""Every discussion of a child, the latest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from holdfast.casework.children.models import Child
from holdfast.casework.panel.models import CaseAction, CaseDecision, Discussion
from holdfast.casework.panel.queries.case_list import used
from holdfast.casework.panel.standing import takes_part
from holdfast.governance.actions.models import Action
from holdfast.stewardship.access.actor import Actor

MOST = 60


@dataclass(frozen=True, slots=True)
class Discussed:
    """One discussion: what was decided and given to do."""

    discussion: Discussion
    decisions: tuple[str, ...]
    actions: tuple[CaseAction, ...]
    may_open: bool
    seen_actions: frozenset[UUID]
    took: timedelta | None


def discussions_of(actor: Actor, child: Child) -> list[Discussed]:
    """In four queries; who takes part in no such meeting opens neither its pages nor its actions."""
    rows = (
        Discussion.objects.visible_to(actor)
        .filter(child=child)
        .select_related("item__meeting__group", "listing")
    )
    found = list(rows.order_by("-item__meeting__starts_at")[:MOST])
    decisions: defaultdict[UUID, list[str]] = defaultdict(list)
    for discussion_id, words in CaseDecision.objects.filter(
        discussion__in=found, withdrawn_at=None
    ).values_list("discussion_id", "words"):
        decisions[discussion_id].append(words)
    actions: defaultdict[UUID, list[CaseAction]] = defaultdict(list)
    for row in CaseAction.objects.filter(discussion__in=found).select_related(
        "action__agency", "action__owner"
    ):
        actions[row.discussion_id].append(row)
    given = [row.action_id for rows in actions.values() for row in rows]
    seen = frozenset(Action.objects.visible_to(actor).filter(pk__in=given).values_list("pk", flat=True))
    may_open = takes_part(actor)
    return [
        Discussed(one, tuple(decisions[one.pk]), tuple(actions[one.pk]), may_open, seen, used(one))
        for one in found
    ]
