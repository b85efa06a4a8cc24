"""Chasing: whoever would keep an obligation is reminded of it, once a day, and its history says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import listed, refuse
from holdfast.obligations.ledger.hooks import Reminder, on_chased
from holdfast.obligations.ledger.keepers import Keepers, keepers_of
from holdfast.obligations.ledger.models import Obligation, ObligationEntry
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record

MOST = 200


@dataclass(frozen=True)
class Chased:
    """What became of a chase: how many people are reminded, of how many things, and what was left out."""

    people: int
    obligations: int
    without_keeper: int
    already_today: int
    ended: int


@transaction.atomic
def chase(ids: Collection[UUID], *, by: Actor) -> Chased:
    """Remind whoever would keep these today, each person once.

    What has ended, was chased today, or has nobody to keep it is left out, and counted. Raises
    `PermissionDenied` where a group's business is not the person's to chase, `Refused` for none or too many.
    """
    if not ids:
        refuse("Tick what is to be chased.")
    if len(set(ids)) > MOST:
        refuse(f"Chase {MOST} at a time: choose fewer.")
    rows = _locked(ids, by)
    open_ones = [row for row in rows if row.ended_at is None]
    chased_today = _chased_today(open_ones)
    wanted = [row for row in open_ones if row.pk not in chased_today]
    keepers = keepers_of(wanted)
    kept = [row for row in wanted if keepers.of(row)]
    reminders = _reminders(kept, keepers)
    _enter(kept, keepers, by)
    if kept:
        record("chased obligations", by=by, rows=[str(row.pk) for row in kept], people=len(reminders))
    on_chased.call(reminders, by)
    return Chased(
        len(reminders),
        len(kept),
        len(wanted) - len(kept),
        len(chased_today),
        len(rows) - len(open_ones),
    )


def _locked(ids: Iterable[UUID], by: Actor) -> list[Obligation]:
    rows = Obligation.objects.visible_to(by).filter(pk__in=set(ids)).select_for_update(of=("self",))
    found = list(rows.select_related("owner_person", "group").order_by("pk"))
    for group_id in {row.group_id for row in found}:
        by.require(Permission.CHASE, group_id)
    return found


def _chased_today(rows: Iterable[Obligation]) -> set[UUID]:
    """Once a day is enough: London's day."""
    midnight = clock.now().astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    entries = ObligationEntry.objects.filter(
        obligation__in=[row.pk for row in rows], kind=ObligationEntry.Kind.CHASED, at__gte=midnight
    )
    return set(entries.values_list("obligation_id", flat=True))


def _reminders(rows: Iterable[Obligation], keepers: Keepers) -> list[Reminder]:
    people: dict[UUID, Person] = {}
    owed: defaultdict[UUID, list[Obligation]] = defaultdict(list)
    for row in rows:
        for person in keepers.of(row):
            people[person.pk] = person
            owed[person.pk].append(row)
    return [Reminder(people[pk], tuple(owed[pk])) for pk in people]


def _enter(rows: Iterable[Obligation], keepers: Keepers, by: Actor) -> None:
    ObligationEntry.objects.bulk_create(
        ObligationEntry(
            partnership_id=row.partnership_id,
            obligation=row,
            kind=ObligationEntry.Kind.CHASED,
            at=clock.now(),
            by_id=by.person_id,
            text=f"Reminded {listed(keepers.names(row))}",
        )
        for row in rows
    )
