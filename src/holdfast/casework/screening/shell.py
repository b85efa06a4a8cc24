"""Screening in the main navigation, on the first page, on a child's pages, and its own parts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children.hooks import on_guardian_asking
from holdfast.casework.children.models import Child
from holdfast.casework.children.shell import ROW
from holdfast.casework.children.tabs import Tab, child_tab
from holdfast.casework.screening.queries.guarding import waits
from holdfast.casework.screening.queries.queue import queue, unmatched_pressing, waiting_counts
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.web.shell import NavigationItem, navigation_item
from holdfast.web.slots import Panel, home


def screening_link(request: HttpRequest) -> NavigationItem | None:
    """The queue for who keeps it, with how many cannot wait; one's own submissions for who sends some."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SUBMIT_SCREENING):
        return None
    keeps = actor.may(Permission.KEEP_SCREENING)
    route = "screening:queue" if keeps else "screening:own"
    count = waiting_counts(actor)["pressing"] if keeps else 0
    return NavigationItem(
        "Screening", reverse(route), count=count, order=24, covers=("/screening/",), row=ROW
    )


def sections(request: PersonRequest) -> list[dict[str, Any]]:
    """The parts of screening for who keeps it, as tabs that are pages; nothing for others."""
    if not request.actor.may(Permission.KEEP_SCREENING):
        return []
    named = {"queue": "Queue", "own": "My screenings", "invitations": "People outside"}
    named |= {"import": "Import", "tools": "Tools"}
    addresses = ((text, reverse(f"screening:{name}")) for name, text in named.items())
    return [{"text": text, "href": href, "current": request.path == href} for text, href in addresses]


def screening_tab(request: HttpRequest, child: Child) -> Tab | None:
    """What was screened on a child, for who sees children."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SUBMIT_SCREENING):
        return None
    return Tab("screening", "Screening", reverse("screening:of-child", args=[child.pk]), 350)


def home_panel(request: HttpRequest, subject: Any) -> Panel | None:
    """For whoever keeps the queue: how many tools wait, and how many of them cannot. One query."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.KEEP_SCREENING):
        return None
    counts = waiting_counts(actor)
    return Panel("screening/_home.html", {"counts": counts}) if counts["waiting"] else None


def unmatched_panel(request: HttpRequest, subject: Any) -> Panel | None:
    """Before all else, for who keeps the queue: what cannot wait and is matched to nobody. Two queries."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.KEEP_SCREENING):
        return None
    found = unmatched_pressing(queue(actor, is_pressing=True))
    return Panel("screening/_unmatched.html", {"unmatched": found}) if found else None


def register() -> None:
    """Called once, when the app is ready."""
    navigation_item(screening_link)
    on_guardian_asking.register(waits, order=10)
    child_tab(screening_tab)
    home.register(unmatched_panel, order=0)
    home.register(home_panel, order=25)
