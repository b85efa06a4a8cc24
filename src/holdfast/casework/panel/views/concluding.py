"""Children left without a conclusion: the list, and one press for each before the meeting closes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.panel.operations import concluding
from holdfast.casework.panel.queries.concluding import left_page
from holdfast.casework.panel.views.shared import case_run_by, list_or_404, run_by
from holdfast.kernel.finding import counted
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import pressed

SEE = Permission.SEE_CASES


@allow("GET", permission=SEE)
def left(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Whom the meeting took up and did not conclude on."""
    meeting = run_by(request, meeting_id)
    page = left_page(request.actor, list_or_404(request, meeting))
    seen = [row.child.reference for row in page.rows]
    record_view(meeting, by=request.actor, group_id=meeting.group_id, what="saw who was left", children=seen)
    return render(request, "panel/left.html", {"page": page, "meeting": meeting, "came_from": ""})


@allow("POST", permission=SEE)
def unchanged(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """One press: confirmed as it stands."""
    return _one(request, listing_id, concluding.confirm_unchanged, "{}: confirmed as it stands.")


@allow("POST", permission=SEE)
def carrying(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """One press: left to the next meeting."""
    return _one(request, listing_id, concluding.carry_over, "{} goes onto the next list.")


def _one(request: PersonRequest, listing_id: UUID, act: Callable[..., object], said: str) -> HttpResponse:
    listing = case_run_by(request, listing_id)

    def do() -> str:
        act(by=request.actor, listing=listing)
        return said.format(listing.child.reference)

    return _answered(request, listing.case_list.meeting_id, do)


@allow("POST", permission=SEE)
def carrying_all(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """One press for all that are left."""
    case_list = list_or_404(request, run_by(request, meeting_id))

    def do() -> str:
        number = concluding.carry_over_all(by=request.actor, case_list=case_list)
        return f"{counted(number, 'child goes', 'children go')} onto the next list."

    return _answered(request, meeting_id, do)


def _answered(request: PersonRequest, meeting_id: UUID, do: Callable[[], str]) -> HttpResponse:
    """Done once, then back to the list, or to the closing of the meeting where the press was there."""
    page = "room:closing" if request.POST.get("came_from") == "closing" else "panel:left"
    return pressed(request, do, then=reverse(page, args=[meeting_id]))
