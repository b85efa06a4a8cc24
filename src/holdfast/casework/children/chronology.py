"""One time line for a child: every app tells what it knows happened, in a single query."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.kernel.clock import start_of
from holdfast.kernel.hooks import Hook

if TYPE_CHECKING:
    from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to or for a child, or was said of it.

    `at` is an instant (UTC), or a London date where no time is known. `kind` is the key of a registered kind.
    `title` and `detail` are shown on the child's own pages alone, so they may say what a message may not.
    """

    at: datetime | date
    kind: str
    title: str
    detail: str = ""
    url: str = ""

    @property
    def order(self) -> datetime:
        """By what it is sorted: a date without a time counts as its beginning."""
        return self.at if isinstance(self.at, datetime) else start_of(self.at)


Tell = Callable[[UUID, "Actor"], Iterable[Event]]
_tellers: Hook[[UUID, Actor], Iterable[Event]] = Hook()
_kinds: dict[str, str] = {}


def register(tell: Tell, **kinds: str) -> Tell:
    """Add to the time line: `register(episodes_of, episode="Missing episodes")`, in an app's `ready`.

    `tell(child_id, actor)` answers with events in one query; what the actor may not see it leaves out. The
    kinds are those of its events, with the words by which a reader chooses them. Twice changes nothing.
    """
    _kinds.update({key.replace("_", "-"): words for key, words in kinds.items()})
    return _tellers.register(tell)


def kinds() -> dict[str, str]:
    """The kinds of event, by their words."""
    return dict(sorted(_kinds.items(), key=lambda pair: pair[1]))


def events_of(child_id: UUID, actor: Actor, *, only: frozenset[str] = frozenset()) -> list[Event]:
    """Everything known of a child that the actor may see, the latest first; `only` some kinds."""
    told = (event for events in _tellers.call(child_id, actor) for event in events)
    wanted = (event for event in told if not only or event.kind in only)
    return sorted(wanted, key=lambda event: event.order, reverse=True)
