"""Practice noted, disclosures logged, the chair's check, the figures of a meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.children.models import Child
from holdfast.casework.panel.forms import ConductForm, DisclosureForm, PracticeForm, ResolutionForm
from holdfast.casework.panel.models import PracticeNote
from holdfast.casework.panel.operations import noting
from holdfast.casework.panel.queries.figures import meeting_figures
from holdfast.casework.panel.queries.meetings import find_figures_meeting
from holdfast.casework.panel.queries.noted import disclosures as disclosures_of
from holdfast.casework.panel.queries.noted import practice_notes
from holdfast.casework.panel.standing import may_run_cases, require_running
from holdfast.casework.panel.views.shared import (
    case_run_by,
    case_url,
    list_or_404,
    list_url,
    listing_or_404,
    meeting_or_404,
    run_by,
)
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Agency
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import or_404, row_or_404, submit
from holdfast.web.tables import paged

SEE = Permission.SEE_CASES


@allow("GET", permission=SEE)
def practice(request: PersonRequest) -> HttpResponse:
    """Stuck cases, barriers and good practice, to go into the monthly report."""
    kind = request.GET.get("kind", "")
    rows = practice_notes(request.actor, kind, open_only=request.GET.get("open") == "yes")
    page = paged(request, rows)
    context = {"page": page, "kind": kind, "kinds": PracticeNote.Kind.choices, "may_run": _runs(request)}
    return render(request, "panel/practice.html", context)


def _runs(request: PersonRequest) -> bool:
    return request.actor.may(Permission.RUN_CASES)


@allow("GET", "POST", permission=SEE)
def practice_of_meeting(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Something noted at a meeting, about no child in particular."""
    meeting = meeting_or_404(request, meeting_id)
    return _note(request, meeting, None, list_url(meeting.pk))


@allow("GET", "POST", permission=SEE)
def practice_of_case(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """Something noted in the discussion of a child, a stuck case above all."""
    listing = listing_or_404(request, listing_id)
    return _note(request, listing.case_list.meeting, listing.child, case_url(listing.pk))


def _note(request: PersonRequest, meeting: Meeting, child: Child | None, back: str) -> HttpResponse:
    def do(typed: dict[str, Any]) -> str:
        agencies = Agency.objects.visible_to(request.actor)
        agency = row_or_404(agencies, pk=typed["agency"]) if typed["agency"] else None
        noting.note_practice(
            by=request.actor,
            group=meeting.group,
            meeting=meeting,
            child=child,
            kind=typed["kind"],
            words=typed["words"],
            agency=agency,
        )
        messages.success(request, "Noted for the monthly report.")
        return back

    form = PracticeForm(
        request.POST or None, actor=request.actor, has_child=child is not None,
        initial={"kind": request.GET.get("kind", "")},
    )  # fmt: skip
    caption = f"Child {child.reference}" if child else str(meeting.group)
    return submit(
        request, form, do, title="Note for the monthly report", button="Note it", caption=caption, back=back
    )


@allow("GET", "POST", permission=SEE)
def resolution(request: PersonRequest, note_id: UUID) -> HttpResponse:
    """How a barrier or a stuck case was resolved."""
    note: PracticeNote = row_or_404(PracticeNote.objects.visible_to(request.actor), pk=note_id)
    require_running(request.actor, note.group_id)

    def do(typed: dict[str, Any]) -> str:
        noting.resolve_practice(by=request.actor, note=note, resolution=typed["resolution"])
        return reverse("panel:practice")

    return submit(
        request, ResolutionForm(request.POST or None), do, title="Say how it was resolved",
        button="It is resolved", intro=note.words, back=reverse("panel:practice"),
    )  # fmt: skip


@allow("GET", permission=Permission.RUN_CASES)
def disclosures(request: PersonRequest) -> HttpResponse:
    """What people who are no members were told, and on what basis."""
    page = paged(request, disclosures_of(request.actor))
    seen = [row.child.reference for row in page.rows]
    record_view(None, by=request.actor, what="saw the log of disclosures", children=seen)
    return render(request, "panel/disclosures.html", {"page": page})


@allow("GET", "POST", permission=SEE)
def disclosures_of_case(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """A disclosure logged from the discussion."""
    listing = case_run_by(request, listing_id)
    meeting = listing.case_list.meeting

    def do(typed: dict[str, Any]) -> str:
        noting.record_disclosure(
            by=request.actor, group=meeting.group, meeting=meeting, child=listing.child, **typed
        )
        messages.success(request, "The disclosure is logged.")
        return case_url(listing.pk)

    return submit(
        request, DisclosureForm(request.POST or None), do, title="Log a disclosure", button="Log it",
        caption=f"Child {listing.child.reference}", back=case_url(listing.pk),
        intro="For people who are no members: probation, a district or borough, a drugs service.",
    )  # fmt: skip


@allow("GET", "POST", permission=SEE)
def closing_check(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The chair's own check of how the meeting went."""
    meeting = run_by(request, meeting_id)
    found = list_or_404(request, meeting)
    said = getattr(found, "closing_check", None)
    names = noting.Conduct.__slots__

    def do(typed: dict[str, Any]) -> str:
        noting.check_conduct(by=request.actor, case_list=found, conduct=noting.Conduct(**typed))
        messages.success(request, "The closing check is recorded.")
        return list_url(meeting.pk)

    form = ConductForm(
        request.POST or None, initial={name: getattr(said, name) for name in names} if said else None
    )
    return submit(
        request, form, do, title="Closing check", button="Record it", caption=str(meeting.group),
        intro="Tick what is so. Whoever chairs the meeting answers.", back=list_url(meeting.pk),
    )  # fmt: skip


@allow("GET", permission=Permission.SEE_CASEWORK_FIGURES)
def figures(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """What a meeting did, in numbers."""
    meeting = or_404(find_figures_meeting, request.actor, meeting_id)
    runs = may_run_cases(request.actor, meeting.group_id)
    context = {"meeting": meeting, "figures": meeting_figures(meeting), "runs": runs}
    return render(request, "panel/figures.html", context)
