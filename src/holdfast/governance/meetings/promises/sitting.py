"""Who held which seat on any day, read once for any number of meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from holdfast.charter.words import plain
from holdfast.groups.models import Appointment, Group


@dataclass(frozen=True, slots=True)
class Sat:
    """One person's time in one seat."""

    seat: str
    person_id: UUID
    from_on: date
    to_on: date | None

    def covers(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class MembersByDay:
    """Every appointment to a seat of the group."""

    spells: tuple[Sat, ...]

    def on(self, day: date) -> frozenset[UUID]:
        """The people who held a seat on a day."""
        return frozenset(one.person_id for one in self.spells if one.covers(day))

    def seats_on(self, day: date) -> frozenset[str]:
        """The plain keys of the seats that somebody held on a day."""
        return frozenset(one.seat for one in self.spells if one.covers(day))


def members_by_day(group: Group) -> MembersByDay:
    """One query."""
    rows = Appointment.objects.filter(group=group)
    found = rows.values_list("seat__key", "person_id", "from_on", "to_on")
    return MembersByDay(tuple(Sat(plain(key), *rest) for key, *rest in found))
