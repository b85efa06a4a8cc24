"""A child in the meeting room: the picture, what is said, the confirmation, and the next child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.panel.forms import ConflictForm
from holdfast.casework.panel.models import CaseList, Discussion, Listing
from holdfast.casework.panel.operations import discussing
from holdfast.casework.panel.operations.confirming import Chosen, confirm
from holdfast.casework.panel.operations.discussing import Record, StaleDiscussion
from holdfast.casework.panel.queries.room import live_version, next_listing, room_page
from holdfast.casework.panel.views.shared import (
    case_run_by,
    case_url,
    list_or_404,
    list_url,
    listing_or_404,
    meeting_or_404,
    run_by,
    typed_version,
)
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record_view
from holdfast.web import words
from holdfast.web.conflicts import Difference, conflict_page
from holdfast.web.identifiers import uuid_or_none
from holdfast.web.pages import fresh, row_or_404, submit
from holdfast.web.submissions import once

SEE = Permission.SEE_CASES
_KEPT = (
    "relevance",
    "basis",
    "basis_words",
    "summary",
    "outcome_sought",
    "last_outcome",
    "last_outcome_words",
)
_REGIONS = ("head", "picture", "said", "record", "actions", "decisions")


@allow("GET", permission=SEE)
def case(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """One child: to run the discussion for who may, to follow it for the members."""
    listing = listing_or_404(request, listing_id)
    group_id = listing.case_list.meeting.group_id
    record_view(
        listing.child, by=request.actor, group_id=group_id, what="saw in the case meeting",
        reference=listing.child.reference,
    )  # fmt: skip
    return shown(request, listing)


def shown(
    request: PersonRequest, listing: Listing, *, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    """The page of a child, with a refusal and everything that was typed where there is one."""
    page = room_page(request.actor, listing)
    context = {
        "page": page,
        "refusal": refusal.finding if refusal else None,
        "typed": request.POST.dict() if refusal else {},
        "ticked": request.POST.getlist("recorder") if refusal else [str(pk) for pk in page.recorders],
        "unsent": _unsent(request) if refusal and not page.is_open else (),
        "has_ended": False,
    }
    return render(request, "panel/case.html", context, status=status)


def _unsent(request: PersonRequest) -> list[tuple[str, str]]:
    """What was typed where nothing can be recorded any more: to be copied, not lost."""
    typed = ((label, request.POST.get(name, "").strip()) for name, label in _TYPED.items())
    return [(label, text) for label, text in typed if text]


@allow("GET", permission=SEE)
def live(request: PersonRequest, listing_id: UUID, region: str) -> HttpResponse:
    """One region, or 204 when the page holds the present version already."""
    if region not in _REGIONS:
        raise Http404
    listing = listing_or_404(request, listing_id)
    return fresh(request, live_version(listing), lambda: _region(request, listing, region))


def _region(request: PersonRequest, listing: Listing, region: str) -> HttpResponse:
    """The region; a page made before the meeting took the child up or ended is to fetch itself anew."""
    page = room_page(request.actor, listing)
    held = request.GET.get("stage", page.stage)
    has_ended = held.startswith(Meeting.State.OPEN) and not page.may_discuss.met
    context: dict[str, Any] = {"page": page, "refusal": None, "typed": {}, "has_ended": has_ended}
    response = render(request, f"panel/_{region}.html", context)
    if held != page.stage:
        response.headers["HX-Refresh"] = "true"
    return response


def act(
    request: PersonRequest, listing: Listing, do: Callable[[], Any], *, said: str = "", anchor: str = ""
) -> HttpResponse:
    """Do one thing once, then show the child again; a refusal keeps what was typed."""

    def done() -> str:
        do()
        if said:
            messages.success(request, said)
        return case_url(listing.pk, anchor)

    try:
        with transaction.atomic():
            return once(request, done)
    except Refused as refusal:
        return shown(request, listing, refusal=refusal, status=422)


@allow("POST", permission=SEE)
def next_child(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The next child in order is taken up; the one before it ends."""
    meeting = run_by(request, meeting_id)
    case_list = list_or_404(request, meeting)
    following = next_listing(request.actor, case_list)
    if following is None:
        messages.success(request, "Every child on the list has been taken up.")
        return once(request, lambda: _after_the_last(request, case_list))
    return act(request, following, lambda: discussing.begin_discussion(by=request.actor, listing=following))


def _after_the_last(request: PersonRequest, case_list: CaseList) -> str:
    """To those that were left without a conclusion, if there are any."""
    left = Discussion.objects.visible_to(request.actor).filter(listing__case_list=case_list).not_concluded()
    meeting_id = case_list.meeting_id
    return reverse("panel:left", args=[meeting_id]) if left.exists() else list_url(meeting_id)


@allow("POST", permission=SEE)
def beginning(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """This child taken up, out of turn or again."""
    listing = case_run_by(request, listing_id)
    return act(request, listing, lambda: discussing.begin_discussion(by=request.actor, listing=listing))


def _kept(request: PersonRequest) -> Record:
    said = {name: request.POST.get(name, "").strip() for name in _KEPT}
    return Record(
        **{**said, "basis": said["basis"] or "public-task", "last_outcome": said["last_outcome"] or "none"}
    )


@allow("POST", permission=SEE)
def confirmation(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """What is on record confirmed or changed, and the discussion concluded: one press."""
    listing = case_run_by(request, listing_id)
    kept = _kept(request)

    def do() -> None:
        confirm(
            by=request.actor,
            listing=listing,
            levels=_levels(request),
            screenings=_screenings(request),
            reason=request.POST.get("reason", ""),
            kept=kept,
            version=typed_version(request),
        )

    try:
        return act(request, listing, do, said=f"{listing.child.reference}: confirmed.")
    except StaleDiscussion as stale:
        return _stale(request, listing, stale.saved, kept)


def _levels(request: PersonRequest) -> dict[str, Chosen]:
    chosen = {}
    for name, value in request.POST.items():
        if name.startswith("level-") and isinstance(value, str):
            area = name.removeprefix("level-")
            chosen[area] = Chosen(value, uuid_or_none(request.POST.get(f"seen-{area}", "")))
    return chosen


def _screenings(request: PersonRequest) -> dict[UUID, str]:
    chosen = {}
    for name, value in request.POST.items():
        submission = uuid_or_none(name.removeprefix("screening-")) if name.startswith("screening-") else None
        if submission is not None and isinstance(value, str):
            chosen[submission] = value
    return chosen


_SAID = {
    "relevance": "Why it is relevant",
    "basis": "Basis of sharing",
    "basis_words": "Which other basis",
    "summary": "Summary",
    "outcome_sought": "Outcome sought",
    "last_outcome": "The last outcome",
    "last_outcome_words": "What came of it",
}
_TYPED = {
    "words": "What it said",
    "why": "Why others need it",
    "line": "Action",
    "summary": "Summary",
    "outcome_sought": "Outcome sought",
    "reason": "Why a level changes",
    "relevance": "Why it is relevant",
    "basis_words": "Which other basis",
}


def _stale(request: PersonRequest, listing: Listing, saved: Discussion, kept: Record) -> HttpResponse:
    """Two clerks at once: both texts, and the second chooses."""
    saved = Discussion.objects.select_related("changed_by").get(pk=saved.pk)
    both = [Difference(name, _SAID[name], getattr(saved, name), getattr(kept, name)) for name in _KEPT]
    return conflict_page(
        request,
        what=f"the record of {listing.child.reference}",
        differences=both,
        version=saved.version,
        changed_by=saved.changed_by.name,
        changed_at=saved.changed_at,
        keep_theirs=case_url(listing.pk),
    )


@allow("GET", "POST", permission=SEE)
def conflicts(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """Somebody who must not see this child: by their own word, or by whoever runs the cases."""
    listing = listing_or_404(request, listing_id)
    meeting = meeting_or_404(request, listing.case_list.meeting_id)

    def declare(typed: dict[str, Any]) -> str:
        person: Person = row_or_404(Person.objects.visible_to(request.actor), pk=typed["person"])
        discussing.declare_conflict(
            by=request.actor,
            group_id=meeting.group_id,
            child=listing.child,
            person=person,
            reason=typed["reason"],
        )
        messages.success(request, f"{person.name} no longer sees this child.")
        return list_url(meeting.pk)

    form = ConflictForm(
        request.POST or None, actor=request.actor, initial={"person": request.actor.person_id}
    )
    return submit(
        request, form, declare, title="Declare a conflict of interest", button="Declare it", danger=True,
        caption=f"Child {listing.child.reference}", back=case_url(listing.pk),
        intro="The child's record, this discussion and its actions are hidden from that person from now on.",
    )  # fmt: skip


@allow("POST", permission=SEE)
def record_page(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """The record saved without concluding: by its button, or by the page itself while one types."""
    listing = case_run_by(request, listing_id)
    kept, asks_json = _kept(request), "application/json" in request.headers.get("Accept", "")

    def save() -> Discussion:
        return discussing.keep_record(
            by=request.actor, listing=listing, kept=kept, version=typed_version(request)
        )

    try:
        if not asks_json:
            return act(request, listing, save, said="Saved.")
        saved = save()
    except StaleDiscussion as stale:
        if asks_json:
            return JsonResponse({"version": stale.saved.version}, status=409)
        return _stale(request, listing, stale.saved, kept)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=422)
    return JsonResponse({"saved_at": words.clock_time(saved.changed_at), "version": saved.version})
