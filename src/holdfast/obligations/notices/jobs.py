"""Jobs of notices: looking each minute what is to be told, and sending it."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from holdfast.kernel import clock
from holdfast.obligations.notices.at_once import tell_at_once
from holdfast.obligations.notices.delivering import deliver_waiting, due_messages
from holdfast.obligations.notices.digests import make_digest
from holdfast.obligations.notices.mail import is_set_up
from holdfast.obligations.notices.pressing import raise_pressing
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.partnerships import in_each_partnership

log = logging.getLogger(__name__)
# A job sends for so long, then leaves the rest to another, so that nothing else waits for a slow mail server.
SEND_SECONDS = 60.0


@app.periodic(cron="* * * * *")
@app.task(name="notices.look", queueing_lock="notices.look", lock="notices.look")
def look(timestamp: int) -> None:
    """Each minute: what is due to be told anywhere. What was missed by standing still is made up for."""
    if is_set_up():
        in_each_partnership(
            look_in, failed="notices of partnership %s could not be made; tried again in a minute"
        )


@app.task(name="notices.look_in")
def look_in_one(partnership_id: str) -> None:
    """The same for one partnership, when something there cannot wait for the minute."""
    if is_set_up():
        look_in(UUID(partnership_id))


# One at a time, so that a mail server that hangs holds up one of the worker's places and not all.
@app.task(name="notices.deliver", lock="notices.deliver")
def deliver(partnership_id: str) -> None:
    """Send what waits in one partnership."""
    if is_set_up() and deliver_waiting(UUID(partnership_id), seconds=SEND_SECONDS):
        _ask_to_deliver(UUID(partnership_id))


def look_in(partnership_id: UUID) -> None:
    """Make the digest if it is due, tell what cannot wait, and have both sent."""
    with need_to_know(partnership_id):
        now = clock.now()
        make_digest(partnership_id, now)
        raise_pressing(now)
        tell_at_once(partnership_id, now)
        is_waiting = due_messages(now).exists()
    if is_waiting:
        _ask_to_deliver(partnership_id)


def ask_for(partnership_id: UUID) -> None:
    """Have one partnership looked in now. Call it after the commit of what is to be found."""
    _once(look_in_one, "notices.look_in", partnership_id)


def _ask_to_deliver(partnership_id: UUID) -> None:
    _once(deliver, "notices.deliver", partnership_id)


def _once(task: Any, name: str, partnership_id: UUID) -> None:
    lock = f"{name} {partnership_id}"
    try:
        with transaction.atomic():
            task.configure(queueing_lock=lock).defer(partnership_id=str(partnership_id))
    except AlreadyEnqueued:
        log.debug("%s is asked for already", lock)
