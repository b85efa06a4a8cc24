"""One obligation: its page, and what is said and decided of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.kernel import clock
from holdfast.kernel.finding import Refused, refuse
from holdfast.obligations.ledger import operations
from holdfast.obligations.ledger.forms import ReasonForm, StatementForm
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations.stating import may_state
from holdfast.obligations.ledger.queries.obligation import find_obligation, obligation_page
from holdfast.obligations.ledger.queries.rows import owed_rows
from holdfast.obligations.ledger.views.shared import changed, held_in, tally_in, url_of
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit

STRAIGHT_AWAY = "Taken back straight away"


@allow("GET")
def obligation(request: PersonRequest, obligation_id: UUID) -> HttpResponse:
    """One obligation with its evidence and history."""
    page = obligation_page(request.actor, obligation_id)
    return render(request, "ledger/obligation.html", {"page": page})


@allow("GET", "POST")
def statement(request: PersonRequest, obligation_id: UUID) -> HttpResponse:
    """Say that it was done; from a row of the list, only that row is answered."""
    found = _to_state(request, obligation_id)
    if _is_in_row(request):
        return _in_row(request, found, _state, "Said to be done")

    def do(sent: dict[str, Any]) -> str:
        operations.state_done(found.pk, by=request.actor, words=sent["words"], at=sent["at"])
        if request.GET.get("next") == "owed":
            return f"{reverse('ledger:owed')}?said={found.pk}"
        messages.success(request, "It is recorded as done.")
        return url_of(found.pk)

    form = StatementForm(request.POST or None)
    return submit(request, form, do, title="Say that it is done", button="It is done", **_about(found))


@allow("GET", "POST")
def statement_withdrawal(request: PersonRequest, obligation_id: UUID) -> HttpResponse:
    """Take back a statement that was wrong."""
    found = _to_state(request, obligation_id)
    if _is_in_row(request):
        return _in_row(request, found, _take_back, "Taken back: it is owed again")

    def do(sent: dict[str, Any]) -> str:
        operations.take_back_statement(found.pk, by=request.actor, reason=sent["reason"])
        messages.success(request, "The statement is taken back: it is owed again.")
        return reverse("ledger:owed") if request.GET.get("next") == "owed" else url_of(found.pk)

    form = ReasonForm(request.POST or None, label="Why it is taken back", missing="Say why it is taken back")
    title = "Take back that it was done"
    return submit(request, form, do, title=title, button="Take it back", **_about(found))


@allow("GET", "POST", permission=Permission.WAIVE)
def waiver(request: PersonRequest, obligation_id: UUID) -> HttpResponse:
    """Waive it, with a reason."""
    found = _to_waive(request, obligation_id)

    def do(sent: dict[str, Any]) -> str:
        operations.waive(found.pk, by=request.actor, reason=sent["reason"])
        messages.success(request, "It is waived. Everybody who sees it reads the reason.")
        return url_of(found.pk)

    missing = "Say why it is waived: everybody who sees it will read the reason"
    form = ReasonForm(request.POST or None, label="Why it need not be done", missing=missing)
    return submit(request, form, do, title="Waive this obligation", button="Waive it", **_about(found))


@allow("GET", "POST", permission=Permission.WAIVE)
def waiver_end(request: PersonRequest, obligation_id: UUID) -> HttpResponse:
    """Take a waiver back."""
    found = _to_waive(request, obligation_id)

    def do(sent: dict[str, Any]) -> str:
        operations.lift_waiver(found.pk, by=request.actor, reason=sent["reason"])
        messages.success(request, "The waiver is taken back: it is owed again, by its old date.")
        return url_of(found.pk)

    missing = "Say why the waiver is taken back"
    form = ReasonForm(request.POST or None, label="Why it is owed after all", missing=missing)
    return submit(
        request, form, do, title="Take back the waiver", button="Take the waiver back", **_about(found)
    )


def _to_state(request: PersonRequest, obligation_id: UUID) -> Obligation:
    """The obligation, if this person may say that it was done."""
    found = find_obligation(request.actor, obligation_id, held_in(request))
    if not may_state(request.actor, found):
        raise PermissionDenied("Only whoever owes it, or whoever chases it, can say that it was done.")
    return found


def _to_waive(request: PersonRequest, obligation_id: UUID) -> Obligation:
    """The obligation, if this person may waive it."""
    found = find_obligation(request.actor, obligation_id, held_in(request))
    request.actor.require(Permission.WAIVE, found.group_id)
    return found


def _about(found: Obligation) -> dict[str, Any]:
    return {"back": url_of(found.pk), "caption": str(found.group), "intro": found.says}


def _is_in_row(request: HttpRequest) -> bool:
    """Whether a row of the list sent it, by script: only the row is answered."""
    return request.method == "POST" and request.headers.get("HX-Request") == "true"


def _state(request: PersonRequest, found: Obligation) -> None:
    form = StatementForm(request.POST)
    if not form.is_valid():
        refuse(str(next(iter(form.errors.values()))[0]))
    operations.state_done(found.pk, by=request.actor, words=form.cleaned_data["words"])


def _take_back(request: PersonRequest, found: Obligation) -> None:
    operations.take_back_statement(found.pk, by=request.actor, reason=STRAIGHT_AWAY)


def _in_row(
    request: PersonRequest, found: Obligation, do: Callable[[PersonRequest, Obligation], None], said: str
) -> HttpResponse:
    """The row anew, with what a screen reader is told; a refusal leaves what was typed.

    Sent twice, the second finds it done by the same person: that is no refusal.
    """
    refusal = ""
    try:
        with transaction.atomic():
            do(request, found)
    except Refused as refused:
        refusal = str(refused)
    changed(request)
    now = find_obligation(request.actor, found.pk, held_in(request))
    if do is _state and now.stated_by_id == request.actor.person_id:
        refusal = ""
    context = {
        "row": owed_rows([now], request.actor, held_in(request), clock.now())[0],
        "is_stated": now.stated_at is not None,
        "typed": request.POST.get("words", "") if refusal else "",
        "refusal": refusal,
        "said": "" if refusal else f"{said}: {now.says}",
        "tally": tally_in(request),
    }
    return render(request, "ledger/_row_answer.html", context, status=409 if refusal else 200)
