"""Who comes to a meeting: members, their deputies, apologies, and those who simply do not come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from holdfast.demo.world.chance import Chance
from holdfast.demo.world.ledger import Someone, minutes_after
from holdfast.demo.world.seating import GroupPlan
from holdfast.governance.room.queries.facts import agency_key
from holdfast.governance.room.rules.sitting import Stay

COMES, DEPUTISED, EXCUSED, ABSENT = "comes", "deputised", "excused", "absent"
REASONS = (
    "Annual leave.", "Court.", "On a training day.", "Ofsted inspection.", "Unwell.", "Another meeting.",
    "Operational demand.", "Child protection conference.", "Covering for a colleague.", "",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What became of one person who was expected. `seat` is None for an office holder without a seat."""

    person: Someone
    seat: str | None
    outcome: str
    deputy: Someone | None = None


@dataclass(frozen=True)
class Stayed:
    """One stretch of somebody's presence, as it will be a row."""

    id: UUID
    person: Someone
    capacity: str
    seat: str | None
    arrived_at: datetime
    left_at: datetime
    is_remote: bool

    def stay(self, plan: GroupPlan, day: date) -> Stay:
        """The same as the rules on quorum take it."""
        membership = plan.membership(day)
        keys = [self.seat] if self.seat else []
        if self.capacity == "member":
            keys += [s.key for s in membership.seats_of(self.person.id) if s.key not in keys]
        return Stay(
            id=str(self.id),
            person=str(self.person.id),
            name=self.person.name,
            capacity=self.capacity,
            arrived_at=self.arrived_at,
            left_at=self.left_at,
            seats=tuple(keys),
            agency=agency_key(self.person.agency.id, membership),
            is_remote=self.is_remote,
        )


def answers_for(plan: GroupPlan, chance: Chance, day: date) -> tuple[Answer, ...]:
    """Everyone who is expected on a day, once each, and whether they come."""
    expected = list(_expected(plan, day))
    used: set[UUID] = set()
    found = []
    for person, seat in expected:
        answer = _answer(plan, chance, person, seat, day)
        if answer.deputy is not None and answer.deputy.id in used:
            answer = replace(answer, outcome=EXCUSED, deputy=None)
        if answer.deputy is not None:
            used.add(answer.deputy.id)
        found.append(answer)
    return tuple(found)


def _expected(plan: GroupPlan, day: date) -> Iterator[tuple[Someone, str | None]]:
    seen: set[UUID] = set()
    for tenure in sorted((t for t in plan.tenures if t.covers(day)), key=lambda t: t.person.name):
        if tenure.person.id not in seen:
            seen.add(tenure.person.id)
            yield tenure.person, tenure.seat
    for _, person in plan.office_holders(day):
        if person.id not in seen:
            seen.add(person.id)
            yield person, None


def _answer(plan: GroupPlan, chance: Chance, person: Someone, seat: str | None, day: date) -> Answer:
    keys = person.agency.keys
    often_away = plan.area.often_missing in keys
    sends = seat is not None and seat == plan.area.sends_deputies
    share = 0.3 if often_away else 0.25 if sends else 0.92 if person.agency.is_statutory else 0.86
    if chance.often(share if seat is not None else 0.9):
        return Answer(person, seat, COMES)
    deputy = plan.deputy_of(seat, day) if seat else None
    if deputy is not None and chance.often(0.9 if sends else 0.5):
        return Answer(person, seat, DEPUTISED, deputy)
    return Answer(person, seat, EXCUSED if chance.often(0.35 if often_away else 0.8) else ABSENT)


def arrivals(
    answers: tuple[Answer, ...], chance: Chance, opened_at: datetime, closed_at: datetime
) -> tuple[Stayed, ...]:
    """Everyone who was there, some late, some leaving early, some on the line."""
    found = []
    for answer in answers:
        if answer.outcome in (COMES, DEPUTISED):
            person = answer.deputy or answer.person
            capacity = "deputy" if answer.deputy else "member"
            found.append(_stayed(chance, person, capacity, answer.seat, opened_at, closed_at))
    return tuple(found)


def attending(chance: Chance, person: Someone, opened_at: datetime, closed_at: datetime) -> Stayed:
    """Somebody in attendance for the whole meeting, such as whoever takes the minutes."""
    early = minutes_after(opened_at, -8)
    return Stayed(chance.identity(), person, "in-attendance", None, early, closed_at, False)


def _stayed(
    chance: Chance, person: Someone, capacity: str, seat: str | None, opened_at: datetime, closed_at: datetime
) -> Stayed:
    arrived = minutes_after(opened_at, -chance.between(0, 6))
    if chance.often(0.1):
        arrived = minutes_after(opened_at, chance.between(3, 35))
    left = closed_at
    if chance.often(0.07):
        left = max(minutes_after(closed_at, -chance.between(8, 45)), arrived + timedelta(minutes=5))
    return Stayed(chance.identity(), person, capacity, seat, arrived, left, chance.often(0.35))
