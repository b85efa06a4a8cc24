"""The order of a case list, the time for each child, and what state lets people change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from holdfast.kernel.finding import Finding

Key = TypeVar("Key")
SHORTEST = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a child is to be discussed: which rule says so, in what words, and how early it is taken."""

    child_id: UUID
    key: str
    words: str
    rank: int


def in_order(reasons: Iterable[Reason]) -> list[UUID]:
    """The children by their most pressing reason, then by how many reasons they have, then by id.

    What the coordinator moves afterwards stands as moved.
    """
    of: dict[UUID, list[int]] = {}
    for reason in reasons:
        of.setdefault(reason.child_id, []).append(reason.rank)
    return sorted(of, key=lambda child: (min(of[child]), -len(of[child]), str(child)))


def moved(order: Sequence[Key], which: Key, to: int) -> list[Key]:
    """The order with one taken out and put at a place counted from 1; beyond the ends means the end."""
    rest = [one for one in order if one != which]
    place = min(max(to, 1), len(rest) + 1) - 1
    return [*rest[:place], which, *rest[place:]]


def time_for_each(length: timedelta, reserved: timedelta, children: int) -> timedelta:
    """How long each child may take: an equal share of what the rest of the agenda leaves, in half minutes.

    Never less than half a minute: a list that is too long shows by what it is over.
    """
    if children < 1:
        return timedelta(0)
    share = max(length - reserved, timedelta(0)) / children
    return max(SHORTEST * (share // SHORTEST), SHORTEST)


def over_by(length: timedelta, reserved: timedelta, children: int, each: timedelta) -> timedelta:
    """By how much the list is too long for the meeting; nothing when it fits."""
    return max(each * children - (length - reserved), timedelta(0))


def assess_changeable(meeting_state: str, closed_at: datetime | None) -> Finding:
    """Whether the list may still be changed: until its meeting has ended."""
    if closed_at is None and meeting_state not in ("closed", "adjourned", "cancelled"):
        return Finding(met=True, reason="The meeting has not ended.")
    reason = "This meeting has ended. Put the child on the list of the next meeting."
    return Finding(met=False, reason=reason)


def assess_discussing(meeting_state: str) -> Finding:
    """Whether a child may be discussed now, and what to do where not."""
    reasons = {
        "open": "The meeting is under way.",
        "proposed": "The meeting's date is only proposed. Confirm it first.",
        "confirmed": "The meeting has not been opened yet. Open the room first.",
        "cancelled": "The meeting was cancelled. Put the child on the list of the next meeting.",
    }
    closed = (
        "The meeting is closed, and what it said of the child stands. Record what is new on the child's own"
        " page, or put the child on the list of the next meeting."
    )
    return Finding(met=meeting_state == "open", reason=reasons.get(meeting_state, closed))


def assess_answering(issued_at: datetime | None, meeting_state: str) -> Finding:
    """Whether agencies may answer: from the list's issue until the meeting ends."""
    if issued_at is None:
        return Finding(met=False, reason="The list has not been issued yet.")
    if meeting_state in ("closed", "adjourned", "cancelled"):
        reason = "The meeting has ended. Tell the coordinator what your agency knows now."
        return Finding(met=False, reason=reason)
    return Finding(met=True, reason="The list is issued and the meeting has not ended.")
