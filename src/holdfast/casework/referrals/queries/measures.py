"""How long referrals waited for triage, a decision and an answer: measured where the terms state no time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.queries.provisions import LOOKED_BACK
from holdfast.casework.referrals.rules.waits import Waits, summed, working_days_waited
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True)
class Measured:
    """The referrals of the last year, with waits in working days."""

    count: int
    states: tuple[tuple[str, int], ...]
    triaged: Waits
    decided: Waits
    told: Waits

    @property
    def lines(self) -> tuple[tuple[str, Waits], ...]:
        """Each wait with what it was for."""
        named = (
            ("Triaged", self.triaged),
            ("Decided at a meeting", self.decided),
            ("Referrer told", self.told),
        )
        return tuple((words, waits) for words, waits in named if waits.count)


def measured(actor: Actor) -> Measured:
    """One query over those that the actor may see."""
    since = clock.now() - timedelta(days=LOOKED_BACK)
    seen = Referral.objects.visible_to(actor).filter(received_at__gte=since)
    rows = list(seen.values_list("state", "received_at", "triaged_at", "decided_at", "told_at"))
    states = Counter(row[0] for row in rows)
    return Measured(
        count=len(rows),
        states=tuple((label, states[state]) for state, label in Referral.State.choices if states[state]),
        triaged=_waits((row[1], row[2]) for row in rows),
        decided=_waits((row[1], row[3]) for row in rows),
        told=_waits((row[1], row[4]) for row in rows),
    )


def _waits(pairs: Iterable[tuple[datetime, datetime | None]]) -> Waits:
    days = (
        working_days_waited(came.astimezone(LONDON).date(), done.astimezone(LONDON).date())
        for came, done in pairs
        if done is not None
    )
    return summed(days)
