"""What may be done with an action, and how pressing it is: pure functions of plain values."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from holdfast.kernel.finding import Finding

_ENDED = {"done": "This action is done already. Reopen it first.", "withdrawn": "This action was withdrawn."}


class Urgency(StrEnum):
    """Where an open action stands on a list; the order is the order of the list."""

    OVERDUE = "Overdue"
    TODAY = "Due today"
    THIS_WEEK = "Due this week"
    LATER = "Later"
    UNDATED = "No date"


def urgency(due_on: date | None, today: date) -> Urgency:
    """How pressing an open action is on a day; 'this week' is the coming seven days."""
    if due_on is None:
        return Urgency.UNDATED
    days = (due_on - today).days
    if days < 0:
        return Urgency.OVERDUE
    if days == 0:
        return Urgency.TODAY
    return Urgency.THIS_WEEK if days <= 7 else Urgency.LATER


def assess_open(state: str) -> Finding:
    """Whether an action may still be answered: only while it is open."""
    return Finding(met=state == "open", reason=_ENDED.get(state, "The action is open."))


def assess_due_date(due_on: date | None, today: date) -> Finding:
    """Whether a date may be given as the due date: not one that has passed."""
    if due_on is not None and due_on < today:
        return Finding(met=False, reason="The due date has passed already. Choose today or a later date.")
    return Finding(met=True, reason="The date is today or later.")


def assess_reason(reason: str, what: str) -> Finding:
    """Whether the reason that an act needs was given."""
    given = bool(reason.strip())
    return Finding(met=given, reason="A reason was given." if given else f"Say why {what}.")


def assess_owner(owner_agency: object, agency: object) -> Finding:
    """Whether the person named acts for the agency that owns the action."""
    same = owner_agency == agency
    return Finding(
        met=same,
        reason="The person acts for the agency."
        if same
        else "That person does not act for the agency chosen. Choose one of its people, or the other agency.",
    )
