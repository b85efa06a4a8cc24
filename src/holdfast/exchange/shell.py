"""Where imports stand in the navigation."""

from __future__ import annotations

from django.http import HttpRequest

from holdfast.casework.children.shell import ROW
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.shell import NavigationItem, navigation_item


def register() -> None:
    """Offer the link; called when the app is ready."""
    navigation_item(link)


def link(request: HttpRequest) -> NavigationItem | None:
    """For those who import."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.IMPORT_CASEWORK):
        return None
    return NavigationItem("Imports", "/imports/", order=75, row=ROW)
