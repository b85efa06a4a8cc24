"""What the receiving side does: acknowledge, accept or decline, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from holdfast.obligations.concerns import operations
from holdfast.obligations.concerns.forms import AnswerForm, ReasonForm
from holdfast.obligations.concerns.rules import Side
from holdfast.obligations.concerns.views.shared import about, acting, pressed, url_of
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit

_ANSWER = Permission.ANSWER_CONCERN


@allow("POST", permission=_ANSWER)
def receipt(request: PersonRequest, matter_id: UUID) -> HttpResponse:
    """Acknowledge that it has come."""
    found = acting(request, matter_id, Side.RECEIVER)
    return pressed(request, found, operations.receive_matter, button="Acknowledge", thanks="Acknowledged.")


@allow("POST", permission=_ANSWER)
def acceptance(request: PersonRequest, matter_id: UUID) -> HttpResponse:
    """Take a task on."""
    found = acting(request, matter_id, Side.RECEIVER)
    return pressed(
        request, found, operations.accept_task, button="Accept this task", thanks="The task is accepted."
    )


@allow("GET", "POST", permission=_ANSWER)
def refusal(request: PersonRequest, matter_id: UUID) -> HttpResponse:
    """Decline a task."""
    found = acting(request, matter_id, Side.RECEIVER)

    def do(sent: dict[str, Any]) -> str:
        operations.decline_task(by=request.actor, matter=found, reason=sent["text"])
        messages.success(request, "The task is declined.")
        return url_of(found)

    form = ReasonForm(request.POST or None, label="Why it is declined", missing="Say why it is declined")
    return submit(request, form, do, title="Decline this task", button="Decline", **about(found))


@allow("GET", "POST", permission=_ANSWER)
def answer(request: PersonRequest, matter_id: UUID) -> HttpResponse:
    """Answer it."""
    found = acting(request, matter_id, Side.RECEIVER)

    def do(sent: dict[str, Any]) -> str:
        operations.answer_matter(by=request.actor, matter=found, answer=sent["text"])
        messages.success(request, "Your answer is sent.")
        return url_of(found)

    form = AnswerForm(request.POST or None)
    return submit(
        request, form, do, title="Answer", button="Send the answer", intro=found.text, **about(found)
    )
