"""The meeting that takes up what another left: its date, its items, their papers."""

from __future__ import annotations

from datetime import datetime

from holdfast.governance.meetings.models import AgendaItem, Meeting, Paper
from holdfast.governance.room.operations.floor import Floor, refuse, seeing_every_item
from holdfast.governance.room.rules.attendance import said_time

# These are dealt with at every meeting afresh; the new meeting has its own.
_AFRESH = (AgendaItem.Kind.APOLOGIES, AgendaItem.Kind.DECLARATIONS)


def make_continuation(held: Floor, *, starts_at: datetime, place: str) -> Meeting:
    """The meeting that continues the held one, with every item that had not ended, in its order.

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
    )
    _carry_over(held, old, new)
    held.write("made the continuing meeting", new, continues=str(old.pk))
    return new


def _carry_over(held: Floor, old: Meeting, new: Meeting) -> None:
    """Unfinished items and their papers; those that somebody is excluded from are carried over too."""
    with seeing_every_item():
        afresh = AgendaItem.objects.filter(meeting=old, kind__in=_AFRESH)
        unfinished = AgendaItem.objects.filter(meeting=old, closed_at__isnull=True).exclude(kind__in=_AFRESH)
        items = sorted((*afresh, *unfinished), key=lambda item: item.position)
        made = {item.pk: _copy(item, new, position) for position, item in enumerate(items, start=1)}
        AgendaItem.objects.bulk_create(made.values())
        papers = Paper.objects.filter(item__in=made, withdrawn_at__isnull=True)
        Paper.objects.bulk_create(
            Paper(
                partnership_id=held.by.partnership_id,
                item=made[paper.item_id],
                version_id=paper.version_id,
                sent_at=paper.sent_at,
            )
            for paper in papers
        )


def _copy(item: AgendaItem, new: Meeting, position: int) -> AgendaItem:
    kept = {
        name: getattr(item, name)
        for name in ("title", "kind", "business_kind", "purpose", "lead_id", "minutes_planned")
    }
    return AgendaItem(
        partnership_id=new.partnership_id, meeting=new, position=position, carried_from=item, **kept
    )
