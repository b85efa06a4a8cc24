"""The meeting that takes up what another left: its date, its items, their papers."""

from __future__ import annotations

from datetime import datetime

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.operations.agenda import begun_agenda
from holdfast.governance.meetings.operations.changing import taken_over
from holdfast.governance.meetings.promises import settle_meetings
from holdfast.governance.room.operations.floor import Floor
from holdfast.governance.room.rules.attendance import said_time
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.context import seeing_everything


def make_continuation(held: Floor, *, starts_at: datetime, place: str) -> Meeting:
    """The meeting that continues the held one, with its standing items and every item not dealt with.

    Raises `Refused` when there is one already, or when the new date lies before the old.
    """
    old = held.meeting
    known = Meeting.objects.filter(continues=old).exclude(state=Meeting.State.CANCELLED).first()
    if known is not None:
        refuse("There is a meeting that continues this one already.")
    if starts_at <= (old.closed_at or old.starts_at):
        refuse("The next meeting must start after this one.")
    if Meeting.objects.filter(group=old.group, starts_at=starts_at).exclude(state="cancelled").exists():
        refuse(f"The group meets at {said_time(starts_at)} on that day already. Choose another time.")
    new = Meeting.objects.create(
        partnership_id=held.by.partnership_id,
        group=old.group,
        kind=Meeting.Kind.CONTINUED,
        state=Meeting.State.CONFIRMED,
        starts_at=starts_at,
        ends_at=starts_at + (old.ends_at - old.starts_at),
        place=place or old.place,
        online_link=old.online_link,
        called_by_id=held.by.person_id,
        why_called=f"Continues the meeting of {old.starts_at:%-d %B %Y}.",
        continues=old,
        notice_given_at=held.now,
    )
    _carry_over(held, old, new)
    held.write("made the continuing meeting", new, continues=str(old.pk))
    settle_meetings([new], by=held.by)
    return new


def _carry_over(held: Floor, old: Meeting, new: Meeting) -> None:
    """Its standing items, and what was not dealt with; items that somebody is excluded from come too."""
    with seeing_everything():
        taken_over(old, begun_agenda(new, held.by), held.by)
