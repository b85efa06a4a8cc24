"""What children put on others' pages: the link of the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children.shell import ROW
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell
from holdfast.web.shell import NavigationItem


def navigation(request: HttpRequest) -> NavigationItem | None:
    """A link for whoever sees any child by their role."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_CASES):
        return None
    return NavigationItem("Children", reverse("children:list"), order=15, row=ROW)


def register() -> None:
    """Offer it; called when the app is ready."""
    shell.navigation_item(navigation)
