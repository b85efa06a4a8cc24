"""What waits for a person: lists to answer, feedback to read."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q

from holdfast.casework.panel.models import Bundle, CaseList
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Role

SHOWN = 5
_SPEAKING = {Role.MEMBER, Role.DEPUTY, Role.CHAIR}


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A list with children that the person's agency has not answered on."""

    case_list: CaseList
    waiting: int


def _where_it_sits(actor: Actor) -> set[UUID | None]:
    """The groups in which the person speaks for an agency: not those of which they only take the minutes."""
    return {standing.group_id for standing in actor.standings if standing.role in _SPEAKING}


def lists_to_answer(actor: Actor) -> tuple[ToAnswer, ...]:
    """Issued lists of meetings that have not ended, in one query."""
    rows = CaseList.objects.visible_to(actor).filter(
        issued_at__isnull=False, meeting__state__in=[Meeting.State.CONFIRMED, Meeting.State.OPEN]
    )
    rows = rows.filter(meeting__group__in=_where_it_sits(actor))
    listed = Q(listings__deferred_at=None)
    answered = listed & Q(listings__answers__agency_id=actor.agency_id)
    rows = rows.annotate(
        listed=Count("listings", filter=listed, distinct=True),
        answered=Count("listings", filter=answered, distinct=True),
    ).annotate(waiting=F("listed") - F("answered"))
    rows = rows.filter(waiting__gt=0).select_related("meeting__group").order_by("meeting__starts_at")
    return tuple(ToAnswer(row, row.waiting) for row in rows[:SHOWN])


def feedback_for(actor: Actor) -> tuple[Bundle, ...]:
    """What the person was told after a meeting and has not acknowledged."""
    rows = Bundle.objects.filter(
        person_id=actor.person_id, given_at__isnull=False, acknowledged_at=None, how=Bundle.How.NOTICE
    )
    return tuple(rows.select_related("case_list__meeting__group").order_by("-given_at")[:SHOWN])
