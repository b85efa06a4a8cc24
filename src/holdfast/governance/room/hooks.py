"""What higher apps do when a meeting ends or its record changes: the minutes register here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.actor import Actor

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
