"""How many tools came in, how many wait, and how long until a meeting looked at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import F, Min, QuerySet

from holdfast.casework.screening.models import ScreeningOutcome, Submission
from holdfast.kernel import clock


@dataclass(frozen=True)
class Figures:
    """Of tools received in a period (from, until); times are from receipt to the meeting's confirmation."""

    received: int
    confirmed: int
    changed: int
    set_aside: int
    waiting: int
    typical: timedelta | None
    longest: timedelta | None
    oldest_waits: timedelta | None

    @property
    def is_whole(self) -> bool:
        """Whether every received tool is accounted for: none was lost."""
        return self.received == self.confirmed + self.set_aside + self.waiting


def figures(since: datetime, until: datetime) -> Figures:
    """For the present need-to-know context; four queries."""
    received = Submission.objects.filter(received_at__gte=since, received_at__lt=until)
    held = ScreeningOutcome.objects.filter(undone_at=None, submission__in=received.values("pk"))
    rows = list(held.values_list("kind", "level", "before", "at", "submission__received_at"))
    confirmed = [row for row in rows if row[0] == ScreeningOutcome.Kind.CONFIRMED]
    times = [at - received_at for _, _, _, at, received_at in confirmed]
    waiting = received.waiting()
    return Figures(
        received=received.count(),
        confirmed=len(confirmed),
        changed=sum(level != before for _, level, before, _, _ in confirmed),
        set_aside=len(rows) - len(confirmed),
        waiting=waiting.count(),
        typical=median(times) if times else None,
        longest=max(times, default=None),
        oldest_waits=_oldest(waiting),
    )


def _oldest(waiting: QuerySet[Submission, Submission]) -> timedelta | None:
    first = waiting.aggregate(first=Min(F("received_at")))["first"]
    return clock.now() - first if first else None
