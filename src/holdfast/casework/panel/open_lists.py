"""A group goes on discussing children while a case list that it issued is open."""

from __future__ import annotations

from holdfast.casework.children.hooks import CaseworkChange, on_casework_changed
from holdfast.casework.panel.models import CaseList
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import said_day
from holdfast.kernel.finding import listed, refuse
from holdfast.stewardship.access.actor import Actor


def refuse_while_open(change: CaseworkChange, by: Actor) -> None:
    """Members have been asked about its children, and feedback is owed: both need the group to go on."""
    if not change.is_ended:
        return
    rows = CaseList.objects.filter(
        meeting__group=change.group, issued_at__isnull=False, feedback_closed_at__isnull=True
    )
    rows = rows.exclude(meeting__state=Meeting.State.CANCELLED, meeting__opened_at=None)
    starts = rows.order_by("meeting__starts_at").values_list("meeting__starts_at", flat=True)
    days = [said_day(at.astimezone(LONDON).date()) for at in starts[:5]]
    if days:
        refuse(
            f"The case list of {listed(days)} is issued and its feedback is not closed. Hold the meeting and"
            " give the feedback, or cancel the meeting, and end this then."
        )


def register() -> None:
    """Refuse it; called when the app is ready."""
    on_casework_changed.register(refuse_while_open)
