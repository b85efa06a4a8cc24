"""Agenda items taken one after the other, each with its time."""

from __future__ import annotations

from datetime import datetime

from holdfast.governance.meetings.models import AgendaItem
from holdfast.governance.room.operations.floor import floor, item_of, require_run
from holdfast.governance.room.rules.attendance import said_time
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor


def open_item(*, by: Actor, item: AgendaItem, at: datetime | None = None) -> AgendaItem:
    """Begin (or take up again) an item; the one before it ends at that moment."""
    with floor(item.meeting, by=by) as held:
        moment = held.within(at)
        require_run(held, moment)
        row = item_of(held, item)
        running = AgendaItem.objects.filter(
            meeting=held.meeting, opened_at__isnull=False, closed_at__isnull=True
        ).exclude(pk=row.pk)
        for other in running:
            other.closed_at = max(moment, other.opened_at)
            other.save(update_fields=["closed_at"])
        row.opened_at, row.closed_at = row.opened_at or moment, None
        row.save(update_fields=["opened_at", "closed_at"])
        held.write("began the item", row)
    return row


def close_item(*, by: Actor, item: AgendaItem, at: datetime | None = None) -> AgendaItem:
    """End an item. Raises `Refused` when it had not begun by then."""
    with floor(item.meeting, by=by) as held:
        moment = held.within(at)
        require_run(held, moment)
        row = item_of(held, item)
        if row.opened_at is None:
            refuse("This item has not been begun yet.")
        if moment < row.opened_at:
            refuse(f"This item was begun at {said_time(row.opened_at)} and cannot have ended before that.")
        row.closed_at = moment
        row.save(update_fields=["closed_at"])
        held.write("ended the item", row)
    return row
