"""What the views share: finding an episode or an interview with its child, and forms about one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse

from holdfast.casework.children.marks import marks_of
from holdfast.casework.children.pages import child_or_404, frame, identity_facts
from holdfast.casework.missing.models import Episode, Interview
from holdfast.casework.missing.operations.interviews import may_hold
from holdfast.casework.missing.queries.interviews import find_interview
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.stewardship.trail.record import record_view
from holdfast.web.forms import Form
from holdfast.web.pages import or_404, submit_thanking

EITHER = (Permission.HOLD_INTERVIEWS, Permission.MANAGE_INTERVIEWS)


def url_of(episode: Episode) -> str:
    return reverse("missing:episode", args=[episode.pk])


def interview_url(interview: Interview) -> str:
    return reverse("missing:interview", args=[interview.pk])


def episode_or_404(request: PersonRequest, episode_id: UUID, permission: Permission) -> Episode:
    """The episode with its child, if this person may see both; that it was seen goes into the trail."""
    rows = Episode.objects.visible_to(request.actor).select_related("recorded_by")
    found: Episode | None = rows.filter(pk=episode_id).first()
    if found is None:
        raise Http404
    found.child = child_or_404(request, found.child_id, permission)
    return found


def about_episode(
    request: PersonRequest,
    found: Episode,
    form: Form,
    act: Callable[[dict[str, Any]], object],
    *,
    thanks: str,
    **page: Any,
) -> HttpResponse:
    """A form about an episode, within the child's identity."""
    page |= {"template": "casework/child_form.html", **frame(request, found.child, "missing")}
    return submit_thanking(request, form, act, thanks=thanks, then=url_of(found), **page)


def require_either(request: PersonRequest) -> None:
    """Only who holds or manages interviews has these pages."""
    if not any(request.actor.may(permission) for permission in EITHER):
        raise PermissionDenied("This is for those who hold or arrange return interviews.")


def interview_or_404(request: PersonRequest, interview_id: UUID, *, to_write: bool = True) -> Interview:
    """The interview, if this person may see it; `to_write`: and does what is to be done with it."""
    found = or_404(find_interview, request.actor, interview_id)
    if to_write and not may_hold(request.actor, found):
        raise PermissionDenied("Only whoever holds this interview, or manages interviews, can do this.")
    record_view(
        found.child, by=request.actor, what="viewed return interview", reference=found.child.reference
    )
    return found


def identity(request: PersonRequest, found: Interview) -> dict[str, Any]:
    """Who the child is, for somebody who may see only the interview."""
    child = found.child
    marks = marks_of(request.actor, [child.pk]).get(child.pk, [])
    return {"child": child, "facts": identity_facts(child), "marks": marks}


def about_interview(
    request: PersonRequest,
    found: Interview,
    form: Form,
    do: Callable[[dict[str, Any]], None],
    *,
    thanks: str,
    **page: Any,
) -> HttpResponse:
    """A form about an interview, within the child's identity."""
    page = {"template": "casework/child_form.html", **identity(request, found)} | page
    return submit_thanking(request, form, do, thanks=thanks, then=interview_url(found), **page)
