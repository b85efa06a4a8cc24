"""Two people wrote in one episode or interview: both texts are shown, and the second chooses."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from holdfast.casework.missing.forms.episodes import EpisodeForm
from holdfast.casework.missing.forms.interviews import ContentForm
from holdfast.casework.missing.operations.content import InterviewChanged
from holdfast.casework.missing.operations.episodes import EpisodeChanged
from holdfast.casework.missing.views.shared import interview_url, url_of
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.web.conflicts import Difference, conflict_page
from holdfast.web.forms import Form

# What can stand in a box of its own on the page of both texts.
_TEXTS = (
    "circumstances", "last_seen_where", "found_where", "companions", "places", "reported_by",
    "external_reference", "account", "where", "with_whom", "harm", "wishes", "held_where",
)  # fmt: skip


def episode_conflict(request: PersonRequest, changed: EpisodeChanged, form: Form) -> HttpResponse:
    """The page of both texts for an episode."""
    present = changed.episode
    by = changed.entry.by if changed.entry is not None else None
    return conflict_page(
        request,
        what="the episode",
        differences=_differences(form, EpisodeForm.shown(present)),
        version=present.version,
        changed_by=str(by or "somebody"),
        changed_at=changed.entry.at if changed.entry is not None else present.recorded_at,
        keep_theirs=url_of(present),
    )


def interview_conflict(request: PersonRequest, changed: InterviewChanged, form: Form) -> HttpResponse:
    """The page of both texts for an interview."""
    present = changed.interview
    return conflict_page(
        request,
        what="the interview",
        differences=_differences(form, ContentForm.shown(present)),
        version=present.version,
        changed_by=str(present.changed_by or "somebody"),
        changed_at=present.changed_at,
        keep_theirs=interview_url(present),
    )


def _differences(form: Form, theirs: dict[str, Any]) -> list[Difference]:
    found = []
    for name in _TEXTS:
        if name in form.fields:
            yours = str(form.data.get(name, "")).replace("\r\n", "\n")
            found.append(Difference(name, str(form.fields[name].label), str(theirs.get(name, "")), yours))
    return [one for one in found if not one.is_same]
