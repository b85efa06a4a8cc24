"""Screening in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.shell import NavigationItem, navigation_item


def screening_link(request: HttpRequest) -> NavigationItem | None:
    """The queue for who keeps it, one's own submissions for who sends some."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SUBMIT_SCREENING):
        return None
    route = "screening:queue" if actor.may(Permission.KEEP_SCREENING) else "screening:own"
    return NavigationItem("Screening", reverse(route), order=330, covers=("/screening/",))


def register() -> None:
    """Called once, when the app is ready."""
    navigation_item(screening_link)
