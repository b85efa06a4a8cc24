"""What is raised to be told, taken back, sent again, and chosen to be sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.notices.kinds import known_kind
from holdfast.obligations.notices.models import Delivery, Message, Notice, NoticePreference, Urgency
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record


def notify(
    *,
    person: Person,
    kind: str,
    subject_id: UUID,
    due_at: datetime | None = None,
    urgency: Urgency = Urgency.DIGEST,
    is_missed: bool = False,
) -> None:
    """Have a person told of one thing, in the transaction that causes it; raised twice, it is told once.

    `kind` is the key of a registered `NoticeKind` (`KeyError` if it is none); nothing else can be said: the
    message will count the things of each kind, and lead to the page of `subject_id` when there is one only.
    """
    known = known_kind(kind)
    urgency = Urgency.AT_ONCE if known.always_at_once else urgency
    same = {
        "person": person,
        "kind": kind,
        "subject_id": subject_id,
        "due_at": due_at,
        "is_missed": is_missed,
    }
    if not Notice.objects.untold_or_withdrawn().filter(**same).update(withdrawn_at=None, urgency=urgency):
        row = Notice(partnership_id=person.partnership_id, raised_at=clock.now(), urgency=urgency, **same)
        Notice.objects.bulk_create([row], ignore_conflicts=True)
    if urgency == Urgency.AT_ONCE:
        _see_to(person.partnership_id)


def notify_each(things: Iterable[tuple[Person, UUID]], *, kind: str, partnership_id: UUID) -> None:
    """Have many people told at once, each of some new things of one kind, in one query."""
    now = clock.now()
    Notice.objects.bulk_create(
        (
            Notice(
                partnership_id=partnership_id,
                person=person,
                kind=known_kind(kind).key,
                subject_id=subject_id,
                urgency=Urgency.AT_ONCE,
                raised_at=now,
            )
            for person, subject_id in things
        ),
        ignore_conflicts=True,
    )
    _see_to(partnership_id)


def withdraw_notices(*, kind: str, subject_id: UUID) -> None:
    """Nobody needs to be told of a thing any more, who was not told yet: it was done, or undone."""
    Notice.objects.untold().filter(kind=kind, subject_id=subject_id).update(withdrawn_at=clock.now())


@transaction.atomic
def choose_notices(*, by: Actor, digest: bool, at_once: bool) -> None:
    """Choose what oneself is sent."""
    NoticePreference.objects.update_or_create(
        person_id=by.person_id,
        defaults={
            "partnership_id": by.partnership_id,
            "digest": digest,
            "at_once": at_once,
            "changed_at": clock.now(),
        },
    )
    record("chose notices", by=by, digest=digest, at_once=at_once)


@transaction.atomic
def send_again(*, by: Actor, message: Message) -> None:
    """Have one more attempt made, at once; to the mail server it is the same message."""
    by.require(Permission.MANAGE_PEOPLE)
    now = Message.objects.select_for_update().get(pk=message.pk)
    if now.state not in (Message.State.WAITING, Message.State.FAILED):
        refuse("This message needs no other attempt: it was handed over, or a newer one took its place.")
    now.state, now.next_try_at, now.settled_at = Message.State.WAITING, None, None
    now.save(update_fields=["state", "next_try_at", "settled_at"])
    Delivery.objects.create(
        partnership_id=by.partnership_id,
        message=now,
        at=clock.now(),
        outcome=Delivery.Outcome.ASKED_AGAIN,
        says="Another attempt was asked for.",
        by_id=by.person_id,
    )
    record("sent again", now, by=by)
    _see_to(by.partnership_id)


def _see_to(partnership_id: UUID) -> None:
    """Once the transaction is committed; should that be lost, the next look, minutes later, finds it."""
    from holdfast.obligations.notices.jobs import ask_for

    transaction.on_commit(lambda: ask_for(partnership_id))
