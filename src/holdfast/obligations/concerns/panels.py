"""What matters put on others' pages: a group's tab, a line on the home page, a link on a Board's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from holdfast.groups.models import Group
from holdfast.groups.queries.structure import BoardPage
from holdfast.groups.tabs import Tab, group_tab
from holdfast.obligations.concerns.queries import home_panel
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import slots

SHOWN = 5


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def tab(request: HttpRequest, group: Group) -> Tab | None:
    """The group's own list, for its members."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_CONCERNS, group.pk):
        return None
    return Tab("concerns", "Concerns", reverse("concerns:of-group", args=[group.pk]), 60)


def home(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """What has newly come from other groups, and answers that came; nothing if nothing has."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.ANSWER_CONCERN):
        return None
    panel = home_panel(actor, SHOWN)
    if not panel.new and not panel.answered:
        return None
    return slots.Panel("concerns/_home.html", {"panel": panel})


def board(request: HttpRequest, subject: BoardPage) -> slots.Panel | None:
    """The way to what groups have sent a Board."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_BOARD_CONCERNS):
        return None
    return slots.Panel("concerns/_board.html", {"board": subject})


def register() -> None:
    """Offer all of it; called when the app is ready."""
    group_tab(tab)
    slots.home.register(home, order=26)
    slots.board.register(board, order=20)
