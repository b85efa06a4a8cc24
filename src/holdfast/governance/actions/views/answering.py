"""What whoever owes an action says of it: seen, unclear, so far, done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from holdfast.governance.actions import operations
from holdfast.governance.actions.forms import EvidenceForm
from holdfast.governance.actions.models import Action
from holdfast.governance.actions.views.shared import about, said, to_answer, url_of
from holdfast.governance.documents.uploads import was_too_large
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.forms import Form
from holdfast.web.pages import submit


@allow("POST", permission=Permission.ANSWER_ACTIONS)
def acknowledgement(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """One press: seen, and will be done."""
    found = to_answer(request, action_id)

    def do(_: dict[str, Any]) -> str:
        operations.acknowledge_action(by=request.actor, action=found)
        messages.success(request, "Acknowledged. Thank you.")
        return url_of(found)

    return submit(
        request, Form(request.POST), do, title="Acknowledge", button="Acknowledge", back=url_of(found)
    )


@allow("GET", "POST", permission=Permission.ANSWER_ACTIONS)
def query(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Ask what is meant."""

    def do(found: Action, text: str) -> None:
        operations.query_action(by=request.actor, action=found, question=text)

    return said(
        request, to_answer(request, action_id), do,
        thanks="Your question is recorded for whoever allocated the action.",
        title="Ask about this action", button="Send the question", label="Your question",
    )  # fmt: skip


def _shown(
    request: PersonRequest, action_id: UUID, do: Callable[..., None], *, thanks: str, label: str, **page: Any
) -> HttpResponse:
    """A form of one text and, where there is one, a file that shows it."""
    found = to_answer(request, action_id)

    def perform(sent: dict[str, Any]) -> str:
        evidence = operations.add_evidence(by=request.actor, action=found, upload=sent["evidence"])
        do(by=request.actor, action=found, text=sent["text"], evidence=evidence)
        messages.success(request, thanks)
        return url_of(found)

    form = EvidenceForm(
        request.POST or None, request.FILES or None, label=label, was_too_large=was_too_large(request)
    )
    return submit(request, form, perform, **about(found), **page)


@allow("GET", "POST", permission=Permission.ANSWER_ACTIONS)
def progress(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Say how far it is."""
    return _shown(
        request, action_id, operations.report_progress, thanks="Progress is recorded.",
        title="Report progress", button="Record progress", label="How far it is",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ANSWER_ACTIONS)
def completion(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Say that it is done."""
    return _shown(
        request, action_id, operations.complete_action, thanks="The action is done.",
        title="Record as done", button="Record as done", label="What was done, and what shows it",
    )  # fmt: skip
