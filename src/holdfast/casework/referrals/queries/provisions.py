"""Services with their places, who waits and how long, and what could not be given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count

from holdfast.casework.referrals.models import Gap, Intervention, Provision
from holdfast.casework.referrals.rules.waits import Waits, summed
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor

# Of what has ended, so many days back are shown.
LOOKED_BACK = 365


@dataclass(frozen=True)
class ProvisionRow:
    """One service as the register shows it."""

    id: UUID
    name: str
    pathway_name: str
    agency: str
    capacity: int | None
    offered: int
    accepted: int
    waiting: int
    started: int
    longest_wait: int | None
    waits: Waits
    closed_on: date | None

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.started >= self.capacity

    @property
    def places(self) -> str:
        """`3 of 8 places taken`, `3 under way, no number of places stated`."""
        if self.capacity is None:
            return f"{self.started} under way, no number of places stated"
        return f"{self.started} of {self.capacity} places taken"


def provision_rows(only: UUID | None = None) -> list[ProvisionRow]:
    """The register in three queries, whatever its length; restricted records are in no number."""
    provisions = Provision.objects.select_related("agency").order_by("closed_on", "name")
    provisions = provisions.filter(pk=only) if only else provisions
    counted = _by_state()
    waited = _waited()
    return [_row(one, counted.get(one.pk, {}), waited.get(one.pk, [])) for one in provisions]


def _by_state() -> dict[UUID, dict[str, list[int]]]:
    """For each service and open state, how many days each child has stood so."""
    today = clock.today()
    found: dict[UUID, dict[str, list[int]]] = {}
    rows = Intervention.objects.open().values_list("provision_id", "state", "since_on")
    for pk, state, since_on in rows:
        found.setdefault(pk, {}).setdefault(state, []).append((today - since_on).days)
    return found


def _waited() -> dict[UUID, list[int]]:
    """For each service, days from offer to start of those that started within a year."""
    since = clock.today() - timedelta(days=LOOKED_BACK)
    rows = Intervention.objects.filter(started_on__gte=since)
    found: dict[UUID, list[int]] = {}
    for pk, offered_on, started_on in rows.values_list("provision_id", "offered_on", "started_on"):
        found.setdefault(pk, []).append((started_on - offered_on).days)
    return found


def _row(one: Provision, states: dict[str, list[int]], waited: Iterable[int]) -> ProvisionRow:
    waiting = states.get("waiting", [])
    return ProvisionRow(
        id=one.pk,
        name=one.name,
        pathway_name=one.pathway_name,
        agency=str(one.agency) if one.agency else "",
        capacity=one.capacity,
        offered=len(states.get("offered", ())),
        accepted=len(states.get("accepted", ())),
        waiting=len(waiting),
        started=len(states.get("started", ())),
        longest_wait=max(waiting, default=None),
        waits=summed(waited),
        closed_on=one.closed_on,
    )


@dataclass(frozen=True)
class GapCount:
    """How often help was missing in the last year, of one kind, at one level."""

    words: str
    level: str
    service: str
    count: int


def gap_counts() -> list[GapCount]:
    """Gaps of the last year, the most frequent first; one query."""
    since = clock.today() - timedelta(days=LOOKED_BACK)
    rows = Gap.objects.filter(on__gte=since).order_by().values("kind", "level", "provision__name")
    words = dict(Gap.Kind.choices)
    found = [
        GapCount(words[row["kind"]], row["level"], row["provision__name"] or "", row["count"])
        for row in rows.annotate(count=Count("pk"))
    ]
    return sorted(found, key=lambda gap: (-gap.count, gap.words, gap.level))


def open_at(provision: Provision, actor: Actor) -> list[Intervention]:
    """Those children whom the actor may see for whom it is still open, the longest wait first; one query."""
    rows = Intervention.objects.visible_to(actor).open().filter(provision=provision)
    return list(rows.select_related("child").order_by("state", "since_on"))
