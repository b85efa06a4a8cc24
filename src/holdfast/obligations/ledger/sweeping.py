"""The nightly sweep: begins the occasions whose time has come and notes what has newly been missed.

It decides nothing about lateness, which follows from the times; it touches only what fell due since.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import TruncDate

from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.obligations.ledger.kinds import causes, on_missed, sources
from holdfast.obligations.ledger.models import Obligation, ObligationEntry, Watermark
from holdfast.obligations.ledger.operations.settling import settle, settle_everything

_BATCH = 500


@dataclass(frozen=True)
class Swept:
    """What a sweep did: groups in which occasions began, obligations newly noted as missed."""

    groups: int
    missed: int


def sweep() -> Swept:
    """Sweep the partnership whose context is set, as of now; a second time does nothing."""
    now = clock.now()
    _take_over(now)
    return Swept(_begin_occasions(now), _note_missed(now))


def _take_over(now: datetime) -> None:
    """Terms that have come into force since the last sweep take over what is open; then occasions begin."""
    today = now.astimezone(clock.LONDON).date()
    for mark in Watermark.objects.filter(
        group__terms__in_force_from__gt=TruncDate("raised_until", tzinfo=clock.LONDON),
        group__terms__in_force_from__lte=today,
    ).select_related("group"):
        settle_everything(mark.group)
        Watermark.objects.filter(pk=mark.pk).update(next_at=now)


def _begin_occasions(now: datetime) -> int:
    """A clock that jumped ahead raises early at worst; the watermark never goes back."""
    count = 0
    due = Watermark.objects.filter(next_at__lte=now).select_related("group")
    for mark in due.select_for_update(of=("self",), skip_locked=True):
        begin_occasions(mark.group, mark, now)
        count += 1
    return count


def group_causes() -> list[str]:
    """The causes whose occasions begin by the calendar, as a rule the group itself."""
    return [cause for cause in causes() if any(source.is_of_group for source in sources(cause))]


@transaction.atomic
def begin_occasions(group: Group, mark: Watermark, now: datetime) -> None:
    """Raise what began after the watermark, and move it."""
    nexts = []
    for cause in group_causes():
        following = settle(cause, None, group=group, by=None, until=now, since=mark.raised_until)
        nexts += [following] if following else []
    mark.raised_until, mark.next_at = max(mark.raised_until, now), min(nexts, default=None)
    mark.save(update_fields=["raised_until", "next_at"])


def _note_missed(now: datetime) -> int:
    noted = 0
    while batch := _newly_missed(now):
        _note(batch, now)
        noted += len(batch)
    return noted


def _newly_missed(now: datetime) -> list[Obligation]:
    rows = Obligation.objects.outstanding().filter(due_at__lt=now, missed_told_at__isnull=True)
    locked = rows.select_for_update(of=("self",), skip_locked=True).select_related("group")
    return list(locked.order_by("due_at")[:_BATCH])


@transaction.atomic
def _note(rows: list[Obligation], now: datetime) -> None:
    by_group: defaultdict[Group, list[Obligation]] = defaultdict(list)
    for row in rows:
        by_group[row.group].append(row)
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).update(missed_told_at=now)
    ObligationEntry.objects.bulk_create(
        ObligationEntry(
            partnership_id=row.partnership_id,
            obligation=row,
            kind=ObligationEntry.Kind.MISSED,
            at=row.due_at or now,
        )
        for row in rows
    )
    for group, owed in by_group.items():
        on_missed.call(group, owed)
