"""What the ledger tells the apps above it: that somebody is to be reminded of what they owe."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.obligations.ledger.models import Obligation
    from holdfast.stewardship.access.actor import Actor
    from holdfast.stewardship.tenancy.models import Person


@dataclass(frozen=True)
class Reminder:
    """One person to be reminded, once, of everything of theirs that was chased."""

    person: Person
    obligations: tuple[Obligation, ...]


OnChased = Callable[["Collection[Reminder]", "Actor"], None]
_on_chased: dict[str, OnChased] = {}


def on_chased(act: OnChased) -> OnChased:
    """Call `act(reminders, by)` when obligations are chased, in the same transaction."""
    _on_chased[f"{act.__module__}.{act.__qualname__}"] = act
    return act


def told_of_chased() -> Iterator[OnChased]:
    """Who wants to know of chased obligations."""
    return iter(tuple(_on_chased.values()))
