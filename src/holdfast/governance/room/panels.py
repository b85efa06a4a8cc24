"""What the room puts on others' pages: its door, on the page of the meeting."""

from __future__ import annotations

from django.http import HttpRequest

from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots

_WITH_A_ROOM = (Meeting.State.CONFIRMED, Meeting.State.OPEN, Meeting.State.CLOSED, Meeting.State.ADJOURNED)


def meeting_panel(request: HttpRequest, subject: Meeting) -> slots.Panel | None:
    """The way into the room, for who takes part or reads along."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or subject.state not in _WITH_A_ROOM:
        return None
    place = (subject.group_id, subject.pk)
    if not (actor.may(Permission.SEE_MEETINGS, *place) or actor.may(Permission.ATTEND, *place)):
        return None
    runs = actor.may(Permission.RUN_MEETING, *place)
    near = subject.starts_at.astimezone(clock.LONDON).date() <= clock.today()
    return slots.Panel("room/_door.html", {"meeting": subject, "runs": runs, "is_near": near})


def register() -> None:
    """Offer it; called when the app is ready."""
    slots.meeting.register(meeting_panel, order=0)
