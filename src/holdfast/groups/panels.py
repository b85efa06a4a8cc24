"""What groups put on the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from holdfast.groups.queries.upkeep import upkeep_panel
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots


def home_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """Reviews, terms of office, proposals and empty seats, for who manages them; nothing if nothing is."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.MANAGE_SEATS):
        return None
    panel = upkeep_panel(actor, clock.today())
    if not panel.rows and not panel.empty_seats:
        return None
    return slots.Panel("groups/_home.html", {"panel": panel})


def register() -> None:
    """Offer it; called when the app is ready."""
    slots.home.register(home_panel, order=40)
