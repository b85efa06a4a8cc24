"""The tabs of a child's pages; higher apps register theirs (missing, risk, referrals)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children.models import Child


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a child. `key` is what a page says to mark its own tab as the present one."""

    key: str
    text: str
    href: str
    order: int = 100


Offer = Callable[[HttpRequest, Child], Tab | None]
_offers: dict[str, Offer] = {}


def child_tab(offer: Offer) -> Offer:
    """Register a tab; an offer of `None` shows nothing to that person. It must not query."""
    _offers[f"{offer.__module__}.{offer.__qualname__}"] = offer
    return offer


def tabs(request: HttpRequest, child: Child, current: str) -> list[dict[str, Any]]:
    """The tabs of the child as `ui.sub_navigation` takes them; `current` is the key of the present page's."""
    offered = [tab for offer in _offers.values() if (tab := offer(request, child)) is not None]
    return [
        {"text": tab.text, "href": tab.href, "current": tab.key == current}
        for tab in sorted(offered, key=lambda tab: (tab.order, tab.text))
    ]


@child_tab
def _overview(request: HttpRequest, child: Child) -> Tab:
    return Tab("overview", "Overview", reverse("children:child", args=[child.pk]), 0)


@child_tab
def _details(request: HttpRequest, child: Child) -> Tab:
    return Tab("details", "Details", reverse("children:details", args=[child.pk]), 500)
