"""What may become of a referral: it reaches a meeting, or is turned away with a reason; nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from holdfast.kernel.finding import Finding, listed


class State(StrEnum):
    """Where a referral stands."""

    RECEIVED = "received"
    LISTED = "listed"
    FRONT_DOOR = "front-door"
    TURNED_AWAY = "turned-away"
    DECIDED = "decided"


SAID: Mapping[State, str] = MappingProxyType(
    {
        State.RECEIVED: "received, not triaged yet",
        State.LISTED: "waiting for the meeting",
        State.FRONT_DOOR: "sent to the front door",
        State.TURNED_AWAY: "turned away",
        State.DECIDED: "decided at the meeting",
    }
)
# Every end can be looked at again but a decision of the meeting, which is followed by a new referral.
FOLLOWS: Mapping[State, tuple[State, ...]] = MappingProxyType(
    {
        State.RECEIVED: (State.LISTED, State.FRONT_DOOR, State.TURNED_AWAY),
        State.LISTED: (State.DECIDED, State.FRONT_DOOR, State.TURNED_AWAY),
        State.FRONT_DOOR: (State.LISTED, State.TURNED_AWAY),
        State.TURNED_AWAY: (State.LISTED, State.FRONT_DOOR),
        State.DECIDED: (),
    }
)
# What still needs somebody: to be triaged, or to be looked at by a meeting.
UNSETTLED = (State.RECEIVED, State.LISTED)


def assess_move(now: str, to: str) -> Finding:
    """Whether a referral that stands so may come to stand so."""
    allowed = FOLLOWS[State(now)]
    if State(to) in allowed:
        return Finding(met=True, reason=f"A referral that was {SAID[State(now)]} may be {SAID[State(to)]}.")
    if not allowed:
        return Finding(
            met=False, reason="The meeting has decided this referral. Anything new is a new referral."
        )
    told = listed([SAID[each] for each in allowed], "or")
    return Finding(met=False, reason=f"This referral is {SAID[State(now)]}: next it can be {told}.")


def assess_triage(to: str, *, reason: str, has_child: bool, is_harm: bool, has_used_route: bool) -> Finding:
    """Whether triage may end so.

    Turning away needs a reason; the meeting's list needs to know which child; immediate harm needs the front
    door first, because the meeting replaces no procedure.
    """
    if is_harm and not has_used_route:
        return Finding(
            met=False,
            reason="This was marked as immediate harm. Use the front door now, and record that you did;"
            " then triage it.",
        )
    if to == State.TURNED_AWAY and not reason.strip():
        return Finding(met=False, reason="Say why it is turned away: the referrer is told.")
    if to == State.LISTED and not has_child:
        return Finding(
            met=False, reason="Say which child it is about first: the meeting's list is of children."
        )
    return Finding(met=True, reason="Triage may end so.")


def assess_telling(state: str, draft: str) -> Finding:
    """Whether the referrer can be told of the outcome: once there is one, and words for it."""
    if state in UNSETTLED:
        return Finding(
            met=False, reason=f"This referral is {SAID[State(state)]}: there is no outcome to tell yet."
        )
    if not draft.strip():
        return Finding(met=False, reason="Write what the referrer is told.")
    return Finding(met=True, reason="There is an outcome to tell.")
