"""Whose calendar feed an address is, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from holdfast.governance.meetings.calendar import Entry
from holdfast.governance.meetings.models import CalendarToken, Meeting
from holdfast.governance.meetings.operations.calendars import digest_of
from holdfast.governance.meetings.queries.lists import own_meetings
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor

KEPT = timedelta(days=92)
MOST = 500


@dataclass(frozen=True, slots=True)
class FeedOwner:
    """Whose feed a token opens."""

    partnership_id: UUID
    person_id: UUID


def owner_of(token: str) -> FeedOwner | None:
    """The owner of a live token.

    Asks a SECURITY DEFINER function: row-level security hides all rows before a partnership is known.
    """
    with connection.cursor() as cursor:
        cursor.execute("select partnership_id, person_id from calendar_feed_of(%s)", [digest_of(token)])
        row = cursor.fetchone()
    return FeedOwner(*row) if row else None


def feed_entries(actor: Actor) -> tuple[Entry, ...]:
    """The person's meetings of the last three months and to come, cancelled ones too. One query."""
    since = clock.now() - KEPT
    rows = own_meetings(actor).filter(starts_at__gte=since).select_related("group").order_by("starts_at")
    return tuple(entry_of(meeting) for meeting in rows[:MOST])


def entry_of(meeting: Meeting, *, with_place: bool = False) -> Entry:
    """A meeting as a calendar shows it."""
    return Entry(
        id=meeting.pk,
        group=str(meeting.group),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        state=meeting.state,
        sequence=meeting.calendar_sequence,
        place=meeting.place if with_place else "",
    )


def feed_made_at(actor: Actor) -> datetime | None:
    """When the person made the feed that is live, if there is one."""
    rows = CalendarToken.objects.filter(person_id=actor.person_id, revoked_at__isnull=True)
    made_at: datetime | None = rows.values_list("made_at", flat=True).first()
    return made_at
