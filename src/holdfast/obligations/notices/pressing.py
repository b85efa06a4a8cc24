"""What cannot wait: due before the next digest and not held by the present one, or missed by the hour."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from holdfast.obligations.ledger.keepers import keepers_of
from holdfast.obligations.ledger.models import Obligation, ObligationQuerySet
from holdfast.obligations.ledger.naming import NAMED
from holdfast.obligations.notices.models import Digest, Notice, Urgency
from holdfast.obligations.notices.rules import (
    AT_ONCE_FOR,
    digest_day,
    held_until,
    was_missed_by_the_hour,
)
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person

Rows = list[Obligation]


def raise_pressing(now: datetime) -> None:
    """Raise a notice, to be told at once, for whoever keeps what cannot wait; each thing is looked at once.

    What the digest told, or would have told somebody who wants none, has its notices already.
    """
    present = Digest.objects.filter(day=digest_day(now)).select_for_update(skip_locked=True)
    digest: Digest | None = present.first()
    if digest is None:
        return
    rows = [row for row in (*_coming(digest, now), *_missed(now)) if str(row.pk) not in digest.passed_over]
    if not rows:
        return
    found = _by_keeper(rows)
    for person, owed in found.values():
        _raise(person, owed, now)
    heard = {row.pk for _, owed in found.values() for row in owed}
    digest.passed_over += [str(row.pk) for row in rows if row.pk not in heard]
    digest.save(update_fields=["passed_over"])


def _coming(digest: Digest, now: datetime) -> Rows:
    rows = _untold(is_missed=False).filter(due_at__gte=now, due_at__lt=held_until(digest.day))
    return list(rows)


def _missed(now: datetime) -> Rows:
    """Nobody is written to at midnight about what was due that day: the digest says it."""
    rows = _untold(is_missed=True).filter(due_at__lt=now, due_at__gte=now - AT_ONCE_FOR)
    return [row for row in rows if row.due_at and was_missed_by_the_hour(row.due_at)]


def _untold(*, is_missed: bool) -> ObligationQuerySet:
    told = Notice.objects.filter(subject_id=OuterRef("pk"), due_at=OuterRef("due_at"), is_missed=is_missed)
    rows: ObligationQuerySet = Obligation.objects.outstanding().filter(~Exists(told))
    return rows.select_related(*NAMED)


def _by_keeper(rows: Rows) -> dict[UUID, tuple[Person, Rows]]:
    """Who keeps which of them, and may see it: asked in each person's own context."""
    keepers = keepers_of(rows)
    kept: defaultdict[UUID, Rows] = defaultdict(list)
    people: dict[UUID, Person] = {}
    for row in rows:
        for person in keepers.of(row):
            people[person.pk] = person
            kept[person.pk].append(row)
    return {pk: (people[pk], _visible(people[pk], owed)) for pk, owed in kept.items()}


def _visible(person: Person, rows: Rows) -> Rows:
    set_need_to_know(person.partnership_id, person.pk)
    seen = Obligation.objects.visible_to(actor_for(person)).filter(pk__in=[row.pk for row in rows])
    ids = set(seen.values_list("pk", flat=True))
    set_need_to_know(person.partnership_id)
    return [row for row in rows if row.pk in ids]


def _raise(person: Person, rows: Rows, now: datetime) -> None:
    Notice.objects.bulk_create(
        (
            Notice(
                partnership_id=person.partnership_id,
                person=person,
                kind=row.kind,
                subject_id=row.pk,
                due_at=row.due_at,
                is_missed=row.due_at is not None and row.due_at < now,
                urgency=Urgency.AT_ONCE,
                raised_at=now,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )
