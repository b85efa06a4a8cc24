"""A business manager's groups, each with its next date and what is red about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.queries.lists import still_to_hold
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

SOON = timedelta(days=14)
MOST = 60


@dataclass(frozen=True, slots=True)
class GroupInHand:
    """One group: its next meeting if there is one, and what needs doing for it."""

    id: UUID
    name: str
    meeting_id: UUID | None
    starts_at: datetime | None
    apologies: int
    coming: int
    reds: tuple[str, ...]


def groups_in_hand(actor: Actor) -> tuple[GroupInHand, ...]:
    """The groups whose meetings the person arranges, the soonest first, those without a date on top."""
    arranging = actor.groups_where(Permission.ARRANGE_MEETINGS)
    groups = Group.objects.visible_to(actor).filter(ended_on__isnull=True)
    if arranging is not None:
        groups = groups.filter(pk__in=arranging)
    found = list(groups.order_by("name")[:MOST])
    coming = _next_meetings([group.pk for group in found])
    waiting = _waiting([group.pk for group in found])
    rows = [_in_hand(group, coming.get(group.pk), waiting.get(group.pk, 0)) for group in found]
    undated = [row for row in rows if row.starts_at is None]
    dated = [row for row in rows if row.starts_at is not None]
    return (*undated, *sorted(dated, key=lambda row: row.starts_at or clock.now()))


def _next_meetings(group_ids: list[UUID]) -> dict[UUID, Any]:
    """The next meeting of each group, with how many apologised and how many come."""
    states = [Meeting.State.CONFIRMED, Meeting.State.OPEN]
    rows = Meeting.objects.filter(still_to_hold(), group_id__in=group_ids, state__in=states)
    first = rows.order_by("group_id", "starts_at").distinct("group_id").values("pk")
    counted = Meeting.objects.filter(pk__in=first).annotate(
        away=Count("apologies", filter=Q(apologies__withdrawn_at__isnull=True), distinct=True),
        yes=Count("acceptances", filter=Q(acceptances__withdrawn_at__isnull=True), distinct=True),
    )
    return {meeting.group_id: meeting for meeting in counted}


def _waiting(group_ids: list[UUID]) -> dict[UUID, int]:
    """How many proposed dates of each group wait to be confirmed."""
    rows = Meeting.objects.filter(group_id__in=group_ids, state=Meeting.State.PROPOSED)
    counts = rows.order_by().values("group_id").annotate(number=Count("pk"))
    return {row["group_id"]: row["number"] for row in counts}


def _in_hand(group: Group, meeting: Any, waiting: int) -> GroupInHand:
    reds = [] if meeting else ["No date planned"]
    if waiting:
        reds.append(
            f"{waiting} dates wait to be confirmed" if waiting > 1 else "1 date waits to be confirmed"
        )
    if meeting is not None and not meeting.agenda_confirmed_at and meeting.starts_at < clock.now() + SOON:
        reds.append("Agenda not confirmed")
    return GroupInHand(
        group.pk,
        str(group),
        meeting.pk if meeting else None,
        meeting.starts_at if meeting else None,
        meeting.away if meeting else 0,
        meeting.yes if meeting else 0,
        tuple(reds),
    )
