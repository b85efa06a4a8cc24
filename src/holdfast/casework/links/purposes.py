"""What links can open: each app that opens something says what, in words fixed in its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.stewardship.access.permissions import Permission

if TYPE_CHECKING:
    from holdfast.casework.links.models import Link


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one link, for the list of those sent; `url` where it can be opened."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """One thing that links open.

    `route` is the page behind the code, which takes the secret as its only argument. `asks` is what the
    letter and the door say, in words that fit every case: neither holds a name or anything about a child.
    """

    key: str
    title: str
    asks: str
    route: str
    # For the list of links sent: its name there, who looks after it, its own page, what became of each.
    called: str = ""
    kept_by: Permission | None = None
    listed_at: str = "links:sent"
    became: Callable[[Sequence[Link]], Mapping[UUID, Became]] | None = None
    lives: timedelta = timedelta(days=14)


_purposes: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> Purpose:
    """Make a purpose known; called in an app's `ready`. Twice the same changes nothing."""
    if _purposes.setdefault(purpose.key, purpose) != purpose:
        raise ValueError(f"two purposes of links are called {purpose.key}")
    return purpose


def purpose_of(key: str) -> Purpose:
    """The purpose with this key; `KeyError` when no app registered it."""
    return _purposes[key]


def all_purposes() -> tuple[Purpose, ...]:
    """Every purpose that is known."""
    return tuple(_purposes.values())
