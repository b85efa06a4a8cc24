"""Changing a meeting that people know of: another date or place, called off, its business carried on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from holdfast.governance.meetings.models import AgendaItem, Meeting, Paper
from holdfast.governance.meetings.operations.agenda import put_ends_last, take_back_confirmation
from holdfast.governance.meetings.operations.answering import ask_anew
from holdfast.governance.meetings.operations.keeping import (
    arranging,
    changed,
    day_of,
    held,
    require_future,
    require_order,
)
from holdfast.governance.meetings.operations.placing import appended
from holdfast.governance.meetings.promises import settle_dates, settle_meetings
from holdfast.governance.meetings.rules.agenda import LOOKED_AT
from holdfast.governance.meetings.rules.states import assess_arranging, assess_cancelling
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

_CARRIED = (AgendaItem.Kind.BUSINESS, AgendaItem.Kind.ELECTION)


@transaction.atomic
def change_meeting(
    *,
    by: Actor,
    meeting: Meeting,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    online_link: str,
    reason: str = "",
) -> Meeting:
    """Move it in time or place. A new day is new notice, and everybody is asked anew whether they come."""
    now = arranging(meeting, by)
    is_moved = now.starts_at != starts_at or now.ends_at != ends_at
    if not is_moved and (now.place, now.online_link) == (place, online_link):
        return now
    if now.starts_at != starts_at:
        require_future(starts_at)
    require_order(starts_at, ends_at)
    was_at, before = now.starts_at, now.starts_at.isoformat()
    is_new_day, day_before = now.starts_at != starts_at, day_of(now.starts_at)
    now.starts_at, now.ends_at, now.place, now.online_link = starts_at, ends_at, place, online_link
    if is_moved and reason:
        now.date_reason = reason
    if is_new_day and now.state == Meeting.State.CONFIRMED:
        now.notice_given_at = clock.now()
    asked = ask_anew(now) if day_of(starts_at) != day_before else 0
    changed(now, "moved", by=by, is_dated=True, before=before, after=starts_at.isoformat(), asked_anew=asked)
    if is_new_day:
        settle_meetings([now], by=by, why="the meeting was moved")
        settle_dates(now.group, was_at, starts_at, by=by, why="the next meeting was moved")
    return now


@transaction.atomic
def cancel_meeting(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Call it off before it begins; it stays on record with the reason, and counts against the schedule."""
    may_cancel = (Permission.ARRANGE_MEETINGS, Permission.CHAIR_MEETING)
    if not any(by.may(permission, meeting.group_id) for permission in may_cancel):
        by.require(Permission.CHAIR_MEETING, meeting.group_id)
    now = held(meeting)
    assess_cancelling(now.state, now.starts_at, clock.now()).require()
    if not reason.strip():
        refuse("Say why the meeting is cancelled: members will read it.")
    now.state = Meeting.State.CANCELLED
    now.end_reason = reason
    changed(now, "cancelled", by=by, is_dated=True)
    settle_meetings([now], by=by, why="the meeting was cancelled")
    settle_dates(now.group, now.starts_at, by=by, why="the next meeting was cancelled")
    return now


def next_meeting_after(meeting: Meeting) -> Meeting | None:
    """The group's next meeting that is to be held."""
    coming = Meeting.objects.filter(
        group_id=meeting.group_id, starts_at__gt=meeting.starts_at, state=Meeting.State.CONFIRMED
    )
    return coming.order_by("starts_at").first()


@transaction.atomic
def carry_over(meeting: Meeting, *, by: Actor, to: Meeting | None = None) -> list[AgendaItem]:
    """Carry what was not dealt with to another meeting (the next by default), papers and all, once."""
    if not any(by.may(p, meeting.group_id) for p in (Permission.ARRANGE_MEETINGS, Permission.CHAIR_MEETING)):
        by.require(Permission.ARRANGE_MEETINGS, meeting.group_id)
    target = to or next_meeting_after(meeting)
    if target is None:
        refuse("There is no later meeting to carry the business to. Add one first.")
    carried = taken_over(meeting, held(target), by)
    if carried:
        settle_meetings([carried[0].meeting], by=by)
    return carried


def taken_over(meeting: Meeting, target: Meeting, by: Actor) -> list[AgendaItem]:
    """The items that a meeting held takes over from another; whoever calls it settles what is owed."""
    assess_arranging(target.state).require()
    done = AgendaItem.objects.filter(meeting=target).values("carried_from")
    left = meeting.items.filter(kind__in=_CARRIED, closed_at__isnull=True)
    left = left.exclude(title=LOOKED_AT).exclude(pk__in=done.filter(carried_from__isnull=False))
    carried = [_carried(item, target) for item in left.order_by("position")]
    if carried:
        put_ends_last(target)
        take_back_confirmation(target, by)
        changed(target, "carried", by=by, source=str(meeting.pk), items=[str(item.pk) for item in carried])
    return carried


def _carried(item: AgendaItem, target: Meeting) -> AgendaItem:
    copy = appended(
        target,
        title=item.title,
        kind=item.kind,
        business_kind=item.business_kind,
        purpose=item.purpose,
        lead_id=item.lead_id,
        minutes_planned=item.minutes_planned,
        carried_from=item,
    )
    for paper in item.papers.filter(withdrawn_at__isnull=True):
        Paper.objects.create(
            partnership_id=target.partnership_id,
            item=copy,
            version_id=paper.version_id,
            sent_at=paper.sent_at,
            pinned_by_id=paper.pinned_by_id,
        )
    return copy
