"""Feedback looked through, corrected and given by whoever runs the cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.casework.panel.forms import AsideForm, GivingForm
from holdfast.casework.panel.models import Bundle, FeedbackPart
from holdfast.casework.panel.operations import feeding_back
from holdfast.casework.panel.operations.feeding_outside import send_link
from holdfast.casework.panel.queries.feedback import bundle_page, bundles_page, parts_for, ways_of
from holdfast.casework.panel.standing import require_running
from holdfast.casework.panel.views.shared import list_or_404, run_by, typed_version
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web import words
from holdfast.web.conflicts import Difference, conflict_page
from holdfast.web.pages import row_or_404, submit

SEE = Permission.SEE_CASES


@allow("GET", permission=SEE)
def bundles(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Everybody who is to hear after a meeting."""
    meeting = run_by(request, meeting_id)
    page = bundles_page(request.actor, list_or_404(request, meeting), clock.now())
    return render(request, "panel/bundles.html", {"page": page})


def _bundle(request: PersonRequest, bundle_id: UUID) -> Bundle:
    rows = Bundle.objects.visible_to(request.actor).select_related(
        "case_list__meeting__group", "person", "agency"
    )
    bundle: Bundle = row_or_404(rows, pk=bundle_id)
    require_running(request.actor, bundle.case_list.meeting.group_id)
    return bundle


def bundle_url(bundle_id: UUID) -> str:
    """The page of one person's feedback."""
    return reverse("panel:bundle", args=[bundle_id])


@allow("GET", permission=SEE)
def bundle(request: PersonRequest, bundle_id: UUID) -> HttpResponse:
    """What one person is told, child by child."""
    found = _bundle(request, bundle_id)
    parts = parts_for(request.actor, found)
    seen = [part.child.reference for part in parts]
    record_view(found, by=request.actor, group_id=found.case_list.meeting.group_id, children=seen)
    page = bundle_page(found, parts, clock.now())
    return render(request, "panel/bundle.html", {"page": page})


@allow("POST", permission=SEE)
def part(request: PersonRequest, bundle_id: UUID, part_id: UUID) -> HttpResponse:
    """What is said of one child, changed before it is given."""
    found = _bundle(request, bundle_id)
    row: FeedbackPart = row_or_404(
        FeedbackPart.objects.visible_to(request.actor).select_related("child", "bundle"),
        pk=part_id,
        bundle=found,
    )
    asks_json = "application/json" in request.headers.get("Accept", "")
    try:
        saved = feeding_back.change_part(
            by=request.actor,
            part=row,
            text=request.POST.get("text", ""),
            version=typed_version(request),
        )
    except feeding_back.StalePart as stale:
        return _stale(request, found, stale.saved, asks_json=asks_json)
    except Refused as refusal:
        if asks_json:
            return JsonResponse({"refused": str(refusal)}, status=422)
        messages.error(request, str(refusal))
        return redirect(bundle_url(found.pk))
    if asks_json:
        return JsonResponse({"saved_at": words.clock_time(saved.changed_at), "version": saved.version})
    messages.success(request, "Saved.")
    return redirect(bundle_url(found.pk))


def _stale(request: PersonRequest, found: Bundle, saved: FeedbackPart, *, asks_json: bool) -> HttpResponse:
    if asks_json:
        return JsonResponse({"version": saved.version}, status=409)
    return conflict_page(
        request,
        what=f"the feedback on {saved.child.reference}",
        differences=[Difference("text", "What they are told", saved.text, request.POST.get("text", ""))],
        version=saved.version,
        changed_by="Somebody else",
        changed_at=saved.changed_at,
        keep_theirs=bundle_url(found.pk),
    )


@allow("GET", "POST", permission=SEE)
def giving(request: PersonRequest, bundle_id: UUID) -> HttpResponse:
    """One person's feedback given: by notice, by link, or by word of mouth."""
    found = _bundle(request, bundle_id)
    ways = ways_of(found)

    def give(typed: dict[str, Any]) -> str:
        if typed["how"] == Bundle.How.LINK:
            send_link(by=request.actor, bundle=found)
        else:
            feeding_back.give_feedback(by=request.actor, bundle=found, how=typed["how"])
        messages.success(request, f"The feedback to {found.name} is given.")
        page = bundles_page(request.actor, found.case_list, clock.now())
        following = page.next_id
        return bundle_url(following) if following else reverse("panel:bundles", args=[page.meeting.pk])

    form = GivingForm(request.POST or None, ways=ways, initial={"how": ways[0]})
    return submit(
        request, form, give, title=f"Give the feedback to {found.name}", button="It is given",
        intro="A notice or an email holds only a link, never anything about a child.",
        back=bundle_url(found.pk),
    )  # fmt: skip


@allow("GET", "POST", permission=SEE)
def setting_aside(request: PersonRequest, bundle_id: UUID) -> HttpResponse:
    """Feedback that is not given, with the reason."""
    found = _bundle(request, bundle_id)

    def do(typed: dict[str, Any]) -> str:
        feeding_back.set_aside(by=request.actor, bundle=found, reason=typed["reason"])
        return reverse("panel:bundles", args=[found.case_list.meeting_id])

    return submit(
        request, AsideForm(request.POST or None), do, title=f"No feedback to {found.name}",
        button="It is not given", back=bundle_url(found.pk),
    )  # fmt: skip
