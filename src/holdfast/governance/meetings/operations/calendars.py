"""The address of a person's own calendar feed: made, shown once, revoked."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.db import transaction

from holdfast.governance.meetings.models import CalendarToken
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.record import record


def digest_of(token: str) -> str:
    """What is kept of a token. It is random and long, so a plain digest cannot be guessed back."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def make_calendar_token(*, by: Actor) -> str:
    """A new secret for the person's feed, told this once; an earlier one stops working."""
    _revoke(by)
    token = secrets.token_urlsafe(32)
    kept = CalendarToken.objects.create(
        partnership_id=by.partnership_id,
        person_id=by.person_id,
        digest=digest_of(token),
        made_at=clock.now(),
    )
    record("calendar feed made", kept, by=by)
    return token


@transaction.atomic
def revoke_calendar_token(*, by: Actor) -> None:
    """Make the address of the person's feed lead nowhere."""
    if _revoke(by):
        record("calendar feed revoked", by=by)


def _revoke(by: Actor) -> int:
    live = CalendarToken.objects.filter(person_id=by.person_id, revoked_at__isnull=True)
    return live.update(revoked_at=clock.now())
