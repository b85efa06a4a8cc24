"""Proposing a year's dates from the terms, off bank holidays and Boards' dates, each move explained."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from holdfast.charter.calendar import propose_meetings
from holdfast.charter.findings import ProposedMeeting
from holdfast.charter.meeting import Schedule
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.operations.arranging import propose_meeting
from holdfast.groups.charters import charter_in_force
from holdfast.groups.models import BoardMeeting, Group
from holdfast.kernel.clock import LONDON, start_of
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.words import sentence

MOST = 120
_LONGEST_REASON = 500


def board_dates(group: Group, since: date) -> dict[date, str]:
    """The days on which a Board that the group reports to meets, by its name."""
    rows = BoardMeeting.objects.filter(board__reporting_lines__group=group, held_on__gte=since)
    return {row.held_on: f"{row.board} meets" for row in rows.select_related("board")}


@transaction.atomic
def propose_series(
    *,
    by: Actor,
    group: Group,
    start: date,
    count: int,
    starts: time,
    length: timedelta,
    place: str = "",
) -> list[Meeting]:
    """Put forward the next dates that the terms ask for, but for days on which the group already meets."""
    by.require(Permission.ARRANGE_MEETINGS, group.pk)
    charter = charter_in_force(group, start)
    if charter is None or charter.first(Schedule) is None:
        refuse("The terms in force on that day state no schedule, so add meetings one by one.")
    if not 1 <= count <= MOST:
        refuse(f"Propose from 1 to {MOST} meetings at a time.")
    taken = _days_taken(group, start)
    found = propose_meetings(charter, start, count, avoid=board_dates(group, start))
    new = [proposed for proposed in found if proposed.on not in taken]
    return [_put_forward(by, group, proposed, starts, length, place) for proposed in new]


def _days_taken(group: Group, start: date) -> set[date]:
    since = start_of(start)
    rows = Meeting.objects.filter(group=group, starts_at__gte=since).exclude(state=Meeting.State.CANCELLED)
    return {instant.astimezone(LONDON).date() for instant in rows.values_list("starts_at", flat=True)}


def _put_forward(
    by: Actor, group: Group, proposed: ProposedMeeting, starts: time, length: timedelta, place: str
) -> Meeting:
    """The hour is London's, so that a series keeps it across the clock changes."""
    begins = datetime.combine(proposed.on, starts, tzinfo=LONDON).astimezone(UTC)
    reason = " ".join(sentence(move) for move in proposed.moves)
    if proposed.is_forecast:
        reason += " Bank holidays of that year are not published yet."
    return propose_meeting(
        by=by,
        group=group,
        starts_at=begins,
        ends_at=begins + length,
        place=place,
        reason=reason.strip()[:_LONGEST_REASON],
    )
