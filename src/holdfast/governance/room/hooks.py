"""What higher apps do when a meeting ends or its record changes: the minutes register here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.governance.meetings.models import Meeting
from holdfast.obligations.ledger.promises import Proof
from holdfast.stewardship.access.actor import Actor

if TYPE_CHECKING:
    from holdfast.charter.promises import Undertaking

Act = Callable[[Meeting, Actor], None]


@dataclass
class Hook:
    """A place where a higher app registers what it does, in the same transaction."""

    name: str
    _acts: dict[str, Act] = field(default_factory=dict)

    def register(self, act: Act) -> Act:
        """Call `act(meeting, actor)` from now on; registering the same function twice changes nothing."""
        self._acts[f"{act.__module__}.{act.__qualname__}"] = act
        return act

    def call(self, meeting: Meeting, by: Actor) -> None:
        """Let every registered app act; what one raises undoes the whole."""
        for act in self._acts.values():
            act(meeting, by)


# A meeting is about to close; what raises `Refused` here says what has to be answered before.
before_meeting_closes = Hook("before_meeting_closes")
# A meeting that had been opened was closed, adjourned or cancelled; its stays and items have ended.
on_meeting_closed = Hook("on_meeting_closed")
# Attendance was corrected, or a decision flagged, after the meeting had ended.
on_record_corrected = Hook("on_record_corrected")


@dataclass(frozen=True, slots=True)
class ClosingEffect:
    """One thing that closing will do, in words: what is recorded, and to whom it goes."""

    words: str
    people: tuple[str, ...] = ()


EffectOffer = Callable[[Meeting], "ClosingEffect | None"]
_effects: dict[str, EffectOffer] = {}


def closing_effect(offer: EffectOffer) -> EffectOffer:
    """Register a sentence for the page that is shown before a meeting is closed."""
    _effects[f"{offer.__module__}.{offer.__qualname__}"] = offer
    return offer


def closing_effects(meeting: Meeting) -> list[ClosingEffect]:
    """What the apps will do when this meeting closes."""
    found = (offer(meeting) for offer in _effects.values())
    return [effect for effect in found if effect is not None]


# What shows, for each of some meetings, that an undertaking owed after it was done; one query.
Shows = Callable[["Undertaking", Collection[UUID]], Mapping[UUID, Proof]]
_shows: dict[str, Shows] = {}


def shows_after_meeting(shows: Shows) -> Shows:
    """Let a higher app show that what the terms ask for after each meeting was done: its rows are the proof.

    It answers for the undertakings that it keeps, and for others with nothing.
    """
    _shows[f"{shows.__module__}.{shows.__qualname__}"] = shows
    return shows


def shown_after(rule: Undertaking, meetings: Collection[UUID]) -> dict[UUID, Proof]:
    """What shows that an undertaking was done after these meetings."""
    found: dict[UUID, Proof] = {}
    for shows in _shows.values():
        found |= shows(rule, meetings)
    return found
