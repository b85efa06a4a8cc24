"""Opens, keeps and closes a group's seats as a new version of its terms asks, by their keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from holdfast.groups.models import AgencyBinding, Appointment, Deputyship, Group, Seat
from holdfast.groups.rules.terms import assess_seat_closures

if TYPE_CHECKING:
    from uuid import UUID

    from holdfast.charter.membership import Seat as CharterSeat
    from holdfast.charter.model import Charter


@dataclass(frozen=True, slots=True)
class SeatChanges:
    """Which seats new terms open, keep and close, by their titles."""

    opened: tuple[str, ...]
    kept: tuple[str, ...]
    closed: tuple[str, ...]


def seat_changes(group: Group, charter: Charter) -> SeatChanges:
    """What putting this charter in force would do to the seats that are open."""
    from holdfast.charter.words import plain

    seats = {plain(seat.key): seat for seat in _open_seats(group)}
    wanted = {plain(seat.key): seat for seat in charter.seats}
    return SeatChanges(
        opened=tuple(seat.role for key, seat in wanted.items() if key not in seats),
        kept=tuple(seat.role for key, seat in wanted.items() if key in seats),
        closed=tuple(seat.title for key, seat in seats.items() if key not in wanted),
    )


def reseat(group: Group, charter: Charter, from_on: date) -> SeatChanges:
    """Make the open seats those of the charter from a date. Appointments to kept seats are untouched."""
    from holdfast.charter.words import plain

    changes = seat_changes(group, charter)
    seats = {plain(seat.key): seat for seat in _open_seats(group)}
    agencies = _bound(group)
    for position, stated in enumerate(charter.seats, start=1):
        seat = seats.pop(plain(stated.key), None)
        if seat is None:
            seat = Seat(partnership_id=group.partnership_id, group=group, key=stated.key, opened_on=from_on)
        _shape(seat, stated, position, agencies)
        seat.save()
    _close(list(seats.values()), from_on)
    return changes


def give_seats_their_agencies(group: Group, charter: Charter) -> None:
    """Set each open seat's agency to the local one that the charter's key is linked to."""
    from holdfast.charter.words import plain

    agencies = _bound(group)
    changed = []
    for seat in _open_seats(group):
        stated = charter.seat_by_key.get(plain(seat.key))
        if stated is not None:
            seat.agency_id = _agency(stated, agencies)
            changed.append(seat)
    Seat.objects.bulk_update(changed, ["agency"])


def _open_seats(group: Group) -> list[Seat]:
    return list(Seat.objects.filter(group=group, closed_on__isnull=True, is_coopted=False))


def _bound(group: Group) -> dict[str, UUID]:
    from holdfast.charter.words import plain

    rows = AgencyBinding.objects.filter(group=group).values_list("key", "agency_id")
    return {plain(key): agency_id for key, agency_id in rows}


def _shape(seat: Seat, stated: CharterSeat, position: int, agencies: dict[str, UUID]) -> None:
    seat.title = stated.role[:200]
    seat.holders = 0 if stated.several_people else stated.places
    seat.position = position
    seat.agency_id = _agency(stated, agencies)


def _agency(stated: CharterSeat, agencies: dict[str, UUID]) -> UUID | None:
    from holdfast.charter.words import plain

    linked = {agencies.get(plain(key)) for key in stated.agency}
    return next(iter(linked)) if len(linked) == 1 else None


def _close(seats: list[Seat], from_on: date) -> None:
    """Close seats on the eve, ending who sits there then; later appointments stand in the way."""
    eve = from_on - timedelta(days=1)
    in_them = Appointment.objects.filter(seat__in=seats)
    later = in_them.filter(from_on__gt=eve).select_related("person", "seat")
    assess_seat_closures([f"{a.person.name} ({a.seat.title})" for a in later], from_on).require()
    lasting = Q(to_on__isnull=True) | Q(to_on__gt=eve)
    in_them.filter(lasting).update(to_on=eve, end_reason="The new terms of reference have no such seat.")
    deputies = Deputyship.objects.filter(seat__in=seats)
    deputies.filter(from_on__gt=eve).delete()
    deputies.filter(lasting).update(to_on=eve)
    for seat in seats:
        seat.closed_on = max(eve, seat.opened_on)
        seat.save(update_fields=["closed_on"])
