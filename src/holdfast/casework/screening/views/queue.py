"""The queue, one submission, and what is done with it until a meeting has looked at it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.casework.children.frontdoor.forms import FrontDoorUseForm
from holdfast.casework.risk.terms import circumstances
from holdfast.casework.screening import operations, queries
from holdfast.casework.screening.forms.keeping import ConfirmForm, ReasonForm
from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.queries.submissions import find_submission, meeting_choices, submission_page
from holdfast.casework.screening.shell import sections
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import or_404, submit
from holdfast.web.submissions import once

KEEP = Permission.KEEP_SCREENING
# What is to be repeated within the next two weeks is shown already.
SOON = timedelta(days=14)
YEAR = timedelta(days=365)


@allow("GET", permission=KEEP)
def queue(request: PersonRequest) -> HttpResponse:
    """Everything that waits, how long confirmation takes, and what is to be repeated."""
    now = clock.now()
    waiting = queries.queue(request.actor)
    record_view(None, by=request.actor, what="viewed the screening queue", rows=[str(w.id) for w in waiting])
    context = {
        "sections": sections(request),
        "waiting": waiting,
        "unmatched": queries.unmatched_pressing(waiting),
        "figures": queries.figures(now - YEAR, now),
        "repeats": queries.repeats_due(request.actor, clock.today() + SOON),
    }
    return render(request, "screening/queue.html", context)


def _found(request: PersonRequest, submission_id: UUID) -> Submission:
    return or_404(find_submission, request.actor, submission_id)


def url_of(submission: Submission) -> str:
    return reverse("screening:submission", args=[submission.pk])


@allow("GET", permission=Permission.SUBMIT_SCREENING)
def submission(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """What was submitted, what the tool makes of it, and what became of it."""
    found = _found(request, submission_id)
    record_view(found, by=request.actor, child=found.child.reference if found.child else "")
    page = submission_page(request.actor, found)
    return render(
        request,
        "screening/submission.html",
        {"page": page, "row": found, "route": page.route, "uses": page.uses},
    )


@allow("GET", "POST", permission=Permission.SUBMIT_SCREENING)
def front_door(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """Record that the front door was told."""
    found = _found(request, submission_id)
    if not (request.actor.may(KEEP) or found.by_id == request.actor.person_id):
        raise Http404

    def do(sent: dict[str, Any]) -> str:
        operations.tell_front_door(submission=found, by=request.actor, **sent)
        messages.success(request, "It is recorded that the front door was told.")
        return url_of(found)

    form = FrontDoorUseForm(request.POST or None, initial={"used_at": clock.now()})
    return submit(request, form, do, title="Record that you told the front door", button="Record",
                  back=url_of(found), caption=f"Screening {found.reference}")  # fmt: skip


@allow("GET", "POST", permission=Permission.CONFIRM_LEVEL)
def confirmation(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """What the meeting came to."""
    found = _found(request, submission_id)
    meetings = meeting_choices(request.actor)
    first = {"level": found.level, "meeting": meetings[0][0] if meetings else ""}
    form = ConfirmForm(
        request.POST or None, tool=found.tool.tool, meetings=meetings, circumstances=circumstances(),
        initial=first,
    )  # fmt: skip

    def do(sent: dict[str, Any]) -> str:
        meeting = get_object_or_404(Meeting.objects.visible_to(request.actor), pk=sent["meeting"])
        operations.confirm(
            submission=found, level=sent["level"], by=request.actor, meeting=meeting, reason=sent["reason"],
            circumstances=sent.get("circumstances", ""),
        )  # fmt: skip
        messages.success(request, f"The level is {sent['level']}. It is the child’s level from now on.")
        return reverse("screening:queue") if request.actor.may(KEEP) else url_of(found)

    intro = f"The tool came to {found.score}, which is {found.level}."
    return submit(request, form, do, title="Confirm or change the level", button="Record the level",
                  back=url_of(found), caption=f"Screening {found.reference}", intro=intro)  # fmt: skip


@allow("GET", "POST", permission=KEEP)
def setting_aside(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """Take it out of the queue, with a reason; it can be put back."""
    found = _found(request, submission_id)

    def do(sent: dict[str, Any]) -> str:
        operations.set_aside(submission=found, by=request.actor, reason=sent["reason"])
        messages.success(request, "It is set aside. It stays readable, is counted, and can be put back.")
        return url_of(found)

    form = ReasonForm(request.POST or None)
    return submit(request, form, do, title="Set aside without a level", button="Set aside",
                  back=url_of(found), caption=f"Screening {found.reference}")  # fmt: skip


@allow("POST", permission=KEEP)
def putting_back(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """Let it wait again."""
    found = _found(request, submission_id)

    def do() -> str:
        operations.put_back(submission=found, by=request.actor)
        messages.success(request, "It waits for a meeting again.")
        return url_of(found)

    return once(request, do)
