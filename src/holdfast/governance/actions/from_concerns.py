"""What another group has sent becomes an action of this one: a panel on its page, and what the form says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from holdfast.governance.actions.models import Action
from holdfast.groups.models import Group
from holdfast.obligations.concerns.models import WAITING, Matter
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots


def concern_panel(request: HttpRequest, subject: Matter) -> slots.Panel | None:
    """The actions made of it, and the button that makes one, for whom the group's actions concern."""
    actor: Actor | None = getattr(request, "actor", None)
    group_id = subject.to_group_id
    if actor is None or group_id is None or not actor.may(Permission.SEE_ACTIONS, group_id):
        return None
    made = tuple(Action.objects.visible_to(actor).filter(matter=subject).order_by("reference"))
    may_make = subject.state in WAITING and actor.may(Permission.ALLOCATE_ACTIONS, group_id)
    if not made and not may_make:
        return None
    context = {"matter": subject, "actions": made, "may_make": may_make}
    return slots.Panel("actions/_concern.html", context)


def asked_matter(actor: Actor, group: Group, asked: str) -> Matter | None:
    """What the new action of a group is to come from, if the person may see that it was sent there."""
    try:
        pk = UUID(asked)
    except ValueError:
        return None
    found: Matter | None = Matter.objects.visible_to(actor).filter(pk=pk, to_group=group).first()
    return found


def beginning_with(matter: Matter | None) -> dict[str, Any]:
    """What the form holds at first: the title, and the day until which an answer is wanted."""
    return {"text": matter.title, "due_on": matter.wanted_on} if matter is not None else {}


def seen_origin(actor: Actor, action: Action) -> Matter | None:
    """What the action came from, where the person may see that."""
    if action.matter_id is None:
        return None
    found: Matter | None = Matter.objects.visible_to(actor).filter(pk=action.matter_id).first()
    return found


def register() -> None:
    """Offer it; called when the app is ready."""
    slots.concern.register(concern_panel, order=20)
