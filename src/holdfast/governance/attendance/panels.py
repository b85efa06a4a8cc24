"""The group page's line on attendance."""

from __future__ import annotations

from django.http import HttpRequest

from holdfast.groups.models import Group
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots


def group_panel(request: HttpRequest, subject: Group) -> slots.Panel | None:
    """A link to attendance for whoever may see the group."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_GROUP, subject.pk):
        return None
    return slots.Panel("attendance/_group.html", {"group": subject})


def register() -> None:
    """Offer it; called when the app is ready."""
    slots.group.register(group_panel, order=50)
