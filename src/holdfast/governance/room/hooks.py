"""What higher apps do when a meeting ends or its record changes: the minutes register here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.governance.meetings.models import Meeting
from holdfast.kernel.hooks import Hook
from holdfast.obligations.ledger.promises import Proof
from holdfast.stewardship.access.actor import Actor

if TYPE_CHECKING:
    from holdfast.charter.promises import Undertaking

# A meeting is about to close; what raises `Refused` here says what has to be answered before.
before_meeting_closes: Hook[[Meeting, Actor], None] = Hook()
# A meeting that had been opened was closed, adjourned or cancelled; its stays and items have ended.
on_meeting_closed: Hook[[Meeting, Actor], None] = Hook()
# Attendance was corrected, or a decision flagged, after the meeting had ended.
on_record_corrected: Hook[[Meeting, Actor], None] = Hook()


@dataclass(frozen=True, slots=True)
class ClosingEffect:
    """One thing that closing will do, in words: what is recorded, and to whom it goes."""

    words: str
    people: tuple[str, ...] = ()


# A sentence for the page that is shown before a meeting is closed.
closing_effect: Hook[[Meeting], ClosingEffect | None] = Hook()


def closing_effects(meeting: Meeting) -> list[ClosingEffect]:
    """What the apps will do when this meeting closes."""
    return [effect for effect in closing_effect.call(meeting) if effect is not None]


# What shows, for each of some meetings, that an undertaking owed after it was done: rows of a higher app. It
# answers for the undertakings that it keeps, in one query, and for others with nothing.
shows_after_meeting: Hook[[Undertaking, Collection[UUID]], Mapping[UUID, Proof]] = Hook()


def shown_after(rule: Undertaking, meetings: Collection[UUID]) -> dict[UUID, Proof]:
    """What shows that an undertaking was done after these meetings."""
    found: dict[UUID, Proof] = {}
    for shown in shows_after_meeting.call(rule, meetings):
        found |= shown
    return found
