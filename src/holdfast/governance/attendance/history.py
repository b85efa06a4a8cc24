"""The meetings of a group as the charter's attendance rules ask for them, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from holdfast.charter.attendance import PastMeeting
from holdfast.charter.room import Capacity
from holdfast.charter.room import Presence as Sat
from holdfast.governance.meetings.models import Apology, Meeting
from holdfast.governance.room.models import Presence
from holdfast.groups.models import Appointment, Group, Seat
from holdfast.kernel.clock import LONDON

_CAPACITIES = {
    "member": Capacity.MEMBER,
    "deputy": Capacity.DEPUTY,
    "invitee": Capacity.INVITEE,
    "in-attendance": Capacity.IN_ATTENDANCE,
}
_ENDED = (Meeting.State.CLOSED, Meeting.State.ADJOURNED, Meeting.State.CANCELLED)


@dataclass(frozen=True)
class History:
    """Meetings that have ended, oldest first, each beside what the charter's rules take."""

    meetings: tuple[Meeting, ...]
    past: tuple[PastMeeting, ...]


@dataclass(frozen=True)
class _Places:
    """Who held which seat when."""

    seats: dict[UUID, Seat]
    appointments: dict[UUID, list[Appointment]]

    def held_on(self, day: date) -> dict[UUID, set[str]]:
        """The keys of the seats that each person held on a day."""
        held: defaultdict[UUID, set[str]] = defaultdict(set)
        for seat_id, rows in self.appointments.items():
            for row in rows:
                if row.from_on <= day and (row.to_on is None or day <= row.to_on):
                    held[row.person_id].add(self.seats[seat_id].key)
        return held

    def vacant_on(self, day: date) -> frozenset[str]:
        """The keys of the seats that nobody held, or that did not exist, on a day."""
        filled = {key for keys in self.held_on(day).values() for key in keys}
        known = {seat.key for seat in self.seats.values()}
        return frozenset(known - filled)


def history_of(group: Group) -> History:
    """Every ended meeting of the group with who came. A meeting never opened counts as not held."""
    meetings = tuple(Meeting.objects.filter(group=group, state__in=_ENDED).order_by("starts_at"))
    places = _places(group)
    present = _presences(group)
    excused = _apologies(group)
    past = tuple(
        _past(meeting, places, present.get(meeting.pk, []), excused.get(meeting.pk, set()))
        for meeting in meetings
    )
    return History(meetings, past)


def _places(group: Group) -> _Places:
    seats = {seat.pk: seat for seat in Seat.objects.filter(group=group)}
    rows: defaultdict[UUID, list[Appointment]] = defaultdict(list)
    for row in Appointment.objects.filter(group=group):
        rows[row.seat_id].append(row)
    return _Places(seats, rows)


def _presences(group: Group) -> dict[UUID, list[Presence]]:
    found: defaultdict[UUID, list[Presence]] = defaultdict(list)
    rows = Presence.objects.filter(meeting__group=group, removed_at__isnull=True)
    for row in rows.select_related("person", "seat"):
        found[row.meeting_id].append(row)
    return found


def _apologies(group: Group) -> dict[UUID, set[UUID]]:
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = Apology.objects.filter(meeting__group=group, withdrawn_at__isnull=True)
    for meeting_id, person_id in rows.values_list("meeting_id", "person_id"):
        found[meeting_id].add(person_id)
    return found


def _past(meeting: Meeting, places: _Places, rows: list[Presence], excused: set[UUID]) -> PastMeeting:
    day = (meeting.opened_at or meeting.starts_at).astimezone(LONDON).date()
    held = places.held_on(day)
    return PastMeeting(
        on=day,
        present=tuple(_sat(row, held) for row in rows if row.capacity in _CAPACITIES),
        apologies=frozenset(key for person in excused for key in held.get(person, ())),
        vacant=places.vacant_on(day),
        is_extraordinary=meeting.kind == Meeting.Kind.EXTRAORDINARY,
        was_held=meeting.opened_at is not None and meeting.state != Meeting.State.CANCELLED,
    )


def _sat(row: Presence, held: dict[UUID, set[str]]) -> Sat:
    keys = {row.seat.key} if row.seat else set()
    if row.capacity == Presence.Capacity.MEMBER:
        keys |= held.get(row.person_id, set())
    return Sat(
        person=str(row.person_id),
        name=row.person.name,
        seats=tuple(sorted(keys)),
        agency=None,
        capacity=_CAPACITIES[row.capacity],
    )
