"""Recording, correcting, ending, grading and withdrawing an episode."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from holdfast.casework.children.pages import child_or_404, frame
from holdfast.casework.missing.forms.episodes import (
    EpisodeForm,
    GradeForm,
    NewEpisodeForm,
    ReasonForm,
    ReturnForm,
)
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.operations import content
from holdfast.casework.missing.operations import episodes as operations
from holdfast.casework.missing.views.conflicts import episode_conflict
from holdfast.casework.missing.views.shared import about_episode, episode_or_404, url_of
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit

RECORD = Permission.RECORD_ON_CHILD


@allow("GET", "POST", permission=RECORD)
def new_episode(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record that a child is missing, in a minute."""
    child = child_or_404(request, child_id, RECORD)
    initial = {"gone_from": "care" if child.is_looked_after else "home"}
    form = NewEpisodeForm(request.POST or None, initial=initial)

    def do(sent: dict[str, Any]) -> str:
        made = operations.record_episode(by=request.actor, child=child, facts=form.facts())
        messages.success(request, "The episode is recorded.")
        return url_of(made)

    return submit(
        request, form, do, title="Record an episode", button="Record the episode",
        back=reverse("missing:of-child", args=[child.pk]), template="casework/child_form.html",
        **frame(request, child, "missing"),
    )  # fmt: skip


@allow("GET", "POST", permission=RECORD)
def correction(request: PersonRequest, episode_id: UUID) -> HttpResponse:
    """Correct or complete what was recorded."""
    found = episode_or_404(request, episode_id, RECORD)
    form = EpisodeForm(request.POST or None, initial=EpisodeForm.shown(found))

    def act(sent: dict[str, Any]) -> None:
        operations.change_episode(
            by=request.actor, episode=found, facts=form.facts(found), reason=sent["reason"],
            seen_version=sent["version"],
        )  # fmt: skip

    return _versioned(
        request, found, form, act, thanks="The episode is corrected.",
        title="Correct or complete the episode", button="Save",
    )  # fmt: skip


@allow("GET", "POST", permission=RECORD)
def found(request: PersonRequest, episode_id: UUID) -> HttpResponse:
    """Record that the child is found, or back."""
    row = episode_or_404(request, episode_id, RECORD)
    form = ReturnForm(request.POST or None, initial={"ended": clock.now(), "version": row.version})

    def act(sent: dict[str, Any]) -> None:
        operations.record_return(
            by=request.actor, episode=row, ended_at=sent["ended"].at, is_ended_known=sent["ended"].is_known,
            found_where=sent["found_where"], found_by=sent["found_by"], found_state=sent["found_state"],
            seen_version=sent["version"],
        )  # fmt: skip

    return _versioned(
        request, row, form, act, thanks="The return is recorded.",
        title="Record the return", button="Record the return",
    )  # fmt: skip


def _versioned(
    request: PersonRequest, episode: Episode, form: Any, act: Callable[[dict[str, Any]], None], **page: Any
) -> HttpResponse:
    try:
        return about_episode(request, episode, form, act, **page)
    except operations.EpisodeChanged as changed:
        return episode_conflict(request, changed, form)


@allow("GET", "POST", permission=RECORD)
def grade(request: PersonRequest, episode_id: UUID) -> HttpResponse:
    """Say how grave it is now."""
    row = episode_or_404(request, episode_id, RECORD)
    initial = {"grade": row.grade, "from_at": row.ended_at or clock.now()}

    def act(sent: dict[str, Any]) -> None:
        operations.grade_episode(by=request.actor, episode=row, **sent)

    return about_episode(
        request, row, GradeForm(request.POST or None, initial=initial), act,
        thanks="The grade is recorded.", title="Grade the episode", button="Record the grade",
    )  # fmt: skip


def _said(
    request: PersonRequest, episode_id: UUID, act: Callable[[Episode, str], None], *, label: str, **page: Any
) -> HttpResponse:
    row = episode_or_404(request, episode_id, RECORD)
    form = ReasonForm(request.POST or None, label=label)
    return about_episode(request, row, form, lambda sent: act(row, sent["text"]), **page)


@allow("GET", "POST", permission=RECORD)
def withdrawal(request: PersonRequest, episode_id: UUID) -> HttpResponse:
    """Say that it was recorded in error."""

    def act(row: Episode, text: str) -> None:
        operations.withdraw_episode(by=request.actor, episode=row, reason=text)

    return _said(
        request, episode_id, act, thanks="The episode is withdrawn: it stays here and counts for nothing.",
        title="Recorded in error", button="Withdraw the episode", label="What was wrong",
    )  # fmt: skip


@allow("GET", "POST", permission=RECORD)
def restoration(request: PersonRequest, episode_id: UUID) -> HttpResponse:
    """Let it count after all."""

    def act(row: Episode, text: str) -> None:
        operations.restore_episode(by=request.actor, episode=row, reason=text)

    return _said(
        request, episode_id, act, thanks="The episode counts again.",
        title="Let the episode count after all", button="Restore the episode", label="Why it counts",
    )  # fmt: skip


@allow("GET", "POST", permission=RECORD)
def passage(request: PersonRequest, episode_id: UUID) -> HttpResponse:
    """Mark something of it as intelligence."""

    def act(row: Episode, text: str) -> None:
        content.mark_passage_of_episode(by=request.actor, episode=row, text=text)

    return _said(
        request, episode_id, act, thanks="The passage waits for the intelligence handlers.",
        title="Mark a passage as intelligence", button="Mark it", label="The passage",
    )  # fmt: skip
