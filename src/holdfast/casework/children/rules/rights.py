"""What may be done with a restricted record: restricting, grants, emergency access and its review."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from holdfast.kernel.finding import Finding

# For how long an emergency opens a record, and how often a day somebody may try and find nothing.
EMERGENCY_HOURS = (1, 4, 12)
MOST_TRIES = 5
LONGEST_GRANT = timedelta(days=366)
_FEWEST_LETTERS = 10


def assess_reason(text: str, what: str) -> Finding:
    """Whether a reason was given that somebody else can judge later."""
    said = "".join(text.split())
    if len(said) < _FEWEST_LETTERS:
        return Finding(met=False, reason=f"Say {what} in a sentence that somebody else can judge.")
    return Finding(met=True, reason="A reason was given.")


def assess_restricting(*, is_restricted: bool, may_guard: bool) -> Finding:
    """Whether a record may be restricted with this person as its guardian."""
    if is_restricted:
        return Finding(met=False, reason="This record is restricted already.")
    return assess_guardian(may_guard=may_guard)


def assess_guardian(*, may_guard: bool) -> Finding:
    """Whether a person may guard restricted records."""
    if not may_guard:
        reason = "That person is no guardian of restricted records. An administrator gives that role."
        return Finding(met=False, reason=reason)
    return Finding(met=True, reason="That person may guard restricted records.")


def assess_grant(*, is_guardian: bool, may_see_cases: bool, to_on: date, today: date) -> Finding:
    """Whether a named person may be given sight of a record until a day."""
    if is_guardian:
        return Finding(met=False, reason="The record's guardian sees it already.")
    if not may_see_cases:
        reason = "That person has no part in casework, and whoever has none sees no child's record."
        return Finding(met=False, reason=reason)
    if to_on < today:
        return Finding(met=False, reason="The last day has passed already. Choose a later one.")
    if to_on > today + LONGEST_GRANT:
        return Finding(met=False, reason="A grant lasts a year at most. Choose an earlier last day.")
    return Finding(met=True, reason="That person may be given sight of the record.")


def assess_trying(tries: int) -> Finding:
    """Whether somebody who found nothing so often today may try once more."""
    if tries >= MOST_TRIES:
        reason = f"You have tried {tries} times today and found nothing. Ring the coordinator, or 999."
        return Finding(met=False, reason=reason)
    return Finding(met=True, reason="You can try.")


def assess_review(*, is_own: bool, is_reviewed: bool) -> Finding:
    """Whether somebody may review an emergency access."""
    if is_own:
        return Finding(met=False, reason="Somebody else reviews your own emergency access.")
    if is_reviewed:
        return Finding(met=False, reason="This emergency access was reviewed already.")
    return Finding(met=True, reason="It can be reviewed.")


def is_live(until_at: datetime, now: datetime) -> bool:
    """Whether an emergency access still opens the record."""
    return now < until_at
