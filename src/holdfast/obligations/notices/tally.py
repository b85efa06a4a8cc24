"""Counts what a message is to say by kind, and keeps what was told, so that it is told once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from holdfast.kernel.clock import LONDON
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.notices.kinds import kind_for
from holdfast.obligations.notices.models import Message, Notice
from holdfast.obligations.notices.sources import Owed
from holdfast.obligations.notices.wording import Counted


def tally(items: Iterable[Owed], now: datetime) -> list[Counted]:
    """The items counted by kind, the most overdue kind first."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in items:
        found[one.kind][_place(one, now)] += 1
    counted = [Counted(kind=kind_for(key), **counts) for key, counts in found.items()]
    return sorted(counted, key=lambda one: (-one.overdue, -one.today, one.kind.title))


def _place(one: Owed, now: datetime) -> str:
    if one.due_at is None:
        return "new"
    if one.is_overdue(now):
        return "overdue"
    return "today" if one.due_at <= end_of_day(now.astimezone(LONDON).date()) else "later"


def remember(message: Message, items: Iterable[Owed], now: datetime) -> None:
    """Write down that the message told of these: what was raised is told, what is due needs no notice."""
    untold = Notice.objects.untold().filter(person_id=message.person_id)
    kept = {(one.kind, one.subject_id) for one in items}
    raised = [one.pk for one in untold if (one.kind, one.subject_id) in kept]
    Notice.objects.filter(pk__in=raised).update(message=message)
    Notice.objects.bulk_create(
        (
            Notice(
                partnership_id=message.partnership_id,
                person_id=message.person_id,
                kind=one.kind,
                subject_id=one.subject_id,
                due_at=one.due_at,
                is_missed=one.is_overdue(now),
                raised_at=now,
                message=message,
            )
            for one in items
            if one.due_at is not None
        ),
        ignore_conflicts=True,
    )
