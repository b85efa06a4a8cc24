"""What follows when a meeting that discussed children ends: voice flagged, minutes, feedback."""

from __future__ import annotations

from django.db.models import Max

from holdfast.casework.children.models import Voice
from holdfast.casework.panel.minuting import write_minutes
from holdfast.casework.panel.models import CaseList, Discussion
from holdfast.casework.panel.operations.concluding import carry_over_rest, require_all_answered
from holdfast.casework.panel.operations.feeding_back import CAUSE, draft_feedback
from holdfast.casework.panel.operations.lists import close_feedback
from holdfast.casework.panel.promises import feedback_clocks
from holdfast.casework.panel.rules.voice import assess_voice
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.hooks import (
    ClosingEffect,
    before_meeting_closes,
    closing_effect,
    on_meeting_closed,
)
from holdfast.groups.charters import charter_of
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import counted
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything


def end_discussions(meeting: Meeting, by: Actor) -> None:
    """In the transaction that closes the meeting: everything, whoever closes it and whatever they may see."""
    case_list = CaseList.objects.filter(meeting=meeting).select_related("meeting").first()
    if case_list is None or meeting.opened_at is None:
        return
    case_list.meeting = meeting
    with seeing_everything():
        carry_over_rest(case_list, clock.now())
        mark_voice(case_list)
        write_minutes(case_list)
        bundles = draft_feedback(case_list, by=by)
    settle(CAUSE, [one.pk for one in bundles], group=meeting.group, by=by, why="the meeting ended")
    if not bundles or not _is_owed(meeting):
        close_feedback(case_list, by=by)


def mark_voice(case_list: CaseList) -> None:
    """Flag each discussion that rests on no view of the child's that is recent enough."""
    rows = list(Discussion.objects.filter(listing__case_list=case_list).select_related("item"))
    heard = Voice.objects.filter(child__in=[row.child_id for row in rows], heard_on__isnull=False)
    last = dict(heard.values_list("child_id").annotate(last=Max("heard_on")))
    for row in rows:
        day = (row.item.opened_at or row.changed_at).astimezone(LONDON).date()
        row.is_without_voice = assess_voice(last.get(row.child_id), day).met is False
    Discussion.objects.bulk_update(rows, ["is_without_voice"])


def _is_owed(meeting: Meeting) -> bool:
    return meeting.terms is not None and bool(feedback_clocks(charter_of(meeting.terms)))


def what_closing_does(meeting: Meeting) -> ClosingEffect | None:
    """Said on the page before a meeting is closed."""
    case_list = CaseList.objects.filter(meeting=meeting).first()
    if case_list is None:
        return None
    taken_up = Discussion.objects.filter(listing__case_list=case_list)
    discussed = taken_up.count()
    carried = taken_up.filter(concluded_at=None, carried_over_at__isnull=False).count()
    waiting = case_list.listings.to_discuss().filter(discussion=None).count()
    words = (
        f"Feedback on {counted(discussed, 'child', 'children')} is drafted for everybody who works with them"
    )
    if waiting:
        words += f"; {counted(waiting, 'child', 'children')} not taken up come onto the next list"
    if carried:
        words += f"; {counted(carried, 'child', 'children')} not concluded on come back there"
    if not hasattr(case_list, "closing_check"):
        words += ". The chair has not made the closing check yet"
    return ClosingEffect(words=f"{words}.")


def register() -> None:
    """Listen; called when the app is ready."""
    before_meeting_closes.register(require_all_answered)
    on_meeting_closed.register(end_discussions)
    closing_effect.register(what_closing_does)
