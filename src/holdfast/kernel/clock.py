"""The one place that asks what time it is, so that tests and rehearsals can set it; and days as moments."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_fixed: ContextVar[datetime | None] = ContextVar("holdfast_fixed_now", default=None)


def now() -> datetime:
    """The present instant, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The present date in Europe/London."""
    return now().astimezone(LONDON).date()


def start_of(day: date) -> datetime:
    """The first instant of a London date."""
    return datetime.combine(day, time(), tzinfo=LONDON)


def noon_of(day: date) -> datetime:
    """Midday in London: what stands for a moment of which only the day is known."""
    return datetime.combine(day, time(12), tzinfo=LONDON)


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
