"""Makes each partnership's morning digest, once a day, whenever its morning is first noticed to have come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from holdfast.obligations.notices.models import Digest, Message, Notice, preference_of
from holdfast.obligations.notices.people import able_to_be_told
from holdfast.obligations.notices.rules import digest_day, held_until
from holdfast.obligations.notices.sources import Owed, owed_by
from holdfast.obligations.notices.tally import remember, tally
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person


def make_digest(partnership_id: UUID, now: datetime) -> Digest | None:
    """Make the present digest and its messages in the running transaction; None when it was made before.

    Its own row is what makes it one: whoever else makes it waits for this transaction, then finds it.
    """
    day = digest_day(now)
    found = Digest.objects.get_or_create(partnership_id=partnership_id, day=day, defaults={"made_at": now})
    digest, is_new = found
    if not is_new:
        return None
    reachable = set(able_to_be_told().values_list("pk", flat=True))
    news = _untold()
    told: list[UUID] = []
    for person in Person.objects.able_to_act().select_related("notice_preference"):
        items, declined = _items(person, digest, news[person.pk])
        if items and person.pk in reachable:
            _write(person, digest, items, now)
            told.append(person.pk)
        elif items:
            digest.unreachable.append(str(person.pk))
            declined += items
        remember(person, declined, now)
    digest.save(update_fields=["unreachable"])
    _overtake(digest, told, now)
    return digest


def _untold() -> defaultdict[UUID, list[Notice]]:
    """What was raised and not told yet, by person."""
    found: defaultdict[UUID, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.untold():
        found[notice.person_id].append(notice)
    return found


def _items(person: Person, digest: Digest, news: Iterable[Notice]) -> tuple[list[Owed], list[Owed]]:
    """What the digest holds for one person, asked in their own context, and what they chose not to hear."""
    set_need_to_know(digest.partnership_id, person.pk)
    owed = owed_by(person, held_until(digest.day))
    set_need_to_know(digest.partnership_id)
    known = {(one.kind, one.subject_id) for one in owed}
    new = (Owed(one.kind, one.subject_id, one.due_at) for one in news)
    items = [*owed, *(one for one in new if (one.kind, one.subject_id) not in known)]
    wants_digest, _ = preference_of(getattr(person, "notice_preference", None))
    if wants_digest:
        return items, []
    overdue = [one for one in items if one.is_overdue(digest.made_at)]
    return overdue, [one for one in items if not one.is_overdue(digest.made_at)]


def _write(person: Person, digest: Digest, items: list[Owed], now: datetime) -> None:
    message = Message.objects.create(
        partnership_id=digest.partnership_id,
        person=person,
        digest=digest,
        counts=[one.as_kept() for one in tally(items, now)],
        subject_id=items[0].subject_id if len(items) == 1 else None,
        until=held_until(digest.day),
        made_at=now,
    )
    remember(person, items, now, message)


def _overtake(digest: Digest, told: list[UUID], now: datetime) -> None:
    """A digest of an earlier day that has not gone yet need not go any more; one that is just going may."""
    older = Message.objects.filter(
        Q(digest__day__lt=digest.day), person__in=told, state=Message.State.WAITING
    ).select_for_update(skip_locked=True, of=("self",))
    ids = list(older.values_list("pk", flat=True))
    Message.objects.filter(pk__in=ids).update(state=Message.State.OVERTAKEN, settled_at=now, next_try_at=None)
