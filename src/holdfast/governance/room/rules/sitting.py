"""What is known of who was in the room when, as plain values, and the charter's room at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from holdfast.charter.room import Capacity, Presence, Room, RoomOverride

OBSERVER = "observer"
MINUTE = timedelta(minutes=1)
_CAPACITIES = {
    "member": Capacity.MEMBER,
    "deputy": Capacity.DEPUTY,
    "invitee": Capacity.INVITEE,
    "in-attendance": Capacity.IN_ATTENDANCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A stretch of time that one person was there; `seats` are the charter keys of the seats filled."""

    id: str
    person: str
    name: str
    capacity: str
    arrived_at: datetime
    left_at: datetime | None = None
    seats: tuple[str, ...] = ()
    agency: str | None = None
    is_remote: bool = False

    def covers(self, at: datetime) -> bool:
        """Whether the person was there at that moment; the moment of leaving is not part of the stay."""
        return self.arrived_at <= at and (self.left_at is None or at < self.left_at)

    def overlaps(self, start: datetime, end: datetime | None) -> bool:
        """Whether any moment from `start` up to `end` (open if None) falls in the stay."""
        return (end is None or self.arrived_at < end) and (self.left_at is None or start < self.left_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Something said of a person from one moment to another: excluded, nominated, overriding."""

    person: str
    from_at: datetime
    to_at: datetime | None = None
    item: str | None = None
    reason: str = ""

    def covers(self, at: datetime) -> bool:
        return self.from_at <= at and (self.to_at is None or at < self.to_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One meeting's attendance and what bears on its quorum. `offices` are (office, person) pairs."""

    stays: tuple[Stay, ...] = ()
    exclusions: tuple[Spell, ...] = ()
    nominations: tuple[Spell, ...] = ()
    overrides: tuple[Spell, ...] = ()
    offices: tuple[tuple[str, str], ...] = ()
    vacancies: frozenset[str] = frozenset()
    is_reconvened: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    def present_at(self, at: datetime) -> tuple[Stay, ...]:
        """Everyone there at that moment, observers included."""
        return tuple(stay for stay in self.stays if stay.covers(at))

    def stays_of(self, person: str) -> tuple[Stay, ...]:
        """One person's stays in the order of arrival."""
        return tuple(sorted((s for s in self.stays if s.person == person), key=lambda s: s.arrived_at))

    def excluded_from(self, person: str, at: datetime) -> frozenset[str]:
        """The items from which a person is excluded at that moment."""
        mine = (e for e in self.exclusions if e.person == person and e.covers(at))
        return frozenset(e.item for e in mine if e.item is not None)

    def offices_of(self, person: str) -> tuple[str, ...]:
        """The offices that a person holds on the day."""
        return tuple(office for office, holder in self.offices if holder == person)

    def changes(self) -> list[datetime]:
        """Every moment at which quorum, chair or votes may change, in order."""
        spells = (*self.exclusions, *self.nominations, *self.overrides)
        return sorted({*_edges((s.arrived_at, s.left_at) for s in self.stays),
                       *_edges((s.from_at, s.to_at) for s in spells)})  # fmt: skip


def _edges(periods: Iterable[tuple[datetime, datetime | None]]) -> Iterator[datetime]:
    for start, end in periods:
        yield start
        if end is not None:
            yield end


def room_at(sitting: Sitting, at: datetime, *, item: str | None = None, was_met: bool = False) -> Room:
    """The charter's room at one moment, for the meeting or one of its items.

    `was_met` says whether there had been a quorum before, for terms that let begun business finish.
    """
    there = [stay for stay in sitting.present_at(at) if stay.capacity != OBSERVER]
    people = {stay.person for stay in there}
    holders: dict[str, str] = {}
    for office, person in sitting.offices:
        if office not in holders or (holders[office] not in people and person in people):
            holders[office] = person
    return Room(
        present=tuple(_presence(sitting, stay, at) for stay in there),
        vacancies=sitting.vacancies,
        offices=holders,
        override=_override_at(sitting, at, item),
        nominated=_nominated_at(sitting, at, people),
        is_reconvened=sitting.is_reconvened,
        quorum_was_met=was_met,
    )


def _presence(sitting: Sitting, stay: Stay, at: datetime) -> Presence:
    return Presence(
        person=stay.person,
        name=stay.name,
        seats=stay.seats,
        agency=stay.agency,
        capacity=_CAPACITIES[stay.capacity],
        offices=sitting.offices_of(stay.person),
        is_remote=stay.is_remote,
        excluded_from=sitting.excluded_from(stay.person, at),
    )


def _override_at(sitting: Sitting, at: datetime, item: str | None) -> RoomOverride | None:
    """The item's own override before the meeting's."""
    live = [o for o in sitting.overrides if o.covers(at) and o.item in (None, item)]
    chosen = min(live, key=lambda o: o.item is None, default=None)
    if chosen is None:
        return None
    return RoomOverride(by=chosen.person, reason=chosen.reason, item=chosen.item)


def _nominated_at(sitting: Sitting, at: datetime, people: set[str]) -> str | None:
    """The last nomination of somebody who is still there."""
    live = [n for n in sitting.nominations if n.covers(at) and n.person in people]
    latest = max(live, key=lambda n: n.from_at, default=None)
    return latest.person if latest else None
