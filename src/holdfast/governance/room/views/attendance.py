"""Arrivals, departures and their corrections."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room import operations
from holdfast.governance.room.forms import ArrivalForm, CorrectionForm
from holdfast.governance.room.models import Presence
from holdfast.governance.room.queries.facts import facts_of
from holdfast.governance.room.rules.attendance import said_time
from holdfast.governance.room.times import typed_moment
from holdfast.governance.room.views.answers import act, meeting_or_404, moment_typed, room_url, run_by
from holdfast.groups.models import Seat
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Person
from holdfast.web.pages import row_or_404, submit

SEE = Permission.SEE_MEETINGS


@allow("POST", permission=SEE)
def arrivals(request: PersonRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """One press: somebody who was expected is here, in the capacity that the button's address says."""
    meeting = meeting_or_404(request, meeting_id)
    typed = {**request.POST.dict(), **request.GET.dict(), "person": person_id}
    return act(request, meeting, lambda: _arrive(request, meeting, typed), region="people")


@allow("GET", "POST", permission=SEE)
def somebody_else(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody who was not expected, or a deputy, or a time to type."""
    meeting = run_by(request, meeting_id)
    form = ArrivalForm(request.POST or None, actor=request.actor, facts=facts_of(meeting))
    return submit(
        request,
        form,
        lambda typed: _and_back(_arrive(request, meeting, typed), meeting),
        title="Somebody else is here",
        button="Record the arrival",
        back=room_url(meeting),
    )


@allow("POST", permission=SEE)
def departure(request: PersonRequest, meeting_id: UUID, presence_id: UUID) -> HttpResponse:
    """One press: somebody left."""
    meeting, presence = _presence(request, meeting_id, presence_id)

    def leave() -> None:
        moment = moment_typed(request, meeting, after=presence.arrived_at)
        operations.record_departure(by=request.actor, presence=presence, at=moment)

    return act(request, meeting, leave, region="people")


@allow("POST", permission=SEE)
def place(request: PersonRequest, meeting_id: UUID, presence_id: UUID) -> HttpResponse:
    """One press: from the line into the room, or the other way round."""
    meeting, presence = _presence(request, meeting_id, presence_id)

    def change() -> None:
        moment = moment_typed(request, meeting, after=presence.arrived_at)
        is_remote = request.POST.get("is_remote") == "yes"
        operations.change_place(by=request.actor, presence=presence, is_remote=is_remote, at=moment)

    return act(request, meeting, change, region="people")


@allow("GET", "POST", permission=SEE)
def correction(request: PersonRequest, meeting_id: UUID, presence_id: UUID) -> HttpResponse:
    """A row put right; the old one stays, struck out."""
    meeting, presence = _presence(request, meeting_id, presence_id)
    form = CorrectionForm(request.POST or None, facts=facts_of(meeting), initial=_as_recorded(presence))
    return submit(
        request,
        form,
        lambda typed: _and_back(_correct(request, meeting, presence, typed), meeting),
        title=f"Correct the attendance of {presence.person.name}",
        button="Correct it",
        back=room_url(meeting),
        template="room/correction.html",
        presence=presence,
        meeting=meeting,
    )


@allow("POST", permission=SEE)
def striking_out(request: PersonRequest, meeting_id: UUID, presence_id: UUID) -> HttpResponse:
    """A row that should not be there."""
    meeting, presence = _presence(request, meeting_id, presence_id)
    reason = request.POST.get("reason", "").replace("\0", "")[:500]
    return act(
        request,
        meeting,
        lambda: operations.strike_out_presence(by=request.actor, presence=presence, reason=reason),
        region="people",
        said="The row is struck out.",
    )


def _presence(request: PersonRequest, meeting_id: UUID, presence_id: UUID) -> tuple[Meeting, Presence]:
    meeting = run_by(request, meeting_id)
    rows = Presence.objects.filter(meeting=meeting).select_related("person", "meeting", "seat")
    return meeting, row_or_404(rows, pk=presence_id)


def _and_back(_: Any, meeting: Meeting) -> str:
    return room_url(meeting, anchor="people")


def _arrive(request: PersonRequest, meeting: Meeting, typed: dict[str, Any]) -> Presence:
    person: Person = row_or_404(Person.objects.visible_to(request.actor), pk=typed.get("person"))
    moment = moment_typed(request, meeting)
    left = typed_moment(meeting, typed.get("left_at") or "", after=moment)
    capacity = str(typed.get("capacity") or "member")
    if capacity not in Presence.Capacity.values:
        raise Http404
    return operations.record_arrival(
        by=request.actor,
        meeting=meeting,
        person=person,
        capacity=capacity,
        seat=_seat(meeting, typed.get("seat")),
        at=moment,
        left_at=left,
        is_remote=bool(typed.get("is_remote")),
    )


def _seat(meeting: Meeting, seat_id: object) -> Seat | None:
    return row_or_404(Seat.objects.filter(group=meeting.group_id), pk=seat_id) if seat_id else None


def _as_recorded(presence: Presence) -> dict[str, Any]:
    return {
        "arrived_at": said_time(presence.arrived_at),
        "left_at": said_time(presence.left_at) if presence.left_at else "",
        "capacity": presence.capacity,
        "seat": str(presence.seat_id or ""),
        "is_remote": presence.is_remote,
    }


def _correct(request: PersonRequest, meeting: Meeting, presence: Presence, typed: dict[str, Any]) -> Presence:
    """A time that was left as it stood keeps its seconds."""
    was = _as_recorded(presence)
    arrived = None if typed["arrived_at"] == was["arrived_at"] else typed_moment(meeting, typed["arrived_at"])
    is_same = typed["left_at"] == was["left_at"]
    after = arrived or presence.arrived_at
    left = None if is_same else typed_moment(meeting, typed["left_at"], after=after)
    return operations.correct_presence(
        by=request.actor,
        presence=presence,
        reason=typed["reason"],
        arrived_at=arrived,
        left_at=left,
        has_left=bool(typed["left_at"].strip()),
        capacity=typed["capacity"],
        seat=_seat(meeting, typed["seat"]),
        is_remote=typed["is_remote"],
    )
