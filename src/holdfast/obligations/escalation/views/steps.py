"""A group's escalation, one step of it, and what is done with a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from holdfast.groups.models import Group
from holdfast.groups.tabs import tabs
from holdfast.kernel import clock
from holdfast.obligations.escalation import operations, queries
from holdfast.obligations.escalation.forms import DatedTextForm, DirectForm, SendForm, TextForm
from holdfast.obligations.escalation.models import Escalation
from holdfast.obligations.escalation.operations.deciding import require_deciding
from holdfast.obligations.escalation.paper import letter_document
from holdfast.obligations.escalation.proposing import redraft
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.stewardship.trail.record import record_view
from holdfast.web.documents.answers import document_file, require_kind
from holdfast.web.forms import Form
from holdfast.web.pages import or_404, submit, submit_thanking


def url_of(step: Escalation) -> str:
    return reverse("escalation:step", args=[step.pk])


def _group(request: PersonRequest, group_id: UUID, permission: Permission) -> Group:
    group: Group = get_object_or_404(Group.objects.visible_to(request.actor), pk=group_id)
    request.actor.require(permission, group.pk)
    return group


def _find(request: PersonRequest, step_id: UUID, permission: Permission) -> Escalation:
    step = or_404(queries.find_step, request.actor, step_id)
    request.actor.require(permission, step.group_id)
    return redraft(step)


@allow("GET", permission=Permission.SEE_ESCALATION)
def group_steps(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """What waits for the chair, what is out, what has ended."""
    group = _group(request, group_id, Permission.SEE_ESCALATION)
    context = {
        "group": group,
        "tabs": tabs(request, group, "escalation"),
        "page": queries.group_page(request.actor, group),
    }
    return render(request, "escalation/group.html", context)


@allow("GET", permission=Permission.SEE_ESCALATION)
def step(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """One step with its letter and what came of it."""
    page = or_404(queries.step_page, request.actor, step_id)
    record_view(page.step, by=request.actor, group_id=page.step.group_id)
    return render(request, "escalation/step.html", {"page": page, "step": redraft(page.step)})


@allow("GET", permission=Permission.SEE_ESCALATION)
@recently_proven
def letter_file(request: PersonRequest, step_id: UUID, kind: str) -> HttpResponse:
    """The letter as Word that people can edit, or as PDF to file."""
    require_kind(kind)
    found = _find(request, step_id, Permission.SEE_ESCALATION)
    record_view(found, by=request.actor, group_id=found.group_id, what="took away", kind=kind)
    return document_file(letter_document(found, request.actor), kind, f"letter-{found.proposed_at:%Y-%m-%d}")


@allow("GET", "POST", permission=Permission.CHASE)
def sending(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """Confirm the step, as drafted or changed."""
    found = _find(request, step_id, Permission.CHASE)
    require_deciding(request.actor, found.group_id, found.obligation)

    def do(sent: dict[str, Any]) -> str:
        operations.send_step(found.pk, by=request.actor, **sent)
        messages.success(request, f"Recorded: it went to {sent['addressee']}.")
        return url_of(found)

    initial = {
        "addressee": found.addressee,
        "title": found.addressee_title,
        "email": found.addressee_email,
        "subject": found.subject,
        "body": found.body,
        "how": Escalation.How.EMAIL,
        "sent_on": clock.today(),
        "reply_due_on": found.reply_due_on,
    }
    form = SendForm(request.POST or None, initial=initial)
    return submit(
        request, form, do, title=f"{found.get_step_display()}: send this letter", button="Record as sent",
        back=url_of(found), caption=str(found.group), intro=found.reason,
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.CHASE)
def declining(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """Decide against it, with the reason."""
    found = _find(request, step_id, Permission.CHASE)
    require_deciding(request.actor, found.group_id, found.obligation)

    def do(found: Escalation, sent: dict[str, Any]) -> None:
        operations.decline_step(found.pk, by=request.actor, reason=sent["text"])

    form = TextForm(request.POST or None, label="Why it does not go up the ladder")
    return _said(
        request, step_id, Permission.CHASE, form, do, thanks="Declined. The reason is kept with it.",
        title="Decline this step", button="Decline",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.CHASE)
def acknowledgement(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """Record that it arrived."""

    def do(found: Escalation, sent: dict[str, Any]) -> None:
        operations.record_acknowledgement(found.pk, by=request.actor, on=sent["on"], text=sent["text"])

    form = DatedTextForm(
        request.POST or None, label="What was said", is_required=False, initial={"on": clock.today()}
    )
    return _said(
        request, step_id, Permission.CHASE, form, do, thanks="Recorded that it arrived.",
        title="Record that it arrived", button="Record",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.CHASE)
def reply(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """Record what was replied."""

    def do(found: Escalation, sent: dict[str, Any]) -> None:
        operations.record_reply(found.pk, by=request.actor, on=sent["on"], text=sent["text"])

    form = DatedTextForm(request.POST or None, label="What was replied", initial={"on": clock.today()})
    return _said(
        request, step_id, Permission.CHASE, form, do, thanks="The reply is recorded.",
        title="Record the reply", button="Record the reply",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.CHASE)
def closing(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """End it with what came of it."""
    found = _find(request, step_id, Permission.CHASE)
    require_deciding(request.actor, found.group_id, found.obligation)

    def do(found: Escalation, sent: dict[str, Any]) -> None:
        operations.close_step(found.pk, by=request.actor, outcome=sent["text"])

    form = TextForm(request.POST or None, label="What came of it")
    return _said(
        request, step_id, Permission.CHASE, form, do, thanks="Closed. It goes no further up by itself.",
        title="Close this", button="Close",
    )  # fmt: skip


def _said(
    request: PersonRequest,
    step_id: UUID,
    permission: Permission,
    form: Form,
    do: Callable[[Escalation, dict[str, Any]], None],
    *,
    thanks: str,
    **page: Any,
) -> HttpResponse:
    found = _find(request, step_id, permission)
    page |= {"caption": str(found.group), "intro": found.subject}
    return submit_thanking(
        request, form, lambda sent: do(found, sent), thanks=thanks, then=url_of(found), **page
    )


@allow("GET", "POST", permission=Permission.ESCALATE)
def direct(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Write straight to the Independent Chair."""
    group = _group(request, group_id, Permission.ESCALATE)

    def do(sent: dict[str, Any]) -> str:
        made = operations.write_directly(group, by=request.actor, subject=sent["subject"], body=sent["body"])
        messages.success(request, "Drafted. Read it over, then record it as sent.")
        return url_of(made)

    back = reverse("escalation:group", args=[group.pk])
    form = DirectForm(request.POST or None)
    return submit(
        request, form, do, title="Write to the Independent Chair", button="Draft the letter", back=back,
        caption=str(group),
    )  # fmt: skip


@allow("POST", permission=Permission.CHASE)
def proposal(request: PersonRequest, obligation_id: UUID) -> HttpResponse:
    """Propose the next step for something missed."""

    def do(_: dict[str, Any]) -> str:
        return url_of(operations.propose_step(obligation_id, by=request.actor))

    return submit(request, Form(request.POST), do, title="Take it a step up", button="Propose the next step")


@allow("GET", "POST", permission=Permission.ESCALATE)
def letter(request: PersonRequest, obligation_id: UUID) -> HttpResponse:
    """The letter that is owed: drafted at the press of the button, or the draft that waits."""
    waiting = (
        Escalation.objects.visible_to(request.actor).waiting().filter(obligation_id=obligation_id).first()
    )
    if waiting is not None:
        return redirect(url_of(waiting))

    def do(_: dict[str, Any]) -> str:
        return url_of(operations.write_letter_for(obligation_id, by=request.actor))

    form = Form(request.POST if request.method == "POST" else None)
    queries.owed_letter_or_404(request.actor, obligation_id)
    return submit(request, form, do, title="Write the letter", button="Draft the letter")
