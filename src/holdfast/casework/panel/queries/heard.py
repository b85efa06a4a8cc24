"""What was decided, sought and given to do for each child of a meeting, as it may be passed on."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from holdfast.casework.panel.models import CaseAction, CaseDecision, CaseList, Discussion
from holdfast.casework.panel.rules.feedback import Heard


def heard_in(case_list: CaseList) -> dict[UUID, Heard]:
    """By child, in three queries."""
    mine = {"discussion__listing__case_list": case_list}
    decisions: defaultdict[UUID, list[str]] = defaultdict(list)
    for child, words in CaseDecision.objects.filter(withdrawn_at__isnull=True, **mine).values_list(
        "child_id", "words"
    ):
        decisions[child].append(words)
    actions: defaultdict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for child, agency, text in CaseAction.objects.filter(**mine).values_list(
        "child_id", "action__agency_id", "action__text"
    ):
        actions[child].append((agency, text))
    rows = Discussion.objects.filter(listing__case_list=case_list).values_list(
        "child_id", "outcome_sought", "concluded_at"
    )
    return {
        child: Heard(
            decisions=tuple(decisions[child]), outcome_sought=sought, actions=tuple(actions[child]),
            is_concluded=concluded_at is not None,
        )
        for child, sought, concluded_at in rows
    }  # fmt: skip
