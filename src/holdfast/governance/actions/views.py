"""The pages of actions: the list, one action, and each thing that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.governance.actions import operations, queries
from holdfast.governance.actions.forms import (
    ActionForm,
    DueDateForm,
    FilterForm,
    OwnerForm,
    ReasonForm,
    ReassignForm,
    WordingForm,
)
from holdfast.governance.actions.models import Action
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail.record import record
from holdfast.web.downloads import Download, as_csv, as_xlsx
from holdfast.web.forms import Form
from holdfast.web.pages import submit
from holdfast.web.tables import paged

SEE = Permission.SEE_ACTIONS
LONGEST_EXPORT = 10_000


def url_of(action: Action) -> str:
    return reverse("actions:action", args=[action.pk])


def _find(request: PersonRequest, action_id: UUID) -> Action:
    try:
        return queries.find_action(request.actor, action_id)
    except Action.DoesNotExist as missing:
        raise Http404 from missing


@allow("GET")
def action_list(request: PersonRequest) -> HttpResponse:
    """Actions, overdue first: one's own unless something else is asked for."""
    form = FilterForm(request.GET or None, actor=request.actor)
    wanted = form.wanted(default_whose="mine" if not request.GET else "all")
    page = paged(request, queries.actions_for(request.actor, wanted))
    today = clock.today()
    rows = [queries.action_row(action, today) for action in page.rows]
    context = {"form": form, "page": page, "rows": rows, "wanted": wanted}
    return render(request, "actions/list.html", context)


@allow("GET")
def action_export(request: PersonRequest, kind: str) -> HttpResponse:
    """The same list to take away, as CSV or Excel."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    wanted = FilterForm(request.GET or None, actor=request.actor).wanted()
    rows = queries.actions_for(request.actor, wanted)[:LONGEST_EXPORT]
    today = clock.today()
    shown = [queries.action_row(action, today) for action in rows]
    download = Download(
        title="Actions",
        columns=["Group", "Number", "Action", "Agency", "Person", "Due", "State", "How pressing"],
        rows=[(r.group, r.reference, r.text, r.agency, r.owner, r.due_on, r.state, r.urgency) for r in shown],
        asked_by=request.actor.name,
        is_invented=settings.HOLDFAST_INVENTED,
    )
    ids = [str(row.id) for row in shown]
    record("exported actions", by=request.actor, serial=download.serial, rows=ids)
    return as_xlsx(download) if kind == "xlsx" else as_csv(download)


@allow("GET")
def action(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """One action with its history."""
    try:
        page = queries.action_page(request.actor, action_id)
    except Action.DoesNotExist as missing:
        raise Http404 from missing
    return render(request, "actions/action.html", {"page": page})


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def new_action(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Allocate an action outside a meeting."""
    group = get_object_or_404(Group.objects.visible_to(request.actor), pk=group_id)
    request.actor.require(Permission.ALLOCATE_ACTIONS, group.pk)
    return _allocation(request, group, back=f"{reverse('actions:list')}?group={group.pk}")


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def follow_on(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Allocate an action that grew out of another."""
    former = _find(request, action_id)
    request.actor.require(Permission.ALLOCATE_ACTIONS, former.group_id)
    return _allocation(request, former.group, back=url_of(former), follows=former)


def _allocation(
    request: PersonRequest, group: Group, back: str, follows: Action | None = None
) -> HttpResponse:
    def do(sent: dict[str, Any]) -> str:
        agency, owner = _chosen(sent)
        others = Agency.objects.filter(pk__in=sent["others"])
        made = operations.allocate_action(
            by=request.actor, group=group, text=sent["text"], agency=agency, owner=owner,
            due_on=sent["due_on"], follows=follows, contributors=others,
        )  # fmt: skip
        messages.success(request, f"Action {made.reference} is allocated to {agency}.")
        return url_of(made)

    title = f"Follow on from action {follows.reference}" if follows else "Allocate an action"
    form = ActionForm(request.POST or None, actor=request.actor)
    return submit(request, form, do, title=title, button="Allocate", back=back, caption=str(group))


def _chosen(sent: dict[str, Any]) -> tuple[Agency, Person | None]:
    agency = Agency.objects.get(pk=sent["agency"])
    owner = Person.objects.get(pk=sent["owner"]) if sent["owner"] else None
    return agency, owner


@allow("POST", permission=Permission.ANSWER_ACTIONS)
def acknowledgement(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """One press: seen, and will be done."""
    found = _find(request, action_id)

    def do(_: dict[str, Any]) -> str:
        operations.acknowledge_action(by=request.actor, action=found)
        messages.success(request, "Acknowledged. Thank you.")
        return url_of(found)

    return submit(
        request, Form(request.POST), do, title="Acknowledge", button="Acknowledge", back=url_of(found)
    )


def _said(
    request: PersonRequest, action_id: UUID, do: Callable[[Action, str], None], *, thanks: str, **page: Any
) -> HttpResponse:
    """A form of one text about one action."""
    found = _find(request, action_id)

    def perform(sent: dict[str, Any]) -> str:
        do(found, sent["text"])
        messages.success(request, thanks)
        return url_of(found)

    form = ReasonForm(request.POST or None, label=page.pop("label"), hint=page.pop("hint", ""))
    caption = f"Action {found.reference}, {found.group}"
    return submit(request, form, perform, back=url_of(found), caption=caption, intro=found.text, **page)


@allow("GET", "POST", permission=Permission.ANSWER_ACTIONS)
def query(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Ask what is meant."""

    def do(found: Action, text: str) -> None:
        operations.query_action(by=request.actor, action=found, question=text)

    return _said(
        request, action_id, do, thanks="Your question is recorded for whoever allocated the action.",
        title="Ask about this action", button="Send the question", label="Your question",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def query_answer(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Answer a question about it."""

    def do(found: Action, text: str) -> None:
        operations.answer_query(by=request.actor, action=found, answer=text)

    return _said(
        request, action_id, do, thanks="The answer is recorded.",
        title="Answer the question", button="Send the answer", label="Your answer",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ANSWER_ACTIONS)
def progress(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Say how far it is."""

    def do(found: Action, text: str) -> None:
        operations.report_progress(by=request.actor, action=found, text=text)

    return _said(
        request, action_id, do, thanks="Progress is recorded.",
        title="Report progress", button="Record progress", label="How far it is",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ANSWER_ACTIONS)
def completion(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Say that it is done."""

    def do(found: Action, text: str) -> None:
        operations.complete_action(by=request.actor, action=found, text=text)

    return _said(
        request, action_id, do, thanks="The action is done.",
        title="Record as done", button="Record as done", label="What was done, and what shows it",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def reopening(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Open it again."""

    def do(found: Action, text: str) -> None:
        operations.reopen_action(by=request.actor, action=found, reason=text)

    return _said(
        request, action_id, do, thanks="The action is open again.",
        title="Open this action again", button="Open again", label="Why it is opened again",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def withdrawal(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """End it without its being done."""

    def do(found: Action, text: str) -> None:
        operations.withdraw_action(by=request.actor, action=found, reason=text)

    return _said(
        request, action_id, do, thanks="The action is withdrawn.",
        title="Withdraw this action", button="Withdraw", label="Why it is withdrawn",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def owner(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Give it to somebody else."""
    found = _find(request, action_id)

    def do(sent: dict[str, Any]) -> str:
        agency, person = _chosen(sent)
        operations.reassign_action(
            by=request.actor, action=found, agency=agency, owner=person, reason=sent["reason"]
        )
        messages.success(request, f"The action is now with {agency}.")
        return url_of(found)

    form: OwnerForm = ReassignForm(request.POST or None, actor=request.actor)
    return submit(request, form, do, title="Give to somebody else", button="Give", back=url_of(found))


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def due_date(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Change the due date, with the reason."""
    found = _find(request, action_id)

    def do(sent: dict[str, Any]) -> str:
        operations.redate_action(by=request.actor, action=found, due_on=sent["due_on"], reason=sent["reason"])
        messages.success(request, "The due date is changed.")
        return url_of(found)

    form = DueDateForm(request.POST or None, initial={"due_on": found.due_on})
    return submit(request, form, do, title="Change the due date", button="Change", back=url_of(found))


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def wording(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Say it more clearly."""
    found = _find(request, action_id)

    def do(sent: dict[str, Any]) -> str:
        operations.reword_action(by=request.actor, action=found, text=sent["text"])
        messages.success(request, "The action is reworded.")
        return url_of(found)

    form = WordingForm(request.POST or None, initial={"text": found.text})
    return submit(request, form, do, title="Reword this action", button="Reword", back=url_of(found))
