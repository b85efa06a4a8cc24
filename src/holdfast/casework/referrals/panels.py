"""What referrals offer to other pages: a navigation link."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell
from holdfast.web.shell import NavigationItem


def actor_of(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """A link for whoever may refer."""
    actor = actor_of(request)
    if actor is None or not actor.may(Permission.REFER):
        return None
    return NavigationItem("Referrals", reverse("referrals:list"), order=25, covers=("/front-door/",))


def register() -> None:
    """Offer it; called when the app is ready."""
    shell.navigation_item(navigation)
