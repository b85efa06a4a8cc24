"""What is done towards an interview: given, offered, tried, accepted, declined, called off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from holdfast.casework.missing.forms.episodes import ReasonForm
from holdfast.casework.missing.forms.interviews import (
    AssignForm,
    AttemptForm,
    CarersForm,
    DeclineForm,
    WhenForm,
)
from holdfast.casework.missing.operations import interviews as operations
from holdfast.casework.missing.queries.interviews import agency_choices, people_choices
from holdfast.casework.missing.views.shared import about_interview, interview_or_404
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Agency, Person

MANAGE = Permission.MANAGE_INTERVIEWS


@allow("GET", "POST", permission=MANAGE)
def holder(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Give it to an agency, and to somebody of it."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        person = Person.objects.get(pk=sent["interviewer"]) if sent["interviewer"] else None
        operations.assign_interview(
            by=request.actor, interview=found, provider=Agency.objects.get(pk=sent["provider"]),
            interviewer=person, why=sent["why"],
        )  # fmt: skip

    form = AssignForm(
        request.POST or None, agencies=agency_choices(request.actor), people=people_choices(request.actor),
        initial={"provider": str(found.provider_id or ""), "interviewer": str(found.interviewer_id or "")},
    )  # fmt: skip
    return about_interview(
        request, found, form, do, thanks="The interview is given.", title="Who holds the interview",
        button="Give the interview",
    )  # fmt: skip


@allow("GET", "POST")
def offer(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Record that it was offered."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        operations.offer_interview(by=request.actor, interview=found, at=sent["at"])

    return about_interview(
        request, found, WhenForm(request.POST or None), do, thanks="The offer is recorded.",
        title="The interview was offered", button="Record the offer",
    )  # fmt: skip


@allow("GET", "POST")
def acceptance(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Record that the child accepted."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        operations.accept_interview(by=request.actor, interview=found, at=sent["at"])

    return about_interview(
        request, found, WhenForm(request.POST or None), do, thanks="The acceptance is recorded.",
        title="The child accepted", button="Record the acceptance",
    )  # fmt: skip


@allow("GET", "POST")
def refusal(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Record that the child declined, and why."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        operations.decline_interview(by=request.actor, interview=found, **sent)

    return about_interview(
        request, found, DeclineForm(request.POST or None), do,
        thanks="That the child declined is recorded. Now ask the parents or carers.",
        title="The child declined", button="Record that the child declined",
    )  # fmt: skip


@allow("GET", "POST")
def carers(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Record what the parents or carers said, after the child declined."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        operations.ask_carers(by=request.actor, interview=found, **sent)

    return about_interview(
        request, found, CarersForm(request.POST or None), do, thanks="What the carers said is recorded.",
        title="The parents or carers were asked", button="Record what they said",
    )  # fmt: skip


@allow("GET", "POST")
def attempt(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Log a try to reach the child."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        operations.log_attempt(by=request.actor, interview=found, **sent)

    return about_interview(
        request, found, AttemptForm(request.POST or None), do, thanks="The attempt is logged.",
        title="Log an attempt", button="Log the attempt",
    )  # fmt: skip


@allow("GET", "POST", permission=MANAGE)
def cancellation(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Call it off."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        operations.cancel_interview(by=request.actor, interview=found, reason=sent["text"])

    form = ReasonForm(request.POST or None, label="Why it is called off")
    return about_interview(
        request, found, form, do, thanks="The interview is called off. Its returns stay owed.",
        title="Call the interview off", button="Call it off", danger=True,
    )  # fmt: skip


@allow("GET", "POST", permission=MANAGE)
def reopening(request: PersonRequest, interview_id: UUID) -> HttpResponse:
    """Open it again."""
    found = interview_or_404(request, interview_id)

    def do(sent: dict[str, Any]) -> None:
        operations.reopen_interview(by=request.actor, interview=found, reason=sent["text"])

    form = ReasonForm(request.POST or None, label="Why it is opened again")
    return about_interview(
        request, found, form, do, thanks="The interview is open again.",
        title="Open the interview again", button="Open again",
    )  # fmt: skip
