"""The tabs of a thing's pages: the app that has the thing keeps them, higher apps register theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

from holdfast.kernel.hooks import Hook

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
        self._offers: Hook[[HttpRequest, Of], Tab | None] = Hook()

    def register(
        self, offer: Callable[[HttpRequest, Of], Tab | None]
    ) -> Callable[[HttpRequest, Of], Tab | None]:
        """Register a tab; an offer of `None` shows nothing to that person. It must not query."""
        return self._offers.register(offer)

    def shown(self, request: HttpRequest, of: Of, current: str) -> list[dict[str, Any]]:
        """As `ui.sub_navigation` takes them; `current` is the key of the present page's."""
        offered = [tab for tab in self._offers.call(request, of) if tab is not None]
        return [
            {"text": tab.text, "href": tab.href, "current": tab.key == current}
            for tab in sorted(offered, key=lambda tab: (tab.order, tab.text))
        ]
