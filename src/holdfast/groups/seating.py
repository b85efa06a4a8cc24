"""Who sits where, as plain values that other parts take: seats, holders, office holders, local agencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

BY_SEAT = "seat"


@dataclass(frozen=True, slots=True)
class LocalAgency:
    """A local agency. `keys` are what the group's charter calls it (a council may stand for several)."""

    id: UUID
    name: str
    short_name: str
    sector: str
    is_statutory: bool
    keys: tuple[str, ...] = ()

    @property
    def key(self) -> str | None:
        """The charter's key where there is just one: what a charter `Presence.agency` takes."""
        return self.keys[0] if len(self.keys) == 1 else None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a seat, or a standing deputy of it. `id` is the appointment's or the deputyship's."""

    id: UUID
    person_id: UUID
    name: str
    job_title: str
    agency: LocalAgency
    from_on: date
    to_on: date | None
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class SeatOnDay:
    """A seat as it was on a date. `agency` is the seat's own, where it has just one.

    `key` is the charter's, except for a co-opted place, which the charter does not know.
    """

    id: UUID
    key: str
    title: str
    agency: LocalAgency | None
    places: int
    is_coopted: bool
    opened_on: date
    closed_on: date | None
    holders: tuple[Holder, ...] = ()
    deputies: tuple[Holder, ...] = ()

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it (a seat shared by any number is filled by one)."""
        return not self.holders

    @property
    def vacant_places(self) -> int:
        """How many more people it could take; 1 for an empty seat that any number may share."""
        return max(self.places - len(self.holders), 0) if self.places else int(self.is_vacant)


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """Who holds an office. `how` is `seat` where the charter gives it to whoever fills a seat."""

    office: str
    person_id: UUID
    name: str
    agency_name: str
    how: str
    from_on: date
    to_on: date | None = None
    term_ends_on: date | None = None
    holding_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A group's seats on a date."""

    day: date
    seats: tuple[SeatOnDay, ...]

    @property
    def vacancies(self) -> tuple[SeatOnDay, ...]:
        """Seats that nobody holds. A co-opted place without a person is no vacancy."""
        return tuple(seat for seat in self.seats if seat.is_vacant and not seat.is_coopted)

    @property
    def people(self) -> dict[UUID, Holder]:
        """Everyone in a seat, once each: a person in two seats is one member."""
        return {holder.person_id: holder for seat in self.seats for holder in seat.holders}

    def seats_of(self, person_id: UUID) -> tuple[SeatOnDay, ...]:
        """The seats that a person holds."""
        return tuple(s for s in self.seats if any(h.person_id == person_id for h in s.holders))

    def by_key(self, key: str) -> SeatOnDay | None:
        """The seat with this charter key (there is one a day)."""
        return next((seat for seat in self.seats if seat.key == key), None)
