"""Who waits for health, and how long children waited until they were seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from holdfast.casework.referrals.models import HealthAccess
from holdfast.casework.referrals.queries.provisions import LOOKED_BACK
from holdfast.casework.referrals.rules.waits import Waits, summed, working_days_waited
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor

MOST_SHOWN = 200


@dataclass(frozen=True)
class HealthPage:
    """Those who wait, the longest first, and the year's waits of each service in working days."""

    waiting: tuple[HealthAccess, ...]
    days: dict[object, int]
    waits: tuple[tuple[str, Waits], ...]
    fits: tuple[tuple[str, int], ...]


def health_page(actor: Actor) -> HealthPage:
    """Two queries; only children whom the actor may see are listed and counted."""
    today = clock.today()
    rows = HealthAccess.objects.visible_to(actor)
    waiting = rows.filter(seen_on=None, ended_on=None).select_related("child").order_by("referred_on")
    shown = tuple(waiting[:MOST_SHOWN])
    seen = list(rows.filter(seen_on__gte=today - timedelta(days=LOOKED_BACK)))
    return HealthPage(
        waiting=shown,
        days={row.pk: working_days_waited(row.referred_on, today) for row in shown},
        waits=_waits(seen),
        fits=_fits(seen),
    )


def _waits(seen: list[HealthAccess]) -> tuple[tuple[str, Waits], ...]:
    by_clinic: dict[str, list[int]] = {}
    for row in seen:
        by_clinic.setdefault(row.clinic, []).append(row.working_days or 0)
    return tuple((clinic, summed(days)) for clinic, days in sorted(by_clinic.items()))


def _fits(seen: list[HealthAccess]) -> tuple[tuple[str, int], ...]:
    words = [row.get_fit_display() for row in seen if row.fit]
    return tuple((label, words.count(label)) for label in HealthAccess.Fit.labels if label in words)
