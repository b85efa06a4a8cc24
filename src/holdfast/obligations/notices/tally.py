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
from holdfast.stewardship.tenancy.models import Person


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


def remember(person: Person, items: Iterable[Owed], now: datetime, message: Message | None = None) -> None:
    """Write down that the message told of these, or without one that nobody need be told any more."""
    kept = {(one.kind, one.subject_id) for one in items}
    if not kept:
        return
    withdrawn = None if message else now
    untold = Notice.objects.untold().filter(person=person)
    raised = [one.pk for one in untold if (one.kind, one.subject_id) in kept]
    Notice.objects.filter(pk__in=raised).update(message=message, withdrawn_at=withdrawn)
    Notice.objects.bulk_create(
        (
            Notice(
                partnership_id=person.partnership_id,
                person=person,
                kind=one.kind,
                subject_id=one.subject_id,
                due_at=one.due_at,
                is_missed=one.is_overdue(now),
                raised_at=now,
                message=message,
                withdrawn_at=withdrawn,
            )
            for one in items
            if one.due_at is not None
        ),
        ignore_conflicts=True,
    )
