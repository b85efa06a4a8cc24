"""What may still be done with a meeting in its present state."""

from __future__ import annotations

from datetime import datetime

from holdfast.kernel.finding import Finding

BEFORE = ("proposed", "confirmed")
ANSWERABLE = ("confirmed", "open")


def assess_arranging(state: str) -> Finding:
    """Whether date, place and agenda may still be arranged."""
    if state in BEFORE:
        return Finding(met=True, reason="The meeting has not begun.")
    said = {"open": "is under way", "closed": "is over"}.get(state, f"was {state}")
    return Finding(met=False, reason=f"This meeting {said}, so it can no longer be arranged.")


def assess_answering(state: str) -> Finding:
    """Whether people may say that they come, send apologies, or name a deputy."""
    if state in ANSWERABLE:
        return Finding(met=True, reason="The meeting is to come.")
    reasons = {
        "proposed": "The date is not confirmed yet, so there is nothing to answer.",
        "closed": "This meeting is over.",
    }
    return Finding(met=False, reason=reasons.get(state, f"This meeting was {state}."))


def assess_cancelling(state: str, starts_at: datetime, now: datetime) -> Finding:
    """Whether a meeting may be cancelled beforehand; once it began the room adjourns or cancels it."""
    if state in BEFORE and now < starts_at:
        return Finding(met=True, reason="The meeting has not begun.")
    if state in BEFORE:
        said = "Its time has come: open the meeting room, and cancel or adjourn it there."
        return Finding(met=False, reason=said)
    return assess_arranging(state)
