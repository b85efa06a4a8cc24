"""What the child said: written, saved as it is typed, recorded as held; passages for intelligence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from holdfast.casework.missing.forms.episodes import ReasonForm
from holdfast.casework.missing.forms.interviews import ContentForm, CoverForm
from holdfast.casework.missing.models import Episode, Interview
from holdfast.casework.missing.operations import content as operations
from holdfast.casework.missing.queries.interviews import returns_to_cover
from holdfast.casework.missing.views.conflicts import interview_conflict
from holdfast.casework.missing.views.shared import about_interview, identity, interview_or_404, interview_url
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.words import clock_time


@allow("GET", "POST")
def content(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Write what was said; keep it, or record that the interview was held."""
    found = interview_or_404(request, interview_id)
    is_held = found.state == Interview.State.HELD
    saves_at = "" if is_held else reverse("missing:draft", args=[found.pk])
    form = ContentForm(request.POST or None, initial=ContentForm.shown(found), saves_at=saves_at)
    try:
        return submit(
            request, form, lambda sent: _save(request, found, form), title="What the child said",
            button="Save", template="missing/content.html", back=interview_url(found), is_held=is_held,
            **identity(request, found),
        )  # fmt: skip
    except operations.InterviewChanged as changed:
        return interview_conflict(request, changed, form)


def _save(request: PersonRequest, found: Interview, form: ContentForm) -> str:
    sent, by = form.cleaned_data, request.actor
    written, version = form.content(), sent["version"]
    if form.is_held:
        operations.record_return_interview(
            by=by, interview=found, content=written, held_at=sent["held_at"], seen_version=version
        )
        messages.success(request, "The interview is recorded as held.")
    else:
        operations.write_interview(by=by, interview=found, content=written, seen_version=version)
        messages.success(request, "What you wrote is kept. The interview is not recorded as held yet.")
    return interview_url(found)


@allow("POST")
def draft(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Keep what is being typed: JSON for the page that saves by itself."""
    found = interview_or_404(request, interview_id)
    form = ContentForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"said": "It cannot be saved yet."}, status=422)
    try:
        saved = operations.write_interview(
            by=request.actor, interview=found, content=form.content(),
            seen_version=form.cleaned_data["version"],
        )  # fmt: skip
    except operations.InterviewChanged:
        return JsonResponse({}, status=409)
    except Refused as refusal:
        return JsonResponse({"said": str(refusal)}, status=422)
    return JsonResponse({"saved_at": clock_time(clock.now()), "version": saved.version})


@allow("GET", "POST")
def returns(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Let this interview be about a further return."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        episode = Episode.objects.get(pk=sent["episode"], child=found.child_id)
        operations.cover_episode(by=request.actor, interview=found, episode=episode)

    form = CoverForm(request.POST or None, returns=returns_to_cover(found))
    return about_interview(
        request, found, form, do, thanks="The interview is about that return too.",
        title="A further return", button="Add the return",
    )  # fmt: skip


@allow("GET", "POST")
def passage(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Mark something that was said as intelligence."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        operations.mark_passage(by=request.actor, interview=found, text=sent["text"])

    form = ReasonForm(request.POST or None, label="The passage")
    return about_interview(
        request, found, form, do, thanks="The passage waits for the intelligence handlers.",
        title="Mark a passage as intelligence", button="Mark it",
    )  # fmt: skip


@allow("POST")
def taking_back(request: PersonRequest, interview_id: UUID, passage_id: UUID) -> HttpResponse:
    """Take a mark back."""
    found = interview_or_404(request, interview_id)
    marked = get_object_or_404(found.passages, pk=passage_id)
    try:
        operations.take_back_passage(by=request.actor, passage=marked)
        messages.success(request, "The mark is taken back.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(interview_url(found))
