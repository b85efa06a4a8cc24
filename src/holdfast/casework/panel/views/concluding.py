"""Children left without a conclusion: the list, and one press for each before the meeting closes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.casework.panel.operations import concluding
from holdfast.casework.panel.queries.concluding import left_page
from holdfast.casework.panel.views.shared import case_run_by, list_or_404, run_by
from holdfast.kernel.finding import Refused, counted
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.submissions import once

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
    listing = case_run_by(request, listing_id)

    def do() -> str:
        concluding.confirm_unchanged(by=request.actor, listing=listing)
        return f"{listing.child.reference}: confirmed as it stands."

    return _answered(request, listing.case_list.meeting_id, do)


@allow("POST", permission=SEE)
def carrying(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """One press: left to the next meeting."""
    listing = case_run_by(request, listing_id)

    def do() -> str:
        concluding.carry_over(by=request.actor, listing=listing)
        return f"{listing.child.reference} goes onto the next list."

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
    address = reverse(page, args=[meeting_id])

    def done() -> str:
        messages.success(request, do())
        return address

    try:
        return once(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(address)
