"""The meetings that ended, with the next one, as what is owed afterwards is counted from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.promises.causes import ENDED, NEXT
from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Clock, Due, Period, falls_due, said_day
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.ledger.kinds import Asked, Kind
from holdfast.obligations.ledger.promises import Kept, Party, Promise


@dataclass(frozen=True, slots=True)
class Ended:
    """A meeting that was opened and is over; when the next one begins, if one is fixed."""

    id: UUID
    opened_at: datetime
    closed_at: datetime
    next_at: datetime | None

    @property
    def day(self) -> date:
        """The London date on which it was held."""
        return self.opened_at.astimezone(LONDON).date()

    @property
    def named(self) -> str:
        """How it is said: 'the meeting of 3 March 2026'."""
        return f"the meeting of {self.day:%-d %B %Y}"

    def by_the_next(self) -> Due | None:
        """Due when the next meeting begins; None while none is fixed."""
        if self.next_at is None:
            return None
        day = self.next_at.astimezone(LONDON).date()
        return Due(self.next_at, Clock.CALENDAR, f"by the next meeting, on {said_day(day)}")

    def at_the_next(self) -> Due | None:
        """Due on the day of the next meeting; None while none is fixed."""
        if self.next_at is None:
            return None
        day = self.next_at.astimezone(LONDON).date()
        return Due(end_of_day(day), Clock.CALENDAR, f"at the next meeting, on {said_day(day)}")

    def within(self, period: Period | None) -> Due | None:
        """Due so long after its end; by the next meeting where the terms state no time."""
        return falls_due(self.closed_at, period) if period else self.by_the_next()

    def owes(
        self,
        kind: Kind,
        clause: str,
        owner: Party,
        says: str,
        due: Due | None,
        *,
        period: Period | None = None,
        kept: Kept | None = None,
    ) -> Promise:
        """A promise that began when it ended."""
        return Promise(
            kind=kind.key,
            clause=clause,
            cause_id=self.id,
            occasion=f"meeting {self.id}",
            owner=owner,
            says=says,
            began_at=min(self.closed_at, due.at) if due else self.closed_at,
            began_with="the meeting ended",
            due=due,
            period=str(period or ""),
            kept=kept,
        )


def ended_meetings(asked: Asked) -> tuple[Ended, ...]:
    """Those asked about, in one query."""
    rows = Meeting.objects.filter(ENDED, group=asked.group)
    if asked.ids is not None:
        rows = rows.filter(pk__in=asked.ids)
    later = Meeting.objects.filter(NEXT, group=asked.group, starts_at__gt=OuterRef("starts_at"))
    following = Subquery(later.order_by("starts_at").values("starts_at")[:1])
    found = rows.annotate(next_at=following).order_by("opened_at")
    return tuple(Ended(*row) for row in found.values_list("pk", "opened_at", "closed_at", "next_at"))
