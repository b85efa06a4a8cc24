"""The one place that asks what time it is, so that tests and rehearsals can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_fixed: ContextVar[datetime | None] = ContextVar("holdfast_fixed_now", default=None)


def now() -> datetime:
    """The present instant, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The present date in Europe/London."""
    return now().astimezone(LONDON).date()


@contextmanager
def fixed_at(instant: datetime) -> Iterator[None]:
    """Make `now()` answer `instant` (which must carry a time zone) inside the block."""
    if instant.tzinfo is None:
        raise ValueError("a fixed instant needs a time zone")
    token = _fixed.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
