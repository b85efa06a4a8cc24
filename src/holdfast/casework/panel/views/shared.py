"""Finds what the case meeting's pages are about among what the person may see."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from holdfast.casework.panel.models import CaseList, Listing
from holdfast.casework.panel.queries.meetings import find_case_meeting
from holdfast.casework.panel.standing import require_running
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.web.pages import or_404, row_or_404


def meeting_or_404(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """A meeting that discusses children, for its coordinator, chair, clerks and members."""
    return or_404(find_case_meeting, request.actor, meeting_id)


def run_by(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """The meeting, for whoever runs its cases."""
    meeting = meeting_or_404(request, meeting_id)
    require_running(request.actor, meeting.group_id)
    return meeting


def list_or_404(request: PersonRequest, meeting: Meeting) -> CaseList:
    """The meeting's case list; members see an issued one."""
    rows = CaseList.objects.visible_to(request.actor).select_related("meeting__group")
    case_list: CaseList = row_or_404(rows, meeting=meeting)
    return case_list


def listing_or_404(request: PersonRequest, listing_id: UUID) -> Listing:
    """A child on a list of a meeting that the person may see."""
    rows = Listing.objects.visible_to(request.actor).select_related("child", "case_list__meeting__group")
    listing: Listing = row_or_404(rows, pk=listing_id)
    meeting = meeting_or_404(request, listing.case_list.meeting_id)
    row_or_404(CaseList.objects.visible_to(request.actor), pk=listing.case_list_id)
    listing.case_list.meeting = meeting
    return listing


def case_run_by(request: PersonRequest, listing_id: UUID) -> Listing:
    """A child on a list, for whoever runs the cases."""
    listing = listing_or_404(request, listing_id)
    require_running(request.actor, listing.case_list.meeting.group_id)
    return listing


def list_url(meeting_id: UUID, anchor: str = "") -> str:
    """The page of a meeting's list."""
    return reverse("panel:list", args=[meeting_id]) + (f"#{anchor}" if anchor else "")


def case_url(listing_id: UUID, anchor: str = "") -> str:
    """The page of a child in the meeting."""
    return reverse("panel:case", args=[listing_id]) + (f"#{anchor}" if anchor else "")


def typed_version(request: PersonRequest) -> int:
    """The version that a form holds; what is no number is the first."""
    text = request.POST.get("version", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
