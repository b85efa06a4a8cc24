"""How far a review of the terms is, and what may be done then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from holdfast.kernel.finding import Finding, counted


class State(StrEnum):
    """How far a review is; the value is how it is said."""

    OPEN = "open for comments"
    SETTLING = "comments closed"
    PROPOSED = "amendments proposed"
    APPROVED = "approved"
    IN_FORCE = "in force"
    NO_CHANGE = "no change needed"


# In each state, what may be done.
STEPS: dict[State, frozenset[str]] = {
    State.OPEN: frozenset({"comment", "reply", "record", "resolve", "close", "amend"}),
    State.SETTLING: frozenset({"reply", "record", "resolve", "amend", "propose", "end"}),
    State.PROPOSED: frozenset({"reply", "record", "resolve", "carry", "take back"}),
    State.APPROVED: frozenset({"reply", "record", "resolve", "carry", "take back"}),
    State.IN_FORCE: frozenset(),
    State.NO_CHANGE: frozenset(),
}
_ENDED = "This review has ended. What was said in it stays to be read."
_WHY_NOT = {
    State.OPEN: "Comments are still open. Close them first.",
    State.SETTLING: "Comments are closed.",
    State.PROPOSED: "The amendments are proposed. Take the proposal back to change something.",
    State.APPROVED: "The new version is signed. Take the proposal back to change something.",
}


def state_of(
    *, ended_as: str, is_proposed: bool, asked: Collection[str], signed: Collection[str], is_closed: bool
) -> State:
    """How far a review is, from what has been done. `asked` and `signed` are capacities of the proposal."""
    if ended_as:
        return State.NO_CHANGE if ended_as == "no change" else State.IN_FORCE
    if is_proposed:
        return State.APPROVED if set(asked) <= set(signed) else State.PROPOSED
    return State.SETTLING if is_closed else State.OPEN


def assess_step(state: State, step: str) -> Finding:
    """Whether something may be done in a state."""
    if step in STEPS[state]:
        return Finding(met=True, reason="It may be done.")
    return Finding(met=False, reason=_WHY_NOT.get(state, _ENDED))


def assess_settled(unsettled: int) -> Finding:
    """Whether every comment has its answer, which comes before proposing or ending."""
    if unsettled:
        return Finding(met=False, reason=f"{counted(unsettled, 'comment')} still to be settled first.")
    return Finding(met=True, reason="Every comment is settled.")


def assess_words(text: str, what: str) -> Finding:
    """Whether something was said at all."""
    return Finding(met=bool(text.strip()), reason=f"Say {what}.")


def assess_end(on: date, opened_on: date, today: date) -> Finding:
    """Whether a review may be said to have ended on a day."""
    met = opened_on <= on <= today
    return Finding(met=met, reason="Give the day on which it was agreed: not before the review, not to come.")


def assess_choice(kind: str, choice: str, reason: str) -> Finding:
    """Whether what is owed under a clause may become this. `kind`: 'changed' or 'removed'."""
    if kind == "removed" and choice == "new":
        return Finding(met=False, reason="The clause is removed: there is no new wording to go on under.")
    if kind == "changed" and choice == "end" and not reason.strip():
        return Finding(met=False, reason="Say why what is still owed ends, although the clause stays.")
    return Finding(met=True, reason="It may be chosen.")
