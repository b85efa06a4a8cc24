"""Counts attempts per account, never per address: a whole council office shares one address."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import connection

from holdfast.kernel import clock
from holdfast.stewardship.accounts.models import AttemptCount

ATTEMPTS = 6
WINDOW = timedelta(minutes=15)

# One statement, so that eight attempts at one moment count as eight: the row's lock puts them in a queue.
_COUNT = """
insert into stewardship_attemptcount as held (key, count, since) values (%(key)s, 1, %(now)s)
on conflict (key) do update set
    count = case when held.since < %(start)s then 1 else held.count + 1 end,
    since = case when held.since < %(start)s then %(now)s else held.since end
returning count
"""


def attempt(kind: str, subject: object) -> bool:
    """Count one attempt before it is judged; False when it is beyond the sixth in fifteen minutes."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": _key(kind, subject), "now": now, "start": now - WINDOW})
        return bool(cursor.fetchone()[0] <= ATTEMPTS)


def forgive(kind: str, subject: object) -> None:
    """Forget the attempts: the right person has come through."""
    AttemptCount.objects.filter(key=_key(kind, subject)).delete()


def forget_old() -> int:
    """Delete counts whose window has passed; the number deleted."""
    return AttemptCount.objects.filter(since__lt=clock.now() - WINDOW).delete()[0]


def _key(kind: str, subject: object) -> str:
    text = f"{kind}:{str(subject).strip().lower()}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
