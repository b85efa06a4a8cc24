"""Who held which seat and office when, to know what their terms and their coming owe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    """The facts behind elections, appointments and attestations. Nothing begins after `until`.

    An office is owed because of the group, a statement or a co-option because of the person: `wants` says of
    whom.
    """

    asked: Asked
    group_id: UUID
    until: datetime
    versions: tuple[Version, ...]
    directory: Directory
    seated: tuple[Stay, ...]
    holding: tuple[Stay, ...]

    def wants(self, stay: Stay) -> bool:
        """Whether what this person owes is asked about."""
        return self.asked.wants(stay.person_id)

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
    whose = ("person_id", "from_on", "to_on", "person__left_on")
    seated = Appointment.objects.filter(group=group).order_by()
    holding = OfficeHolding.objects.filter(group=group).order_by()
    return People(
        asked,
        group.pk,
        last_beginning(group, asked.until),
        asked.versions,
        directory_of(group),
        tuple(_stays(SEATED, seated.values_list("pk", "seat__key", *whose, "seat__is_coopted"))),
        tuple(_stays(HOLDING, holding.values_list("pk", "office", *whose, "term_ends_on"))),
    )


def _stays(label: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[Stay]:
    for pk, place, person_id, from_on, to_on, left_on, more in rows:
        last = min((day for day in (to_on, left_on) if day is not None), default=None)
        if last is None or last >= from_on:
            ends, coopted = (more, False) if label == HOLDING else (None, more)
            yield Stay(pk, label, plain(place), person_id, from_on, last, ends, coopted)


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
