"""Who held which seat and office when, to know what their terms and their coming owe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from holdfast.charter.words import plain
from holdfast.groups.membership import seats_bringing_offices
from holdfast.groups.models import Appointment, Group, OfficeHolding
from holdfast.kernel.clock import LONDON
from holdfast.obligations.duties.calendar import last_beginning
from holdfast.obligations.ledger.kinds import Asked
from holdfast.obligations.ledger.parties import Directory, directory_of
from holdfast.obligations.ledger.versions import Version

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

_DAY = timedelta(days=1)
SEATED, HOLDING = "groups.appointment", "groups.officeholding"


@dataclass(frozen=True, slots=True)
class Stay:
    """One person in one seat or office; `last` is the last day, also of somebody who left the partnership."""

    id: UUID
    label: str
    place: str
    person_id: UUID
    from_on: date
    last: date | None
    term_ends_on: date | None = None
    is_coopted: bool = False

    def covers(self, day: date) -> bool:
        """Whether they were there on a day."""
        return self.from_on <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class People:
    """The facts behind elections, appointments and attestations. Nothing begins after `until`."""

    group_id: UUID
    until: datetime
    versions: tuple[Version, ...]
    directory: Directory
    seated: tuple[Stay, ...]
    holding: tuple[Stay, ...]

    @property
    def until_on(self) -> date:
        """The London date of `until`."""
        return self.until.astimezone(LONDON).date()

    def in_office(self, charter: Charter, office: str) -> list[Stay]:
        """Everybody who held the office, by record or by a seat that brings it, oldest first."""
        seats = {plain(seat) for key, seat in seats_bringing_offices(charter) if plain(key) == plain(office)}
        found = [one for one in self.holding if one.place == plain(office)]
        found += [one for one in self.seated if one.place in seats]
        return sorted(found, key=_order)

    def in_seat(self, seat: str) -> list[Stay]:
        """Everybody who held the seat, oldest first."""
        return sorted((one for one in self.seated if one.place == plain(seat)), key=_order)


def _order(stay: Stay) -> tuple[date, str]:
    return (stay.from_on, str(stay.id))


def people_of(asked: Asked) -> People:
    """Four queries."""
    group: Group = asked.group
    seated = Appointment.objects.filter(group=group).select_related("seat", "person")
    holding = OfficeHolding.objects.filter(group=group).select_related("person")
    return People(
        group.pk,
        last_beginning(group, asked.until),
        asked.versions,
        directory_of(group),
        tuple(_stays(seated, SEATED, lambda row: row.seat.key)),
        tuple(_stays(holding, HOLDING, lambda row: row.office)),
    )


def _stays(rows: Any, label: str, place: Callable[[Any], str]) -> Iterator[Stay]:
    for row in rows:
        ends = [day for day in (row.to_on, row.person.left_on) if day is not None]
        last = min(ends, default=None)
        if last is not None and last < row.from_on:
            continue
        yield Stay(
            row.pk,
            label,
            plain(place(row)),
            row.person_id,
            row.from_on,
            last,
            row.term_ends_on if label == HOLDING else None,
            label == SEATED and row.seat.is_coopted,
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which nobody was there: since when, who was there last, and who came next."""

    first: date
    before: Stay | None
    after: Stay | None


def gaps(stays: list[Stay], since: date) -> Iterator[Gap]:
    """When nobody was there from a day on; a gap that has not ended has nobody after it."""
    free, before = since, None
    for stay in stays:
        if stay.last is not None and stay.last < free:
            before = stay if stay.last + _DAY == free else before
            continue
        if stay.from_on > free:
            yield Gap(free, before, stay)
        if stay.last is None:
            return
        free, before = stay.last + _DAY, stay
    yield Gap(free, before, None)
