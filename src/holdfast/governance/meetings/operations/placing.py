"""Puts a new item behind the others, those included that the person may not see."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from holdfast.governance.meetings.models import AgendaItem, Meeting

_TRIES = 20


def appended(meeting: Meeting, **facts: Any) -> AgendaItem:
    """A new last item; a place that an item hidden by a conflict of interest holds is passed over."""
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    for place in range(last + 1, last + _TRIES):
        try:
            return _placed(meeting, place, facts)
        except IntegrityError as error:
            if "one_item_at_a_position" not in str(error):
                raise
    raise AssertionError("no place is free behind the last item")


def _placed(meeting: Meeting, place: int, facts: dict[str, Any]) -> AgendaItem:
    """Judged at once and not when the transaction ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        item: AgendaItem = AgendaItem.objects.create(
            partnership_id=meeting.partnership_id, meeting=meeting, position=place, **facts
        )
        cursor.execute("set constraints one_item_at_a_position immediate")
        cursor.execute("set constraints one_item_at_a_position deferred")
    return item
