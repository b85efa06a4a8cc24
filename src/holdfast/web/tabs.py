"""The tabs of a thing's pages: the app that has the thing keeps them, higher apps register theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

Of = TypeVar("Of")


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a thing. `key` is what a page says to mark its own tab as the present one."""

    key: str
    text: str
    href: str
    order: int = 100


class Tabs(Generic[Of]):
    """The tabs of one kind of thing: a group's, a child's."""

    def __init__(self) -> None:
        self._offers: dict[str, Callable[[HttpRequest, Of], Tab | None]] = {}

    def register(
        self, offer: Callable[[HttpRequest, Of], Tab | None]
    ) -> Callable[[HttpRequest, Of], Tab | None]:
        """Register a tab; an offer of `None` shows nothing to that person. It must not query."""
        self._offers[f"{offer.__module__}.{offer.__qualname__}"] = offer
        return offer

    def shown(self, request: HttpRequest, of: Of, current: str) -> list[dict[str, Any]]:
        """As `ui.sub_navigation` takes them; `current` is the key of the present page's."""
        offered = [tab for offer in self._offers.values() if (tab := offer(request, of)) is not None]
        return [
            {"text": tab.text, "href": tab.href, "current": tab.key == current}
            for tab in sorted(offered, key=lambda tab: (tab.order, tab.text))
        ]
