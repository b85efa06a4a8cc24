"""The meetings of a group as the charter's attendance rules ask for them, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from holdfast.charter.attendance import PastMeeting
from holdfast.charter.room import Capacity
from holdfast.charter.room import Presence as Sat
from holdfast.governance.meetings.models import Apology, Meeting
from holdfast.governance.room.models import Presence
from holdfast.groups.models import Appointment, Group, Seat
from holdfast.kernel.clock import LONDON, start_of

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

    def vacant(self, held: dict[UUID, set[str]]) -> frozenset[str]:
        """The keys of the seats that are not among those held: nobody's, or not there, on that day."""
        return frozenset(seat.key for seat in self.seats.values()).difference(*held.values())


def history_of(group: Group, since: date | None = None) -> History:
    """Ended meetings of the group, all or from a day on, with who came. One never opened was not held."""
    ended: dict[str, Any] = {"group": group, "state__in": _ENDED}
    if since is not None:
        ended["starts_at__gte"] = start_of(since)
    meetings = tuple(Meeting.objects.filter(**ended).order_by("starts_at"))
    places = _places(group)
    of_them = {f"meeting__{name}": value for name, value in ended.items()}
    present = _presences(of_them)
    excused = _apologies(of_them)
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


def years_of(group: Group) -> tuple[int, ...]:
    """The years in which the group has met, or was to meet, newest first."""
    ended = Meeting.objects.filter(group=group, state__in=_ENDED)
    return tuple(day.year for day in ended.datetimes("starts_at", "year", order="DESC", tzinfo=LONDON))


def day_of_last(group: Group, until: date, count: int) -> date | None:
    """The day of the last meeting but `count` up to a day; None when there are not so many."""
    end = datetime.combine(until, time(23, 59), tzinfo=LONDON)
    ended = Meeting.objects.filter(group=group, state__in=_ENDED, starts_at__lte=end)
    days = ended.order_by("-starts_at").values_list("starts_at", flat=True)[count - 1 : count]
    return next((instant.astimezone(LONDON).date() for instant in days), None)


class _Came(NamedTuple):
    """One presence; a year of a weekly group has a thousand, so they are no model instances."""

    meeting_id: UUID
    person_id: UUID
    name: str
    seat: str | None
    capacity: str


def _presences(of_them: dict[str, Any]) -> dict[UUID, list[_Came]]:
    found: defaultdict[UUID, list[_Came]] = defaultdict(list)
    rows = Presence.objects.filter(**of_them, removed_at__isnull=True)
    for row in rows.values_list("meeting_id", "person_id", "person__name", "seat__key", "capacity"):
        came = _Came(*row)
        found[came.meeting_id].append(came)
    return found


def _apologies(of_them: dict[str, Any]) -> dict[UUID, set[UUID]]:
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = Apology.objects.filter(**of_them, withdrawn_at__isnull=True)
    for meeting_id, person_id in rows.values_list("meeting_id", "person_id"):
        found[meeting_id].add(person_id)
    return found


def _past(meeting: Meeting, places: _Places, rows: list[_Came], excused: set[UUID]) -> PastMeeting:
    day = (meeting.opened_at or meeting.starts_at).astimezone(LONDON).date()
    held = places.held_on(day)
    return PastMeeting(
        on=day,
        present=tuple(_sat(row, held) for row in rows if row.capacity in _CAPACITIES),
        apologies=frozenset(key for person in excused for key in held.get(person, ())),
        vacant=places.vacant(held),
        is_extraordinary=meeting.kind == Meeting.Kind.EXTRAORDINARY,
        was_held=meeting.opened_at is not None and meeting.state != Meeting.State.CANCELLED,
    )


def _sat(row: _Came, held: dict[UUID, set[str]]) -> Sat:
    keys = {row.seat} if row.seat else set()
    if row.capacity == Presence.Capacity.MEMBER:
        keys |= held.get(row.person_id, set())
    return Sat(
        person=str(row.person_id),
        name=row.name,
        seats=tuple(sorted(keys)),
        agency=None,
        capacity=_CAPACITIES[row.capacity],
    )
