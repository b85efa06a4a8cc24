"""What notices put on others' pages: a line for managers when messages fail, a link on one's own account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from holdfast.obligations.notices.queries import people_not_reached
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots


def home_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """How many people no message reaches, for whoever can mend it."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.MANAGE_PEOPLE):
        return None
    people = people_not_reached(actor)
    return slots.Panel("notices/_home.html", {"people": people}) if people else None


def account_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """The way to choose what one is sent, for whoever works in a partnership."""
    return slots.Panel("notices/_account.html") if getattr(request, "actor", None) else None


def register() -> None:
    """Offer both; called when the app is ready."""
    slots.home.register(home_panel, order=6)
    slots.account.register(account_panel)
