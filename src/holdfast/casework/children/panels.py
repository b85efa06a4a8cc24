"""What children put on others' pages: the link of the main navigation, a line on a group's page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children.queries.discussing import discussing_since
from holdfast.casework.children.shell import ROW
from holdfast.groups.models import Group
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell, slots
from holdfast.web.shell import NavigationItem


def navigation(request: HttpRequest) -> NavigationItem | None:
    """A link for whoever sees any child by their role."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_CASES):
        return None
    return NavigationItem("Children", reverse("children:list"), order=15, row=ROW)


def group_panel(request: HttpRequest, subject: Group) -> slots.Panel | None:
    """Whether the group discusses children, for whoever sees the group; the way to change it for some."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return None
    since = discussing_since(subject)
    may_change = actor.may(Permission.OPEN_CASEWORK, subject.pk)
    return slots.Panel("children/_group.html", {"group": subject, "since": since, "may_change": may_change})


def register() -> None:
    """Offer both; called when the app is ready."""
    shell.navigation_item(navigation)
    slots.group.register(group_panel, order=60)
