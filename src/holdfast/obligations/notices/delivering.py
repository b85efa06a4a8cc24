"""Sends what waits: one message at a time, held in the database while it is handed over."""

from __future__ import annotations

import time
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from holdfast.kernel import clock
from holdfast.obligations.notices.mail import NO_ADDRESS, MailServer, Outcome, Result, letter_to
from holdfast.obligations.notices.models import Delivery, Message, MessageQuerySet
from holdfast.obligations.notices.people import address_of
from holdfast.obligations.notices.rules import BACKOFF, next_try
from holdfast.obligations.notices.wording import Counted, Letter, compose
from holdfast.stewardship.access.context import need_to_know

FINAL = (Outcome.REFUSED, Outcome.NO_ADDRESS)


def due_messages(now: datetime) -> MessageQuerySet:
    """The partnership's messages whose time has come; so has one put off by a clock that was far ahead."""
    far = now + BACKOFF[-1]
    come = Q(next_try_at=None) | Q(next_try_at__lte=now) | Q(next_try_at__gt=far)
    waiting: MessageQuerySet = Message.objects.filter(come, state=Message.State.WAITING)
    return waiting


def deliver_waiting(partnership_id: UUID, *, seconds: float) -> bool:
    """Send what waits, for at most so long; whether more is left to be sent now.

    Several may run at once: each message is locked by the one that sends it. Killed after the mail server
    took a message and before that is written down, it is sent again, as the same message.
    """
    stop = time.monotonic() + seconds
    with MailServer() as server:
        while time.monotonic() < stop:
            result = _deliver_next(partnership_id, server)
            if result is None:
                return False
            if result.is_servers:
                _spare_the_others(partnership_id)
                return False
    return True


def _deliver_next(partnership_id: UUID, server: MailServer) -> Result | None:
    """One attempt in one transaction; None when nothing waits, or others are at it."""
    with need_to_know(partnership_id):
        message = _claim(clock.now())
        if message is None:
            return None
        address = address_of(message.person)
        result = server.hand_over(letter_to(address, _letter(message), message)) if address else NO_ADDRESS
        _settle(message, result)
        return result


def _claim(now: datetime) -> Message | None:
    """The next message, at once before the morning's, locked until the transaction ends."""
    rows = due_messages(now).select_for_update(skip_locked=True, of=("self",))
    first = rows.order_by(
        F("digest").asc(nulls_first=True), F("next_try_at").asc(nulls_first=True), "made_at"
    )
    found: Message | None = first.select_related("person__account").first()
    return found


def _letter(message: Message) -> Letter:
    counts = [Counted.kept(row) for row in message.counts]
    return compose(
        counts,
        subject_id=message.subject_id,
        until=message.until,
        is_digest=message.digest_id is not None,
    )


def _settle(message: Message, result: Result) -> None:
    """Write down what came of it, and when to try again."""
    now = clock.now()
    message.attempts += 1
    message.next_try_at = None
    if result.outcome is Outcome.HANDED_OVER:
        message.state = Message.State.HANDED_OVER
    elif result.outcome in FINAL or (again := next_try(now, message.attempts)) is None:
        message.state = Message.State.FAILED
    else:
        message.next_try_at = again
    message.settled_at = None if message.state == Message.State.WAITING else now
    message.save(update_fields=["attempts", "next_try_at", "state", "settled_at"])
    Delivery.objects.create(
        partnership_id=message.partnership_id,
        message=message,
        at=now,
        outcome=result.outcome,
        says=result.says,
        next_try_at=message.next_try_at,
    )


def _spare_the_others(partnership_id: UUID) -> None:
    """Where the server itself is at fault, the other messages wait a little, and are not counted as tried."""
    with need_to_know(partnership_id):
        now = clock.now()
        locked = due_messages(now).select_for_update(skip_locked=True).values_list("pk", flat=True)
        Message.objects.filter(pk__in=list(locked)).update(next_try_at=now + BACKOFF[0])
