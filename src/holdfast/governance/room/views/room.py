"""The room, and the regions of it that a live page asks for."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.queries.page import room_page, version_of
from holdfast.governance.room.views.answers import (
    REGIONS,
    meeting_or_404,
    region_answer,
    room_answer,
    shown_item_id,
)
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import fresh, or_404


@allow("GET")
def room(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting room: to run the meeting for who may, to follow it for everybody else of it."""
    meeting = meeting_or_404(request, meeting_id)
    return room_answer(request, meeting, shown_item_id(request), refreshing=bool(request.GET.get("refresh")))


@allow("GET")
def live(request: PersonRequest, meeting_id: UUID, region: str) -> HttpResponse:
    """One region, or 204 when the page holds the present version already."""
    if region not in REGIONS:
        raise Http404
    version = or_404(version_of, request.actor, meeting_id)
    return fresh(request, version, lambda: _region(request, meeting_id, region))


def _region(request: PersonRequest, meeting_id: UUID, region: str) -> HttpResponse:
    """The region; a page that was made before the meeting opened or ended is told to fetch itself anew."""
    response = region_answer(request, Meeting(pk=meeting_id), region, shown_item_id(request))
    held = request.GET.get("state")
    if held in Meeting.State.values and not Meeting.objects.filter(pk=meeting_id, state=held).exists():
        response.headers["HX-Refresh"] = "true"
    return response


@allow("GET")
def quorum_throughout(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The quorum over the whole meeting, stretch by stretch, with the reason and clause of each."""
    meeting = meeting_or_404(request, meeting_id)
    page = room_page(request.actor, meeting)
    if not page.sees_people:
        raise Http404
    return render(request, "room/quorum.html", {"page": page})
