"""Feedback as the person reads it whom it is meant for: with an account, or behind a link."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.links.doors import behind_door
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import outsider
from holdfast.casework.panel.models import Bundle
from holdfast.casework.panel.operations.feeding_back import acknowledge_feedback
from holdfast.casework.panel.operations.feeding_outside import acknowledge_outside, bundle_behind
from holdfast.casework.panel.queries.feedback import bundle_page, parts_of
from holdfast.kernel import clock
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import row_or_404
from holdfast.web.submissions import once


def _own(request: PersonRequest, bundle_id: UUID) -> Bundle:
    """A bundle that was given to this very person."""
    rows = Bundle.objects.filter(person_id=request.actor.person_id, given_at__isnull=False)
    found: Bundle = row_or_404(
        rows.select_related("case_list__meeting__group", "agency", "person"), pk=bundle_id
    )
    return found


@allow("GET")
def feedback(request: PersonRequest, bundle_id: UUID) -> HttpResponse:
    """One's own feedback after a meeting."""
    found = _own(request, bundle_id)
    parts = parts_of(found)
    seen = [part.child.reference for part in parts]
    record_view(found, by=request.actor, what="read the feedback", children=seen)
    return render(request, "panel/feedback.html", {"page": bundle_page(found, parts, clock.now())})


@allow("POST")
def acknowledgement(request: PersonRequest, bundle_id: UUID) -> HttpResponse:
    """One press: read."""
    found = _own(request, bundle_id)

    def do() -> str:
        acknowledge_feedback(by=request.actor, bundle=found)
        messages.success(request, "Thank you. The meeting knows that you have read it.")
        return reverse("panel:feedback", args=[found.pk])

    return once(request, do)


@behind_door("feedback", "GET", "POST")
def feedback_outside(request: HttpRequest, link: Link) -> HttpResponse:
    """The same for somebody outside, once."""
    found = bundle_behind(link)
    if request.method == "POST":
        acknowledge_outside(link)
        return render(request, "panel/thanks.html", {})
    parts = parts_of(found)
    seen = [part.child.reference for part in parts]
    record_view(found, by=outsider(link), what="read the feedback", children=seen)
    return render(request, "panel/feedback_outside.html", {"page": bundle_page(found, parts, clock.now())})
