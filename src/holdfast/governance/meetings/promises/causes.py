"""The causes that a meeting is to the ledger, and which rows a change of its dates touches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from holdfast.charter.meeting import Schedule
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.rules.occasions import stretch_of
from holdfast.groups.models import Group
from holdfast.kernel.clock import LONDON
from holdfast.kernel.hooks import Hook
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.versions import versions_of
from holdfast.stewardship.access.actor import Actor

# That the group meets as often as its terms say (the cause is the group); what a meeting owes before it is
# held; and afterwards, by which time the apps of the room and of the minutes know the facts.
INTERVAL = "meeting interval"
MEETING = "meeting"
HELD = "meeting held"

# The group's next meeting is another, or on another day: what higher apps owe by it is counted anew.
on_dates_changed: Hook[[Group, Actor], None] = Hook()

State, Kind = Meeting.State, Meeting.Kind
# The meetings that count as 'the next meeting' of one before: extra ones are called for their own business.
NEXT = Q(state__in=[State.CONFIRMED, State.OPEN, State.CLOSED, State.ADJOURNED]) & ~Q(kind=Kind.EXTRAORDINARY)
ENDED = Q(opened_at__isnull=False, closed_at__isnull=False)
WAS_HELD = ENDED & Q(state__in=[State.CLOSED, State.ADJOURNED])


def settle_meetings(meetings: Iterable[Meeting], *, by: Actor, why: str = "") -> None:
    """Settle what meetings of one group owe before they are held."""
    rows = list(meetings)
    if rows:
        settle(MEETING, [row.pk for row in rows], group=rows[0].group, by=by, why=why)


def settle_dates(group: Group, *instants: datetime, by: Actor, why: str = "") -> None:
    """Settle what hangs on the dates of the group's next meeting, when one came to or left these instants."""
    waiting = {one for instant in instants for one in waiting_for(group, instant)}
    settle(HELD, waiting, group=group, by=by, why=why)
    on_dates_changed.call(group, by)


def waiting_for(group: Group, instant: datetime) -> list[UUID]:
    """The meetings that ended and for which one at this instant is, or would be, the next."""
    rows = Meeting.objects.filter(group=group, starts_at__lt=instant)
    since = rows.filter(NEXT).order_by("-starts_at").values_list("starts_at", flat=True).first()
    ended = rows.filter(ENDED) if since is None else rows.filter(ENDED, starts_at__gte=since)
    return list(ended.values_list("pk", flat=True))


def settle_record(meeting: Meeting, *, by: Actor, why: str = "the record was corrected") -> None:
    """Settle what a meeting that ended owes, when its record was put right."""
    settle(HELD, [meeting.pk], group=meeting.group, by=by, why=why)


def settle_held(meeting: Meeting, *instants: datetime, by: Actor, why: str = "") -> None:
    """Settle what follows from how a meeting ended; `instants` are dates that were set or lost by it."""
    group = meeting.group
    waiting = {one for instant in (meeting.starts_at, *instants) for one in waiting_for(group, instant)}
    settle(HELD, {meeting.pk, *waiting}, group=group, by=by, why=why)
    moment = meeting.opened_at or meeting.starts_at
    settle(INTERVAL, [group.pk], group=group, by=by, why=why, since=_unchanged_until(group, moment))
    if instants:
        on_dates_changed.call(group, by)


def _unchanged_until(group: Group, moment: datetime) -> datetime | None:
    """Before when no period's meeting can be another because of one held then: the period of the last."""
    earlier = Meeting.objects.filter(WAS_HELD, group=group, opened_at__lt=moment).order_by("-opened_at")
    last = earlier.values_list("opened_at", flat=True).first()
    if last is None:
        return None
    day = last.astimezone(LONDON).date()
    charters = [version.charter for version in versions_of(group.pk) if version.charter]
    schedules = [schedule for charter in charters for schedule in charter.each(Schedule)]
    begins = [stretch_of(schedule, day).begins_at for schedule in schedules]
    return min(begins) - timedelta(seconds=1) if begins else None
