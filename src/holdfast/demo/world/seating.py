"""Who sits where, from when to when: seats by the charter, turnover, deputies, vacancies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from holdfast.charter.membership import Seat as CharterSeat
from holdfast.charter.model import Charter
from holdfast.charter.words import plain
from holdfast.demo.world.area import Area
from holdfast.demo.world.cast import Cast
from holdfast.demo.world.ledger import Ledger, Someone
from holdfast.groups.membership import (
    Holder,
    LocalAgency,
    Membership,
    SeatOnDay,
    seats_bringing_offices,
)

LEAVING = (
    "Moved to another post.",
    "Left the agency.",
    "Retired.",
    "Secondment ended.",
    "The agency named somebody else.",
)
# A post goes unfilled for so many days, at most.
LONGEST_GAP = 75


@dataclass(frozen=True)
class Tenure:
    """Somebody in a seat, or a standing deputy of it, for a stretch of days (both ends included)."""

    id: UUID
    seat: str
    person: Someone
    from_on: date
    to_on: date | None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass
class OfficeTenure:
    """Somebody in an office; an election ends one and begins the next."""

    id: UUID
    office: str
    person: Someone
    how: str
    from_on: date
    to_on: date | None = None
    term_ends_on: date | None = None
    reason: str = ""
    end_reason: str = ""

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass
class GroupPlan:
    """A group with its charter, its seats and everyone who has held one."""

    id: UUID
    area: Area
    charter: Charter
    terms_id: UUID
    seats: tuple[dict[str, Any], ...]
    tenures: tuple[Tenure, ...]
    deputies: tuple[Tenure, ...]
    offices: list[OfficeTenure] = field(default_factory=list)
    _memberships: dict[date, Membership] = field(default_factory=dict)

    def membership(self, day: date) -> Membership:
        """The seats of a day, as the product itself would read them from its rows."""
        if day not in self._memberships:
            seats = tuple(self._seat_on(seat, day) for seat in self._ordered)
            self._memberships[day] = Membership(day, seats)
        return self._memberships[day]

    @cached_property
    def _ordered(self) -> list[dict[str, Any]]:
        return sorted(self.seats, key=lambda seat: (seat["position"], seat["title"]))

    def _seat_on(self, seat: dict[str, Any], day: date) -> SeatOnDay:
        return SeatOnDay(
            id=seat["id"],
            key=seat["key"],
            title=seat["title"],
            agency=seat["local_agency"],
            places=seat["holders"],
            is_coopted=False,
            opened_on=seat["opened_on"],
            closed_on=None,
            holders=_holders(self.tenures, seat["key"], day),
            deputies=_holders(self.deputies, seat["key"], day),
        )

    def office_holders(self, day: date) -> tuple[tuple[str, Someone], ...]:
        """(office, person) on a day: those recorded, then those whose seat brings the office."""
        held = sorted((o for o in self.offices if o.covers(day)), key=lambda o: (o.office, o.from_on))
        recorded = [(tenure.office, tenure.person) for tenure in held]
        taken = {plain(office) for office, _ in recorded}
        by_seat = [
            (office, tenure.person)
            for office, seat in seats_bringing_offices(self.charter)
            if plain(office) not in taken
            for tenure in self.tenures
            if plain(tenure.seat) == plain(seat) and tenure.covers(day)
        ]
        return (*recorded, *by_seat)

    def chair_on(self, day: date) -> Someone:
        """Whoever holds the chair's office on a day, or else any office, or the first member."""
        held = self.office_holders(day)
        chairs = [person for office, person in held if plain(office) == "chair"]
        anyone = [tenure.person for tenure in self.tenures if tenure.covers(day)]
        return next(iter((*chairs, *(person for _, person in held), *anyone)))

    def deputy_of(self, seat: str, day: date) -> Someone | None:
        """The standing deputy of a seat."""
        return next((d.person for d in self.deputies if d.seat == seat and d.covers(day)), None)


def _holders(tenures: tuple[Tenure, ...], seat: str, day: date) -> tuple[Holder, ...]:
    there = [tenure for tenure in tenures if tenure.seat == seat and tenure.covers(day)]
    there.sort(key=lambda tenure: (tenure.from_on, tenure.person.name))
    return tuple(
        Holder(t.id, t.person.id, t.person.name, t.person.job_title, t.person.agency, t.from_on, t.to_on)
        for t in there
    )


class Seating:
    """Draws the seats of a group and all their holders."""

    def __init__(self, ledger: Ledger, cast: Cast, area: Area, charter: Charter, group_id: UUID) -> None:
        self.ledger, self.cast, self.area, self.charter, self.group_id = ledger, cast, area, charter, group_id
        self.chance = ledger.chance.part("seating")
        self._steady = {plain(seat) for _, seat in seats_bringing_offices(charter)} | set(area.steady)

    def seats(self, opened_on: date) -> tuple[dict[str, Any], ...]:
        """The seats that the charter states."""
        return tuple(
            self._seat(stated, position, opened_on)
            for position, stated in enumerate(self.charter.seats, start=1)
        )

    def _seat(self, stated: CharterSeat, position: int, opened_on: date) -> dict[str, Any]:
        agencies = [self.cast.agencies[key] for key in stated.agency]
        own = agencies[0] if len(agencies) == 1 else None
        row = self.ledger.add(
            "groups.Seat",
            group_id=self.group_id,
            key=stated.key,
            title=stated.role[:200],
            agency_id=own.id if own else None,
            holders=0 if stated.several_people else stated.places,
            position=position,
            opened_on=opened_on,
        )
        return {**row, "local_agency": own}

    def tenures(self, opened_on: date) -> tuple[Tenure, ...]:
        """Everyone who has sat in each seat, one after another."""
        found: list[Tenure] = []
        for stated in self.charter.seats:
            for agency in self._sent_by(stated):
                found += self._line(stated, agency, opened_on)
        return tuple(found)

    def _sent_by(self, stated: CharterSeat) -> list[LocalAgency]:
        """The agencies that send people to a seat; a seat that names none is filled by a neighbour."""
        keys = list(stated.agency) or [self.area.sits_for.get(stated.key, next(iter(self.area.agencies)))]
        if stated.several_people and len(keys) == 1 and self.chance.often(0.4):
            keys = keys * 2
        return [self.cast.agencies[key] for key in keys]

    def _line(self, stated: CharterSeat, agency: LocalAgency, opened_on: date) -> list[Tenure]:
        """One place of a seat through the years."""
        line: list[Tenure] = []
        start, today = opened_on, self.ledger.today
        is_steady, is_vacant = plain(stated.key) in self._steady, stated.key == self.area.vacant
        while start <= today:
            end = start + timedelta(days=self.chance.between(260, 1100))
            if is_steady or (end >= today - timedelta(days=30) and not is_vacant):
                line.append(self._sit(stated, agency, start, None))
                break
            end = min(end, today - timedelta(days=self.chance.between(45, 90)))
            if end <= start:
                break
            line.append(self._sit(stated, agency, start, end))
            start = end + timedelta(days=1 + self._gap(is_vacant, end))
            start = start if is_vacant else min(start, today - timedelta(days=14))
        return line

    def _gap(self, is_vacant: bool, end: date) -> int:
        if is_vacant and end > self.ledger.today - timedelta(days=91):
            return 1000
        return 0 if self.chance.often(0.6) else self.chance.between(10, LONGEST_GAP)

    def _sit(self, stated: CharterSeat, agency: LocalAgency, start: date, end: date | None) -> Tenure:
        is_post = not any(agency_word in stated.role for agency_word in _NOT_A_POST) and len(stated.role) > 12
        names_agency = plain(stated.role) == plain(agency.name) or stated.several_people
        person = self.cast.person(agency, "" if names_agency or not is_post else stated.role)
        if end is not None and self.chance.often(0.8):
            self.cast.mark_left(person, end)
        row = self.ledger.add(
            "groups.Appointment",
            group_id=self.group_id,
            seat_id=self._seat_id(stated.key),
            person_id=person.id,
            from_on=start,
            to_on=end,
            reason=f"Named by {agency.name}.",
            end_reason=self.chance.one_of(LEAVING) if end else "",
        )
        return Tenure(row["id"], stated.key, person, start, end)

    def _seat_id(self, key: str) -> UUID:
        rows = self.ledger.rows["groups.Seat"]
        identity: UUID = next(r["id"] for r in rows if r["key"] == key and r["group_id"] == self.group_id)
        return identity

    def deputies(self, tenures: tuple[Tenure, ...], opened_on: date) -> tuple[Tenure, ...]:
        """Standing deputies of about half the seats."""
        found: list[Tenure] = []
        for key in dict.fromkeys(tenure.seat for tenure in tenures):
            last = [tenure for tenure in tenures if tenure.seat == key][-1]
            if key != self.area.vacant and (key == self.area.sends_deputies or self.chance.often(0.55)):
                found.append(self._deputise(key, last.person.agency, opened_on))
        return tuple(found)

    def _deputise(self, key: str, agency: LocalAgency, opened_on: date) -> Tenure:
        person = self.cast.person(agency)
        row = self.ledger.add(
            "groups.Deputyship",
            group_id=self.group_id,
            seat_id=self._seat_id(key),
            person_id=person.id,
            from_on=opened_on,
            to_on=None,
        )
        return Tenure(row["id"], key, person, opened_on, None)


_NOT_A_POST = ("Representative", "(pupil", "service", "Safeguarding children board", "Police")
