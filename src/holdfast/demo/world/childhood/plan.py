"""All invented children of one partnership, planned one after the other, so that a million episodes fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.cases import Cases
from holdfast.demo.world.childhood.children import PlannedChild, plan_children
from holdfast.demo.world.childhood.episodes import PlannedEpisode, plan_episodes, shares_of
from holdfast.demo.world.childhood.helping import Helping
from holdfast.demo.world.childhood.incoming import Incoming
from holdfast.demo.world.childhood.listing import Held, Listing
from holdfast.demo.world.childhood.occurrences import Occurrences
from holdfast.demo.world.childhood.people import CaseStaff
from holdfast.demo.world.childhood.records import Records, Rows
from holdfast.demo.world.ledger import Ledger, Someone
from holdfast.demo.world.seating import GroupPlan
from holdfast.groups.membership import LocalAgency

# So many children are written at a time.
AT_ONCE = 500
# West Sussex's three years: 2,500 episodes of 600 children.
EPISODES_EACH = 2500 / 600
# Some of those planned would overlap and are left out.
LEFT_OUT = 1.2


@dataclass(frozen=True)
class Size:
    """How many children are on record, and over how many years they were missing how often."""

    children: int = 600
    years: int = 3
    wanted: int | None = None

    @property
    def episodes(self) -> int:
        """As many as are to be expected."""
        if self.wanted is not None:
            return round(self.wanted * LEFT_OUT)
        return round(self.children * EPISODES_EACH * LEFT_OUT * self.years / 3)


@dataclass(frozen=True)
class Childhood:
    """The children of a partnership; their rows are made when they are asked for, the same each time."""

    ledger: Ledger
    plan: GroupPlan
    agencies: Mapping[str, LocalAgency]
    staff: CaseStaff
    size: Size

    @property
    def police(self) -> Someone:
        """Whoever of the police records who is missing."""
        sitting = (one for one in self.plan.tenures if one.covers(self.ledger.today))
        return next(one.person for one in sitting if one.person.agency.sector == "police")

    @property
    def _chance(self) -> Chance:
        return self.ledger.chance.part("children")

    @cached_property
    def children(self) -> list[PlannedChild]:
        """Everybody on record."""
        place = self.plan.area.place
        return list(
            plan_children(self._chance, self.size.children, self.ledger.today, self.size.years, place)
        )

    def episodes(self) -> Iterator[tuple[PlannedChild, list[PlannedEpisode]]]:
        """Each child with the child's episodes, in order."""
        years, now = self.size.years, self.ledger.now
        expected = shares_of(self.children, self.size.episodes, self.ledger.today, years)
        for child, share in zip(self.children, expected, strict=True):
            chance = self._chance.part(f"episodes/{child.reference}")
            yield child, list(plan_episodes(chance, child, share, now, years))

    def batches(self) -> Iterator[Rows]:
        """Rows by model, so many children at a time, in the order in which they refer to each other."""
        records = Records(self.ledger, self._chance.part("records"), self.agencies, self.staff)
        occurrences = Occurrences(self.ledger, self._chance.part("occurrences"), self.staff, self.police)
        listing = self._listing(records)
        batch: Rows = defaultdict(list)
        batch["risk.ListUpdate"].extend(listing.updates())
        incoming, cases = self._incoming(), self._cases()
        _put(batch, incoming.tool())
        helping = Helping(self.ledger, self._chance.part("helping"), self.plan, self.staff)
        _put(batch, helping.register())
        for number, (child, episodes) in enumerate(self.episodes(), start=1):
            rows = records.of(child)
            _put(batch, rows)
            _put(batch, occurrences.of(child, episodes))
            listed = listing.of(child)
            _put(batch, listed)
            _put(batch, helping.of(child, listed["risk.LevelChange"]))
            cases.of(child, {**rows, **listed}, batch)
            _put(batch, incoming.of(child))
            if number % AT_ONCE == 0:
                yield batch
                batch = defaultdict(list)
        yield batch

    def _listing(self, records: Records) -> Listing:
        recorders = tuple(self.agencies[key].id for key in ("police", "childrens-social-care"))
        chance = self._chance.part("listing")
        held = tuple(self.held())
        return Listing(self.ledger, chance, self.staff, records, held, recorders, self.plan.id)

    def _incoming(self) -> Incoming:
        chance = self._chance.part("incoming")
        return Incoming(self.ledger, chance, self.staff, tuple(self.held()), self.plan.id)

    def _cases(self) -> Cases:
        asked = tuple(
            self.agencies[key] for key in ("police", "childrens-social-care", "health", "pupil-entitlement")
        )
        return Cases(self.ledger, self._chance.part("cases"), self.staff, tuple(self.held()), asked)

    def held(self) -> Iterator[Held]:
        """The group's meetings that took place, in order."""
        rows = self.ledger.rows["meetings.Meeting"]
        ended = [row for row in rows if row.get("closed_at") and row["group_id"] == self.plan.id]
        for row in sorted(ended, key=lambda row: row["closed_at"]):
            yield Held(row["id"], row["closed_at"])


def _put(batch: Rows, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    for label, found in rows.items():
        batch[label].extend(found)
