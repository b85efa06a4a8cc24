"""Where imports stand in the navigation, and the rows that wait for a guardian among what waits for one."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children.hooks import Waits, on_guardian_asking
from holdfast.casework.children.shell import ROW
from holdfast.exchange.queries.pages import held_for
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.shell import NavigationItem, navigation_item
from holdfast.web.words import counted


def register() -> None:
    """Offer both; called when the app is ready."""
    navigation_item(link)
    on_guardian_asking.register(rows_held)


def link(request: HttpRequest) -> NavigationItem | None:
    """For those who import."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.IMPORT_CASEWORK):
        return None
    return NavigationItem("Imports", "/imports/", order=75, row=ROW)


def rows_held(actor: Actor) -> Waits | None:
    """How many imported rows wait for a guardian, and the way to them. One query."""
    count = held_for(actor).count()
    if not count:
        return None
    words = f"{counted(count, 'imported row')} to settle"
    return Waits("Imported rows", words, ((words, reverse("exchange:held")),))
