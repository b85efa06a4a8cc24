"""The message to a referrer, drafted from what became of the referral; it names no child."""

from __future__ import annotations

from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.rules.triage import State
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day

_BECAME = {
    State.DECIDED: "The case meeting has discussed it. {}",
    State.TURNED_AWAY: "It will not go to the case meeting. {}",
    State.FRONT_DOOR: "It was passed to children's social care, who deal with it from here. {}",
}


def drafted_outcome(referral: Referral) -> str:
    """What the referrer is told if nobody changes it: which referral, what became of it, whom to ask."""
    came = said_day(referral.received_at.astimezone(LONDON).date())
    became = _BECAME.get(State(referral.state), "{}").format(_sentence(referral.reason)).strip()
    return (
        f"Thank you for referral {referral.reference}, which came on {came}. {became}"
        " If your worry grows or changes, refer again; if a child is in danger now, call 999."
    )


def _sentence(words: str) -> str:
    words = words.strip()
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."
