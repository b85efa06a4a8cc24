"""One meeting as it is planned: what is on it, who is there, and what the charter says of each moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from holdfast.charter.findings import ChairFinding, QuorumFinding
from holdfast.demo.world.chance import Chance
from holdfast.demo.world.coming import Answer, Stayed
from holdfast.demo.world.ledger import Someone
from holdfast.demo.world.seating import GroupPlan
from holdfast.governance.room.rules.quorum import chair_at, quorum_at
from holdfast.governance.room.rules.sitting import Sitting, Spell


@dataclass
class Occasion:
    """A meeting that has taken place. `sitting` grows as things happen, in the order of their time."""

    plan: GroupPlan
    chance: Chance
    meeting: dict[str, Any]
    day: date
    minute_taker: Someone
    answers: tuple[Answer, ...] = ()
    stayed: tuple[Stayed, ...] = ()
    sitting: Sitting = field(default_factory=Sitting)
    items: list[dict[str, Any]] = field(default_factory=list)

    @property
    def opened_at(self) -> datetime:
        opened: datetime = self.meeting["opened_at"]
        return opened

    @property
    def closed_at(self) -> datetime:
        closed: datetime = self.meeting["closed_at"]
        return closed

    def seat(self) -> None:
        """Work out the sitting from who was there."""
        membership = self.plan.membership(self.day)
        holders = self.plan.office_holders(self.day)
        self.sitting = replace(
            self.sitting,
            stays=tuple(there.stay(self.plan, self.day) for there in self.stayed),
            offices=tuple((office, str(person.id)) for office, person in holders),
            vacancies=frozenset(seat.key for seat in membership.vacancies),
            is_reconvened=self.meeting.get("continues_id") is not None,
            names={str(there.person.id): there.person.name for there in self.stayed},
        )

    def quorum(self, at: datetime, item: UUID | None = None) -> QuorumFinding:
        """What the charter says of the quorum at a moment."""
        asked = str(item) if item else None
        return quorum_at(self.plan.charter, self.sitting, at, item=asked, since=self.opened_at)

    def chair(self, at: datetime) -> ChairFinding:
        """Who chairs at a moment, by the charter."""
        return chair_at(self.plan.charter, self.sitting, at)

    def chairing(self, at: datetime) -> Someone:
        """The person who chairs, or whoever usually would."""
        found = self.chair(at).person
        there = {str(each.person.id): each.person for each in self.stayed}
        return there.get(found or "", self.plan.chair_on(self.day))

    def members_at(self, at: datetime) -> list[Someone]:
        """Members who are there in person at a moment, and not merely advising."""
        return [
            each.person
            for each in self.stayed
            if each.capacity == "member" and each.seat and each.arrived_at <= at < each.left_at
        ]

    def excuse_from(self, item: UUID, person: Someone, at: datetime) -> None:
        """Somebody is excluded from an item from a moment on."""
        spell = Spell(person=str(person.id), item=str(item), from_at=at)
        self.sitting = replace(self.sitting, exclusions=(*self.sitting.exclusions, spell))

    def nominate(self, person: Someone, at: datetime) -> None:
        spell = Spell(person=str(person.id), from_at=at)
        self.sitting = replace(self.sitting, nominations=(*self.sitting.nominations, spell))

    def override(self, person: Someone, reason: str, at: datetime) -> None:
        spell = Spell(person=str(person.id), from_at=at, reason=reason)
        self.sitting = replace(self.sitting, overrides=(*self.sitting.overrides, spell))
