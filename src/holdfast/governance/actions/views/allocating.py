"""What whoever allocates actions does with them: give, change, withdraw, open again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from holdfast.governance.actions import operations
from holdfast.governance.actions.forms import ActionForm, DueDateForm, OwnerForm, ReassignForm, WordingForm
from holdfast.governance.actions.from_concerns import asked_matter, beginning_with
from holdfast.governance.actions.models import Action
from holdfast.governance.actions.views.shared import said, to_allocate, url_of
from holdfast.groups.models import Group
from holdfast.obligations.concerns.models import Matter
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.web.pages import submit


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def new_action(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Allocate an action outside a meeting."""
    group = get_object_or_404(Group.objects.visible_to(request.actor), pk=group_id)
    request.actor.require(Permission.ALLOCATE_ACTIONS, group.pk)
    matter = asked_matter(request.actor, group, request.GET.get("concern", ""))
    of_group = f"{reverse('actions:list')}?group={group.pk}"
    back = reverse("concerns:concern", args=[matter.pk]) if matter else of_group
    return _allocation(request, group, back=back, matter=matter)


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def follow_on(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Allocate an action that grew out of another."""
    former = to_allocate(request, action_id)
    return _allocation(request, former.group, back=url_of(former), follows=former)


def _allocation(
    request: PersonRequest,
    group: Group,
    back: str,
    follows: Action | None = None,
    matter: Matter | None = None,
) -> HttpResponse:
    def do(sent: dict[str, Any]) -> str:
        agency, owner = _chosen(sent)
        others = Agency.objects.filter(pk__in=sent["others"])
        made = operations.allocate_action(
            by=request.actor, group=group, text=sent["text"], agency=agency, owner=owner,
            due_on=sent["due_on"], follows=follows, matter=matter, contributors=others,
        )  # fmt: skip
        messages.success(request, f"Action {made.reference} is allocated to {agency}.")
        return url_of(made)

    title = f"Follow on from action {follows.reference}" if follows else "Allocate an action"
    form = ActionForm(request.POST or None, actor=request.actor, initial=beginning_with(matter))
    return submit(request, form, do, title=title, button="Allocate", back=back, caption=str(group))


def _chosen(sent: dict[str, Any]) -> tuple[Agency, Person | None]:
    agency = Agency.objects.get(pk=sent["agency"])
    owner = Person.objects.get(pk=sent["owner"]) if sent["owner"] else None
    return agency, owner


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def query_answer(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Answer a question about it."""

    def do(found: Action, text: str) -> None:
        operations.answer_query(by=request.actor, action=found, answer=text)

    return said(
        request, to_allocate(request, action_id), do, thanks="The answer is recorded.",
        title="Answer the question", button="Send the answer", label="Your answer",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def reopening(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Open it again."""

    def do(found: Action, text: str) -> None:
        operations.reopen_action(by=request.actor, action=found, reason=text)

    return said(
        request, to_allocate(request, action_id), do, thanks="The action is open again.",
        title="Open this action again", button="Open again", label="Why it is opened again",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def withdrawal(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """End it without its being done."""

    def do(found: Action, text: str) -> None:
        operations.withdraw_action(by=request.actor, action=found, reason=text)

    return said(
        request, to_allocate(request, action_id), do, thanks="The action is withdrawn.",
        title="Withdraw this action", button="Withdraw", label="Why it is withdrawn",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def owner(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Give it to somebody else."""
    found = to_allocate(request, action_id)

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
    found = to_allocate(request, action_id)

    def do(sent: dict[str, Any]) -> str:
        operations.redate_action(by=request.actor, action=found, due_on=sent["due_on"], reason=sent["reason"])
        messages.success(request, "The due date is changed.")
        return url_of(found)

    form = DueDateForm(request.POST or None, initial={"due_on": found.due_on})
    return submit(request, form, do, title="Change the due date", button="Change", back=url_of(found))


@allow("GET", "POST", permission=Permission.ALLOCATE_ACTIONS)
def wording(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """Say it more clearly."""
    found = to_allocate(request, action_id)

    def do(sent: dict[str, Any]) -> str:
        operations.reword_action(by=request.actor, action=found, text=sent["text"])
        messages.success(request, "The action is reworded.")
        return url_of(found)

    form = WordingForm(request.POST or None, initial={"text": found.text})
    return submit(request, form, do, title="Reword this action", button="Reword", back=url_of(found))
