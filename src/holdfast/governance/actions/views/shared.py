"""What the views of actions share: finding one, and a form of one text about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from holdfast.governance.actions import operations, queries
from holdfast.governance.actions.forms import ReasonForm
from holdfast.governance.actions.models import Action
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.web.pages import or_404, submit_thanking


def url_of(action: Action) -> str:
    return reverse("actions:action", args=[action.pk])


def find_or_404(request: PersonRequest, action_id: UUID) -> Action:
    """The action, if this person may see it."""
    return or_404(queries.find_action, request.actor, action_id)


def to_answer(request: PersonRequest, action_id: UUID) -> Action:
    """The action, if this person answers for it."""
    found = find_or_404(request, action_id)
    operations.require_answering(request.actor, found)
    return found


def to_allocate(request: PersonRequest, action_id: UUID) -> Action:
    """The action, if this person allocates its group's actions."""
    found = find_or_404(request, action_id)
    request.actor.require(Permission.ALLOCATE_ACTIONS, found.group_id)
    return found


def said(
    request: PersonRequest, found: Action, do: Callable[[Action, str], None], *, label: str, **page: Any
) -> HttpResponse:
    """A form of one text about one action."""
    form = ReasonForm(request.POST or None, label=label)
    return submit_thanking(
        request, form, lambda sent: do(found, sent["text"]), then=url_of(found), **about(found), **page
    )


def about(found: Action) -> dict[str, str]:
    caption = f"Action {found.reference}, {found.group}"
    return {"back": url_of(found), "caption": caption, "intro": found.text}
