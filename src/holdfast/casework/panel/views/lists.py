"""The case list: built, looked at, changed and issued."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from holdfast.casework.children.models import Child
from holdfast.casework.panel.forms import DeferralForm, ListedChildForm
from holdfast.casework.panel.operations import lists
from holdfast.casework.panel.queries.case_list import case_list_page
from holdfast.casework.panel.queries.meetings import meetings_page
from holdfast.casework.panel.views.shared import (
    case_run_by,
    list_or_404,
    list_url,
    meeting_or_404,
    run_by,
)
from holdfast.casework.screening.queries import queue, unmatched_pressing
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.forms import Form
from holdfast.web.pages import submit

SEE = Permission.SEE_CASES


@allow("GET", permission=SEE)
def meetings(request: PersonRequest) -> HttpResponse:
    """The meetings that discuss children: to prepare, to run, to feed back."""
    return render(request, "panel/meetings.html", {"page": meetings_page(request.actor)})


@allow("GET", permission=SEE)
def case_list(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The children to be discussed at a meeting."""
    meeting = meeting_or_404(request, meeting_id)
    page = case_list_page(request.actor, meeting)
    if page.case_list is not None:
        seen = [row.child.reference for row in page.rows]
        record_view(page.case_list, by=request.actor, group_id=meeting.group_id, children=seen)
    keeps = request.actor.may(Permission.KEEP_SCREENING)
    unmatched = unmatched_pressing(queue(request.actor, is_pressing=True)) if keeps else ()
    return render(request, "panel/list.html", {"page": page, "unmatched": unmatched})


@allow("POST", permission=SEE)
def building(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The list built from the rules, or brought up to date with them."""
    meeting = run_by(request, meeting_id)

    def build(_: dict[str, Any]) -> str:
        lists.build_case_list(by=request.actor, meeting=meeting)
        messages.success(request, "The list is up to date with the entry rules.")
        return list_url(meeting.pk)

    return submit(
        request,
        Form(request.POST),
        build,
        title="Build the case list",
        button="Build it",
        back=list_url(meeting.pk),
    )


@allow("GET", "POST", permission=SEE)
def issue(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The list sent to the members, who then see its children until the feedback is closed."""
    meeting = run_by(request, meeting_id)
    found = list_or_404(request, meeting)

    def send(_: dict[str, Any]) -> str:
        lists.issue_case_list(by=request.actor, case_list=found)
        messages.success(request, "The list is issued. Members are asked what they know and propose.")
        return list_url(meeting.pk)

    return submit(
        request,
        Form(request.POST if request.method == "POST" else None),
        send,
        title="Issue the case list",
        button="Issue it",
        back=list_url(meeting.pk),
        template="panel/issue.html",
        page=case_list_page(request.actor, meeting),
    )


@allow("GET", "POST", permission=SEE)
def addition(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """A child put on the list by hand."""
    meeting = run_by(request, meeting_id)
    found = list_or_404(request, meeting)

    def add(typed: dict[str, Any]) -> str:
        wanted = typed["reference"].strip().upper()
        child = Child.objects.visible_to(request.actor).filter(reference=wanted).first()
        if child is None:
            refuse("No child that you may see has this reference. Copy it from the child's page.")
        row = lists.add_child(by=request.actor, case_list=found, child=child, reason=typed["reason"])
        messages.success(request, f"{child.reference} is on the list.")
        return list_url(meeting.pk, f"case-{row.pk}")

    return submit(
        request,
        ListedChildForm(request.POST or None),
        add,
        title="Put a child on the list",
        button="Put on the list",
        back=list_url(meeting.pk),
    )


@allow("GET", "POST", permission=SEE)
def deferral(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """A child put off to the next meeting."""
    listing = case_run_by(request, listing_id)
    back = list_url(listing.case_list.meeting_id)

    def defer(typed: dict[str, Any]) -> str:
        lists.defer_child(by=request.actor, listing=listing, reason=typed["reason"])
        messages.success(request, f"{listing.child.reference} is put off to the next meeting.")
        return back

    return submit(
        request,
        DeferralForm(request.POST or None),
        defer,
        title=f"Put {listing.child.reference} off",
        button="Put off",
        back=back,
    )


@allow("POST", permission=SEE)
def return_to_list(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """A child that had been put off, back on the list."""
    listing = case_run_by(request, listing_id)

    def take_back(_: dict[str, Any]) -> str:
        words = "Back on the list after having been put off"
        lists.add_child(by=request.actor, case_list=listing.case_list, child=listing.child, reason=words)
        return list_url(listing.case_list.meeting_id, f"case-{listing.pk}")

    return submit(
        request, Form(request.POST), take_back, title="Put back", button="Put back",
        back=list_url(listing.case_list.meeting_id),
    )  # fmt: skip


@allow("POST", permission=SEE)
def place(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """A child moved to another place on the list."""
    listing = case_run_by(request, listing_id)
    wanted = request.POST.get("to", "")
    back = list_url(listing.case_list.meeting_id, f"case-{listing.pk}")

    def move(_: dict[str, Any]) -> str:
        if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 4:
            refuse("Write the place as a number, such as 3.")
        lists.move_child(by=request.actor, listing=listing, to=int(wanted))
        return back

    return submit(request, Form(request.POST), move, title="Move on the list", button="Move", back=back)
