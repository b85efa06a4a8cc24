"""What invented children were offered: services by the pathway, health, the NRM, strategy discussions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from holdfast.casework.referrals.operations.mechanism import DECIDED_BY
from holdfast.casework.referrals.rules.pathway import Eligible, eligible
from holdfast.casework.referrals.rules.trafficking import Route
from holdfast.charter.promises import Pathway
from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.children import PlannedChild
from holdfast.demo.world.childhood.people import CaseStaff
from holdfast.demo.world.childhood.records import Rows
from holdfast.demo.world.ledger import Ledger, at
from holdfast.demo.world.seating import GroupPlan

_OFFERED, _REFUSED, _WAITED, _TO_HEALTH, _TO_MECHANISM = 0.7, 0.15, 0.45, 0.12, 0.5
_PLACES = (6, 8, 4)
_OFFERS = "One to one work with a named worker, at a place that the child chooses."
_REFUSED_BECAUSE = ("Does not want another worker.", "Mother says no.", "Too far away.")
_ENDED_BECAUSE = ("Goals met.", "Moved to another area.", "Stopped coming.")
_OUTCOMES = ("Safer; knows whom to call.", "Some change; back at school.", "No change so far.")
_CLINICS = (
    ("Child and adolescent mental health", "Sleep and fear"),
    ("Sexual health clinic", "Check and advice"),
    ("Substance misuse team", "Cannabis every day"),
)
_FITS = ("right", "right", "partly", "wrong")


@dataclass(frozen=True)
class Helping:
    """Writes down what one child after the other was offered."""

    ledger: Ledger
    chance: Chance
    plan: GroupPlan
    staff: CaseStaff

    @cached_property
    def pathways(self) -> tuple[Pathway, ...]:
        return tuple(self.plan.charter.each(Pathway))

    @cached_property
    def provisions(self) -> dict[str, UUID]:
        """The services that the pathway names."""
        named = dict.fromkeys(step.to for each in self.pathways for step in each.steps)
        return {name: self.chance.part(name).identity() for name in named}

    def register(self) -> Rows:
        """The register of services, and the front door."""
        rows: Rows = defaultdict(list)
        for number, (name, pk) in enumerate(self.provisions.items()):
            places = _PLACES[number % len(_PLACES)]
            self._add(rows, "referrals.Provision", id=pk, name=name, capacity=places, offers=_OFFERS)
        place = self.plan.area.place
        self._add(
            rows, "frontdoor.FrontDoor",
            name=f"{place} front door", telephone="01632 960110", hours="8am to 6pm, Monday to Friday",
            telephone_otherwise="01632 960111",
        )  # fmt: skip
        return rows

    def of(self, child: PlannedChild, levels: Sequence[dict[str, Any]]) -> Rows:
        """What followed from the child's levels; and health, for some."""
        rows: Rows = defaultdict(list)
        if levels and self.chance.often(_OFFERED):
            self._offered(rows, child, levels[0])
        if levels and levels[0]["level"] == "high":
            self._strategy(rows, child, levels[0]["at"])
        share = _TO_MECHANISM if "trafficking" in child.areas else _TO_MECHANISM / 8
        if levels and self.chance.often(share):
            self._mechanism(rows, child, levels[0]["at"])
        if self.chance.often(_TO_HEALTH):
            self._health(rows, child)
        return rows

    def _add(self, rows: Rows, label: str, **values: Any) -> dict[str, Any]:
        own = {"id": self.chance.identity(), "partnership_id": self.ledger.partnership_id}
        row = own | values
        rows[label].append(row)
        return row

    def _offered(self, rows: Rows, child: PlannedChild, said: dict[str, Any]) -> None:
        circumstances = [said["circumstances"]] if said["circumstances"] else []
        found = eligible(self.pathways, said["level"], circumstances)
        if not found:
            return
        chosen: Eligible = self.chance.one_of(found)
        steps = list(self._course(said["at"].date()))
        days = {state: on for state, on, _ in steps}
        row = self._add(
            rows, "referrals.Intervention",
            child_id=child.id, provision_id=self.provisions[chosen.name], group_id=self.plan.id,
            level=said["level"], circumstances=circumstances, clause=chosen.clause,
            state=steps[-1][0], offered_on=steps[0][1], since_on=steps[-1][1],
            started_on=days.get("started"), ended_on=days.get("ended"),
        )  # fmt: skip
        own = {"child_id": child.id, "intervention_id": row["id"], "by_id": self.staff.coordinator.id}
        for state, on, words in steps:
            self._add(rows, "referrals.InterventionStep", state=state, on=on, words=words, **own)
            kind = {"refused": "refused", "waiting": "full"}.get(state)
            if kind is not None:
                told = {"level": said["level"], "provision_id": row["provision_id"], "words": words}
                self._add(rows, "referrals.Gap", kind=kind, on=on, **told, **own)

    def _course(self, day: date) -> Iterator[tuple[str, date, str]]:
        """Each step that has come by today: state, day, words."""
        on = day + timedelta(days=1)
        plan: list[tuple[str, int, str]]
        if self.chance.often(_REFUSED):
            plan = [("refused", 9, self.chance.one_of(_REFUSED_BECAUSE))]
        else:
            waited = [("waiting", 1, "")] if self.chance.often(_WAITED) else []
            plan = [
                ("accepted", self.chance.between(2, 12), ""),
                *waited,
                ("started", self.chance.between(5, 60 if waited else 15), ""),
                ("ended", self.chance.between(60, 160), self.chance.one_of(_ENDED_BECAUSE)),
                ("outcome", self.chance.between(1, 14), self.chance.one_of(_OUTCOMES)),
            ]
        yield "offered", min(on, self.ledger.today), ""
        for state, later, words in plan:
            on += timedelta(days=later)
            if on > self.ledger.today:
                return
            yield state, on, words

    def _strategy(self, rows: Rows, child: PlannedChild, when: datetime) -> None:
        on = min(when.date(), self.ledger.today)
        self._add(
            rows, "referrals.Procedure",
            child_id=child.id, kind="strategy", lead="Children's services", asked_on=on, began_on=on,
            ended_on=on, outcome=self.chance.one_of(("Section 47 enquiry.", "No further enquiry now.")),
            recorded_by_id=self.staff.coordinator.id,
        )  # fmt: skip

    def _health(self, rows: Rows, child: PlannedChild) -> None:
        clinic, need = self.chance.one_of(_CLINICS)
        on = child.known_since + timedelta(days=self.chance.between(5, 200))
        if on >= self.ledger.today:
            return
        seen = on + timedelta(days=self.chance.between(6, 95))
        has_come = seen <= self.ledger.today and self.chance.often(0.92)
        self._add(
            rows, "referrals.HealthAccess",
            child_id=child.id, clinic=clinic, need=need, referred_on=on,
            seen_on=seen if has_come else None, fit=self.chance.one_of(_FITS) if has_come else "",
            recorded_by_id=self.staff.coordinator.id,
        )  # fmt: skip

    def _mechanism(self, rows: Rows, child: PlannedChild, when: datetime) -> None:
        """Referred by the police; decided in the central process, sometimes late."""
        first = when.date() + timedelta(days=self.chance.between(4, 12))
        second = first + timedelta(days=self.chance.between(35, 300))
        referred = at(when.date(), time(15))
        decided = [("reasonable", first), ("conclusive", second)]
        come = {name: on for name, on in decided if on <= self.ledger.today}
        row = self._add(
            rows, "referrals.MechanismReferral",
            child_id=child.id, group_id=self.plan.id, route="central", first_responder="Police",
            decided_by=DECIDED_BY[Route.CENTRAL], referred_at=referred,
            **dict.fromkeys(come, "positive"), **{f"{name}_on": on for name, on in come.items()},
        )  # fmt: skip
        own = {"child_id": child.id, "mechanism_id": row["id"], "by_id": self.staff.coordinator.id}
        self._add(rows, "referrals.MechanismEntry", kind="referred", on=referred.date(), **own)
        for name, on in come.items():
            self._add(rows, "referrals.MechanismEntry", kind=f"{name}-positive", on=on, **own)
