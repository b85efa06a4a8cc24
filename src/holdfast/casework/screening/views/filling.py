"""Filling in a tool: one form for those with an account and those with a link, saved as a draft or sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.children.frontdoor.queries import route
from holdfast.casework.screening import operations
from holdfast.casework.screening.forms.filling import ToolForm
from holdfast.casework.screening.models import Submission
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.submissions import once
from holdfast.web.words import clock_time

SAVED = "Saved. Come back to it whenever you like: nothing was sent yet."


def own_draft(request: PersonRequest, submission_id: UUID) -> Submission:
    """A draft of the person's own."""
    rows = Submission.objects.visible_to(request.actor).select_related("tool", "child")
    found: Submission | None = rows.filter(
        pk=submission_id, by_id=request.actor.person_id, received_at=None
    ).first()
    if found is None:
        raise Http404
    return found


@allow("GET", "POST", permission=Permission.SUBMIT_SCREENING)
def filling(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """The form of a draft: save and come back, or send."""
    draft = own_draft(request, submission_id)

    def send() -> str:
        operations.send_submission(submission=draft, by=request.actor)
        messages.success(request, f"It was received. Its reference is {draft.reference}.")
        return reverse("screening:submission", args=[draft.pk])

    return fill(
        request, draft, send, saved=reverse("screening:own"), back=reverse("screening:own"),
        autosave=reverse("screening:autosave", args=[draft.pk]),
    )  # fmt: skip


@allow("POST", permission=Permission.SUBMIT_SCREENING)
def autosave(request: PersonRequest, submission_id: UUID) -> JsonResponse:
    """Keep what was typed so far."""
    return keep(request, own_draft(request, submission_id))


def fill(
    request: HttpRequest, draft: Submission, send: Callable[[], str], *, saved: str, **page: Any
) -> HttpResponse:
    """Show the form, save it, or send it; whatever is refused, everything typed is still there."""
    is_sending = request.POST.get("then") == "send"
    autosave = page.pop("autosave")
    form = ToolForm(request.POST or None, submission=draft, is_sending=is_sending, autosave=autosave)
    if request.method == "POST":
        try:
            done = _sent(request, form, draft, send) if is_sending else _saved(request, form, draft, saved)
        except Refused as refusal:
            done = None
            form.add_error(None, str(refusal))
        if done is not None:
            return done
    draft.refresh_from_db(fields=["version"])
    context = {"form": form, "draft": draft, "tool": draft.tool.tool, "route": route(), **page}
    return render(request, "screening/filling.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: ToolForm, draft: Submission, saved: str) -> HttpResponse | None:
    """What can be read is kept, whatever cannot."""
    is_whole = form.is_valid()
    operations.save_draft(submission=draft, said=form.said(), seen=version_in(request))
    if not is_whole:
        return None
    messages.success(request, SAVED)
    return once(request, lambda: saved)


def _sent(
    request: HttpRequest, form: ToolForm, draft: Submission, send: Callable[[], str]
) -> HttpResponse | None:
    if not form.is_valid():
        operations.save_draft(submission=draft, said=form.said(), seen=version_in(request))
        return None
    said = form.said()

    def do() -> str:
        operations.save_draft(submission=draft, said=said, seen=version_in(request))
        return send()

    with transaction.atomic():
        return once(request, do)


def keep(request: HttpRequest, draft: Submission) -> JsonResponse:
    """The answer to a page that saves itself."""
    form = ToolForm(request.POST, submission=draft)
    form.is_valid()
    try:
        kept = operations.save_draft(submission=draft, said=form.said(), seen=version_in(request))
    except Refused:
        return JsonResponse({}, status=409)
    return JsonResponse({"saved_at": clock_time(kept.saved_at), "version": kept.version})


def version_in(request: HttpRequest) -> int | None:
    """The version that the page held; None where it says none."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else None
