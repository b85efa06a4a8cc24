"""Bringing meetings into being: the series of a year, one more, one that was already held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from holdfast.charter.calling import assess_extraordinary
from holdfast.governance.meetings.models import Meeting, Requisitioner
from holdfast.governance.meetings.operations.agenda import begun_agenda
from holdfast.governance.meetings.operations.keeping import (
    arranging,
    changed,
    charter_on,
    require_future,
    require_order,
)
from holdfast.governance.meetings.promises import settle_dates, settle_meetings
from holdfast.groups.membership import members_on, office_holders_on
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Refused, refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person
from holdfast.web.words import sentence


def _made(group: Group, starts_at: datetime, ends_at: datetime, **facts: object) -> Meeting:
    require_order(starts_at, ends_at)
    return Meeting(
        partnership_id=group.partnership_id, group=group, starts_at=starts_at, ends_at=ends_at, **facts
    )


@transaction.atomic
def propose_meeting(
    *, by: Actor, group: Group, starts_at: datetime, ends_at: datetime, place: str = "", reason: str = ""
) -> Meeting:
    """Put one date of a series forward; members see it once it is confirmed."""
    by.require(Permission.ARRANGE_MEETINGS, group.pk)
    require_future(starts_at)
    meeting = _made(group, starts_at, ends_at, place=place, date_reason=reason)
    return changed(meeting, "proposed", by=by)


@transaction.atomic
def drop_proposal(*, by: Actor, meeting: Meeting) -> None:
    """Take a proposed date away before anybody was told of it."""
    now = arranging(meeting, by)
    if now.state != Meeting.State.PROPOSED:
        refuse("This date was confirmed, so people know of it. Cancel it instead, with the reason.")
    changed(now, "dropped", by=by)
    now.delete()


@transaction.atomic
def confirm_meetings(*, by: Actor, meetings: Iterable[Meeting]) -> list[Meeting]:
    """Confirm proposed dates: members and calendars see them, which is notice; agendas are drafted."""
    rows = [_confirm(arranging(meeting, by), by) for meeting in meetings]
    for group_rows in _by_group(rows):
        settle_meetings(group_rows, by=by)
        settle_dates(group_rows[0].group, min(row.starts_at for row in group_rows), by=by)
    return rows


def _by_group(meetings: list[Meeting]) -> Iterable[list[Meeting]]:
    groups: defaultdict[UUID, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        groups[meeting.group_id].append(meeting)
    return groups.values()


def _confirm(meeting: Meeting, by: Actor) -> Meeting:
    if meeting.state == Meeting.State.CONFIRMED:
        return meeting
    require_future(meeting.starts_at)
    meeting.state = Meeting.State.CONFIRMED
    meeting.notice_given_at = clock.now()
    changed(meeting, "confirmed", by=by, is_dated=True)
    return begun_agenda(meeting, by)


@transaction.atomic
def add_meeting(
    *,
    by: Actor,
    group: Group,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    online_link: str = "",
) -> Meeting:
    """Add one ordinary meeting, confirmed; one that was already held can then be entered afterwards."""
    by.require(Permission.ARRANGE_MEETINGS, group.pk)
    meeting = _made(group, starts_at, ends_at, place=place, online_link=online_link)
    meeting.state = Meeting.State.CONFIRMED
    meeting.entered_afterwards = ends_at <= clock.now()
    meeting.notice_given_at = None if meeting.entered_afterwards else clock.now()
    changed(meeting, "added", by=by, afterwards=meeting.entered_afterwards)
    return _owing(begun_agenda(meeting, by), by)


def _owing(meeting: Meeting, by: Actor) -> Meeting:
    """Settled: what it owes itself, and what waits for it."""
    settle_meetings([meeting], by=by)
    settle_dates(meeting.group, meeting.starts_at, by=by)
    return meeting


@transaction.atomic
def call_extraordinary(
    *,
    by: Actor,
    group: Group,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    asked_by: Iterable[Person] = (),
    place: str = "",
    online_link: str = "",
) -> Meeting:
    """Call an extra meeting, as an office that may, or at the written request of members (`asked_by`)."""
    members = list(asked_by)
    by.require(Permission.ARRANGE_MEETINGS if members else Permission.CHAIR_MEETING, group.pk)
    require_future(starts_at)
    meeting = _made(group, starts_at, ends_at, place=place, online_link=online_link, why_called=reason)
    meeting.kind = Meeting.Kind.EXTRAORDINARY
    meeting.state = Meeting.State.CONFIRMED
    meeting.called_by_id = by.person_id
    meeting.notice_given_at = clock.now()
    _require_right_to_call(meeting, by, members)
    changed(meeting, "called", by=by, members_asking=len(members))
    for person in members:
        Requisitioner.objects.create(
            partnership_id=group.partnership_id, meeting=meeting, person_id=person.pk
        )
    return _owing(begun_agenda(meeting, by), by)


def _require_right_to_call(meeting: Meeting, by: Actor, members: list[Person]) -> None:
    day = clock.today()
    membership = members_on(meeting.group_id, day)
    if strangers := [person.name for person in members if person.pk not in membership.people]:
        refuse(f"Only members can ask for a meeting: {', '.join(strangers)} held no seat on that day.")
    charter = charter_on(meeting)
    if charter is None:
        return
    offices = [] if members else office_holders_on(meeting.group_id, day, membership)
    mine = next((holder.office for holder in offices if holder.person_id == by.person_id), None)
    finding = assess_extraordinary(
        charter,
        office=mine,
        members_asking=len({person.pk for person in members}),
        notice_on=day,
        meeting_on=meeting.starts_at.astimezone(LONDON).date(),
        reason=meeting.why_called,
    )
    if finding.met is False:
        raise Refused(replace(finding, reason=sentence(finding.reason)))
