"""The course of an intervention: which state may follow which, and on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from holdfast.kernel.clocks import said_day
from holdfast.kernel.finding import Finding, listed


class State(StrEnum):
    """Where an intervention stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WAITING = "waiting"
    STARTED = "started"
    ENDED = "ended"
    OUTCOME = "outcome"


# What may follow. A refusal may come at any time before the start; what never starts may still end.
FOLLOWS: Mapping[State, tuple[State, ...]] = MappingProxyType(
    {
        State.OFFERED: (State.ACCEPTED, State.REFUSED),
        State.ACCEPTED: (State.WAITING, State.STARTED, State.REFUSED, State.ENDED),
        State.WAITING: (State.STARTED, State.REFUSED, State.ENDED),
        State.STARTED: (State.ENDED,),
        State.ENDED: (State.OUTCOME,),
        State.REFUSED: (),
        State.OUTCOME: (),
    }
)
OPEN = (State.OFFERED, State.ACCEPTED, State.WAITING, State.STARTED)
# What cannot be understood later without a word.
NEEDS_WORDS = {
    State.REFUSED: "why it was refused, and by whom",
    State.ENDED: "why it ended",
    State.OUTCOME: "what came of it",
}


def assess_step(now: str, to: str) -> Finding:
    """Whether an intervention in one state may go to another."""
    allowed = FOLLOWS[State(now)]
    if State(to) in allowed:
        return Finding(met=True, reason=f"What is {now} may be {to}.")
    if not allowed:
        return Finding(met=False, reason=f"It is {_said(now)}: nothing follows. A new offer begins anew.")
    told = listed([_said(each) for each in allowed], "or")
    return Finding(met=False, reason=f"It is {_said(now)}: next it can be {told}.")


def assess_day(on: date, last_on: date | None, today: date) -> Finding:
    """Whether a step may be dated so: not before the step before it, nor after today."""
    if on > today:
        return Finding(
            met=False, reason=f"{said_day(on)} has not come yet. Give the day on which it happened."
        )
    if last_on is not None and on < last_on:
        return Finding(
            met=False, reason=f"That is before the step before it, on {said_day(last_on)}. Give a later day."
        )
    return Finding(met=True, reason="The day follows the step before it.")


def assess_words(to: str, words: str) -> Finding:
    """Whether a step that needs a word has one."""
    wanted = NEEDS_WORDS.get(State(to))
    if wanted is None or words.strip():
        return Finding(met=True, reason="Nothing more is needed.")
    return Finding(met=False, reason=f"Say {wanted}.")


def _said(state: str) -> str:
    return "ended with its outcome" if state == State.OUTCOME else str(state)
