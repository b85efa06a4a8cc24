"""A group's reviews; one of them step by step; opening it, ending it, taking it away as a document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.governance.terms_review.forms import EndForm, OpenForm
from holdfast.governance.terms_review.operations.reviewing import end_without_change, open_review
from holdfast.governance.terms_review.paper import review_document
from holdfast.governance.terms_review.queries.reviews import review_page, reviews_page
from holdfast.governance.terms_review.views.shared import REVIEW, SEE, ask, found, frame, url_of
from holdfast.groups.queries.group import visible_group
from holdfast.groups.tabs import tabs
from holdfast.kernel import clock
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.documents.answers import document_file, require_kind
from holdfast.web.pages import submit


@allow("GET", permission=SEE)
def reviews(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Every review of a group's terms."""
    group = visible_group(request.actor, group_id)
    page = reviews_page(request.actor, group, clock.today())
    context = {"page": page, "group": group, "tabs": tabs(request, group, "terms")}
    return render(request, "terms_review/list.html", context)


@allow("GET", "POST", permission=REVIEW)
def opening(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Open a review."""
    group = visible_group(request.actor, group_id)
    request.actor.require(REVIEW, group_id)
    back = reverse("terms_review:list", args=[group_id])

    def do(sent: dict[str, Any]) -> str:
        review = open_review(group_id, by=request.actor, **sent)
        messages.success(request, "The review is open. Members can say what they think of each clause.")
        return url_of(review)

    page = reviews_page(request.actor, group, clock.today())
    form = OpenForm(request.POST or None, initial={"why": "scheduled"})
    return submit(
        request, form, do,
        title="Open a review of the terms", button="Open the review", back=back,
        caption=group, intro=page.how_due,
    )  # fmt: skip


@allow("GET", permission=SEE)
def review(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """One review as a list of steps, with what is next."""
    row = found(request, review_id)
    page = review_page(request.actor, row, clock.today())
    return render(request, "terms_review/review.html", {"page": page, **frame(request, row)})


@allow("GET", "POST", permission=REVIEW)
def ending(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """End the review: no change is needed."""
    row = found(request, review_id, REVIEW)

    def do(sent: dict[str, Any]) -> None:
        end_without_change(row, by=request.actor, **sent)

    form = EndForm(request.POST or None, initial={"on": clock.today()})
    return ask(
        request, row, form, do,
        thanks="The review has ended: no change is needed.",
        title="No change is needed", button="Record and end the review",
        intro="The terms stay as they are. This counts as their review, with its date and who agreed.",
    )  # fmt: skip


@allow("GET", permission=SEE)
def file(request: PersonRequest, review_id: UUID, kind: str) -> HttpResponse:
    """Comments with what was made of them and amendments before and after, as Word or PDF."""
    require_kind(kind)
    row = found(request, review_id)
    record_view(row, by=request.actor, group_id=row.group_id, what="took away", kind=kind)
    document = review_document(request.actor, row, clock.today())
    return document_file(document, kind, f"review-of-terms-{row.opened_at:%Y-%m-%d}")
