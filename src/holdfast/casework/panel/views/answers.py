"""What an agency knows and proposes, child by child, before the meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.casework.panel.models import Listing
from holdfast.casework.panel.operations import answering
from holdfast.casework.panel.queries.answering import AnswersPage, answer_row, answers_page
from holdfast.casework.panel.views.shared import list_or_404, listing_or_404, meeting_or_404, typed_version
from holdfast.kernel.finding import Refused, counted
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web import words
from holdfast.web.conflicts import Difference, conflict_page
from holdfast.web.submissions import once

ANSWER = Permission.ANSWER_CASES


@allow("GET", permission=ANSWER)
def answers(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """All children of a list on one page, each saved as one goes."""
    page = _page(request, meeting_id)
    seen = [row.child.reference for row in page.rows]
    group_id = page.meeting.group_id
    record_view(page.case_list, by=request.actor, group_id=group_id, what="saw to answer", children=seen)
    return render(request, "panel/answers.html", {"page": page, "refusal": None, "typed": {}})


def _page(request: PersonRequest, meeting_id: UUID) -> AnswersPage:
    """For members alone, who answer for their agency."""
    meeting = meeting_or_404(request, meeting_id)
    request.actor.require(ANSWER, meeting.group_id)
    return answers_page(request.actor, list_or_404(request, meeting))


@allow("POST", permission=ANSWER)
def answer(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """One child answered: by Save, or by the page itself while one types."""
    listing = listing_or_404(request, listing_id)
    try:
        saved = _save(request, listing)
    except answering.StaleAnswer as stale:
        return _stale(request, listing, stale)
    except Refused as refusal:
        return _refused(request, listing, refusal)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"saved_at": words.clock_time(saved.answered_at), "version": saved.version})
    return _answered(request, listing)


def _save(request: PersonRequest, listing: Listing) -> Any:
    return answering.answer(
        by=request.actor,
        listing=listing,
        knows=request.POST.get("knows", ""),
        proposes=request.POST.get("proposes", ""),
        version=typed_version(request),
    )


@allow("POST", permission=ANSWER)
def nothing_known(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """One press: nothing known."""
    listing = listing_or_404(request, listing_id)
    try:
        answering.know_nothing(by=request.actor, listing=listing)
    except Refused as refusal:
        return _refused(request, listing, refusal)
    return _answered(request, listing)


@allow("POST", permission=ANSWER)
def nothing_known_of_the_rest(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """One press for every child that is not answered yet."""
    page = _page(request, meeting_id)
    back = reverse("panel:answers", args=[meeting_id])

    def do() -> str:
        number = answering.know_nothing_of_the_rest(by=request.actor, case_list=page.case_list)
        messages.success(request, f"Recorded for {counted(number, 'child', 'children')}: nothing known.")
        return back

    try:
        return once(request, do)
    except Refused as refusal:
        context = {"page": page, "refusal": refusal.finding, "typed": {}}
        return render(request, "panel/answers.html", context, status=422)


def _answered(request: PersonRequest, listing: Listing) -> HttpResponse:
    """The row anew, or the page at the next child that waits."""
    if request.headers.get("HX-Request"):
        row = answer_row(request.actor, listing)
        return render(request, "panel/_answer.html", {"row": row, "may_answer": True, "is_answer": True})
    page = answers_page(request.actor, listing.case_list)
    later = [row for row in page.rows if row.answer is None]
    own = next((row.number for row in page.rows if row.listing.pk == listing.pk), 0)
    following = next((row for row in later if row.number > own), later[0] if later else None)
    anchor = f"#case-{following.listing.pk}" if following else "#all-answered"
    return redirect(reverse("panel:answers", args=[listing.case_list.meeting_id]) + anchor)


def _refused(request: PersonRequest, listing: Listing, refusal: Refused) -> HttpResponse:
    """The reason, with what was typed still there; a page that saves by itself just hears no."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"refused": str(refusal)}, status=422)
    page = answers_page(request.actor, listing.case_list)
    if not page.rows:
        raise Http404
    typed = {
        str(listing.pk): {
            "knows": request.POST.get("knows", ""),
            "proposes": request.POST.get("proposes", ""),
        }
    }
    context = {"page": page, "refusal": refusal.finding, "typed": typed}
    return render(request, "panel/answers.html", context, status=422)


def _stale(request: PersonRequest, listing: Listing, stale: answering.StaleAnswer) -> HttpResponse:
    """Both texts, and the second chooses."""
    saved = stale.saved
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"version": saved.version}, status=409)
    return conflict_page(
        request,
        what=f"your agency's answer on {listing.child.reference}",
        differences=[
            Difference("knows", "What you know", saved.knows, request.POST.get("knows", "")),
            Difference("proposes", "What you propose", saved.proposes, request.POST.get("proposes", "")),
        ],
        version=saved.version,
        changed_by=saved.answered_by.name,
        changed_at=saved.answered_at,
        keep_theirs=reverse("panel:answers", args=[listing.case_list.meeting_id]) + f"#case-{listing.pk}",
    )
