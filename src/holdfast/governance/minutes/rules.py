"""What may be done with minutes in each state, as data and pure functions."""

from __future__ import annotations

from holdfast.kernel.finding import Finding

DRAFT, CHECKED, APPROVED = "draft", "checked", "approved"

# From each state, what may be done and where it leads.
TRANSITIONS: dict[str, dict[str, str]] = {
    DRAFT: {"correct": DRAFT, "check": CHECKED},
    CHECKED: {"correct": DRAFT, "approve": APPROVED},
    APPROVED: {},
}
_WHY_NOT = {
    (
        DRAFT,
        "approve",
    ): "The chair has not checked these minutes yet. They are approved after the chair's check.",
    (CHECKED, "check"): "The chair has checked these minutes already.",
    (APPROVED, "correct"): "These minutes are approved. A mistake in them is recorded at the next meeting.",
    (APPROVED, "check"): "These minutes are approved already.",
    (APPROVED, "approve"): "These minutes are approved already.",
}


def assess_step(state: str, step: str) -> Finding:
    """Whether minutes in a state may be corrected, checked or approved."""
    met = step in TRANSITIONS[state]
    return Finding(met=met, reason="It may be done." if met else _WHY_NOT[state, step])


def assess_version(seen: int, present: int) -> Finding:
    """Whether the minutes are still those that the person was reading."""
    met = seen == present
    changed = "These minutes were changed while you read them. Read them again, then decide."
    return Finding(met=met, reason="Nothing changed." if met else changed)


def assess_approving_meeting(same_group: bool, is_later: bool, is_under_way: bool) -> Finding:
    """Whether a meeting may approve another's minutes: a later one of the same group, once it has met."""
    if not same_group:
        return Finding(met=False, reason="Minutes are approved by a meeting of the same group.")
    if not is_later:
        return Finding(
            met=False, reason="Minutes are approved at a later meeting, not at the one they record."
        )
    if not is_under_way:
        return Finding(met=False, reason="That meeting has not been opened yet, so it can approve nothing.")
    return Finding(met=True, reason="A later meeting of the group may approve them.")
