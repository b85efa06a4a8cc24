"""Return interviews that are to be held, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from holdfast.casework.missing.models import Episode, Interview
from holdfast.casework.missing.queries import interviews as queries
from holdfast.casework.missing.views.shared import (
    identity,
    interview_or_404,
    interview_url,
    require_either,
    url_of,
)
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record
from holdfast.web.tables import paged


@allow("GET")
def interview_list(request: PersonRequest) -> HttpResponse:
    """What is due, the soonest first."""
    require_either(request)
    page = queries.interviews_page(request.actor)
    shown = paged(request, page.rows)
    record("listed return interviews", by=request.actor, rows=[str(row.child_id) for row in shown.rows])
    return render(request, "missing/interviews.html", {"page": page, "shown": shown})


@allow("GET")
def interview(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """One interview: what was done towards it, and what was said."""
    found = interview_or_404(request, interview_id, to_write=False)
    page = queries.interview_page(request.actor, found)
    return render(request, "missing/interview.html", {"page": page, **identity(request, found)})


@allow("GET")
def interview_for(request: PersonRequest, episode_id: UUID) -> HttpResponse:
    """To the interview for a return; where there is none yet, to the episode, if the person may see it."""
    found = Interview.objects.visible_to(request.actor).filter(covered__episode=episode_id).first()
    if found is not None:
        return redirect(interview_url(found))
    if not request.actor.may(Permission.SEE_CASES):
        raise Http404
    episode = get_object_or_404(Episode.objects.visible_to(request.actor), pk=episode_id)
    return redirect(url_of(episode))
