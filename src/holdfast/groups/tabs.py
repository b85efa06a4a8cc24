"""The way to groups and the tabs of a group's pages; higher apps register theirs (meetings, minutes)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from holdfast.groups.models import Group
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.shell import NavigationItem


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a group. `key` is what a page says to mark its own tab as the present one."""

    key: str
    text: str
    href: str
    order: int = 100


Offer = Callable[[HttpRequest, Group], Tab | None]
_offers: dict[str, Offer] = {}


def group_tab(offer: Offer) -> Offer:
    """Register a tab; an offer of `None` shows nothing to that person. It must not query."""
    _offers[f"{offer.__module__}.{offer.__qualname__}"] = offer
    return offer


def tabs(request: HttpRequest, group: Group, current: str) -> list[dict[str, Any]]:
    """The tabs of the group as `ui.sub_navigation` takes them; `current` is the key of the present page's."""
    offered = [tab for offer in _offers.values() if (tab := offer(request, group)) is not None]
    return [
        {"text": tab.text, "href": tab.href, "current": tab.key == current}
        for tab in sorted(offered, key=lambda tab: (tab.order, tab.text))
    ]


@group_tab
def _overview(request: HttpRequest, group: Group) -> Tab:
    return Tab("overview", "Overview", reverse("groups:group", args=[group.pk]), 0)


@group_tab
def _members(request: HttpRequest, group: Group) -> Tab:
    return Tab("members", "Members", reverse("groups:members", args=[group.pk]), 500)


@group_tab
def _terms(request: HttpRequest, group: Group) -> Tab:
    return Tab("terms", "Terms of reference", reverse("groups:terms", args=[group.pk]), 510)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """The link to the partnership's groups, for whoever may see them."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(Permission.SEE_PARTNERSHIP):
        return None
    covers = ("/groups/", "/boards/", "/seats/", "/appointments/", "/deputyships/", "/office-holdings/")
    return NavigationItem("Groups", reverse("groups:partnership"), order=10, covers=covers)
