"""A seat with its history, an appointment, and what forms about seats and offices offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from holdfast.charter.words import plain
from holdfast.groups.charters import charter_in_force
from holdfast.groups.membership import SeatOnDay, keys_of_agencies, seat_on_day
from holdfast.groups.models import Appointment, Deputyship, Group, Seat, on_date
from holdfast.groups.queries.group import SeatRow, seat_row
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment or deputyship in a seat's history."""

    id: UUID
    name: str
    agency: str
    from_on: date
    to_on: date | None
    reason: str
    end_reason: str
    is_now: bool
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class SeatPage:
    """A seat: what the charter says of it, who has held it, who stood in."""

    group: Group
    row: SeatRow
    text: str
    appointments: tuple[Held, ...]
    deputyships: tuple[Held, ...]
    has_place: bool
    may_manage: bool


def seat_page(actor: Actor, seat: Seat, day: date) -> SeatPage:
    """A seat with its whole history, that of earlier seats of the same key included: five queries."""
    charter = charter_in_force(seat.group_id, day)
    stated = charter.seat_by_key.get(plain(seat.key)) if charter is not None else None
    appointments = tuple(_history(Appointment, seat, day))
    known = seat_on_day(seat, keys_of_agencies(seat.group_id), {}, {})
    row = seat_row(known, stated, charter)
    return SeatPage(
        group=seat.group,
        row=row,
        text=charter.clause(stated.clause).says if charter is not None and stated is not None else "",
        appointments=appointments,
        deputyships=tuple(_history(Deputyship, seat, day)),
        has_place=_has_place(known, appointments),
        may_manage=actor.may(Permission.MANAGE_SEATS, seat.group_id),
    )


def _has_place(seat: SeatOnDay, appointments: tuple[Held, ...]) -> bool:
    return seat.places == 0 or sum(held.is_now for held in appointments) < seat.places


def _history(model: type[Appointment] | type[Deputyship], seat: Seat, day: date) -> Iterator[Held]:
    rows = model.objects.filter(group_id=seat.group_id, seat__key=seat.key)
    for row in rows.select_related("person__agency").order_by("-from_on"):
        yield Held(
            id=row.pk,
            name=row.person.name,
            agency=str(row.person.agency),
            from_on=row.from_on,
            to_on=row.to_on,
            reason=getattr(row, "reason", ""),
            end_reason=getattr(row, "end_reason", ""),
            is_now=row.from_on <= day and (row.to_on is None or row.to_on >= day),
            is_to_come=row.from_on > day,
        )


Choice = tuple[str, str]
Grouped = list[tuple[str, list[Choice]]]


def people_choices(actor: Actor, day: date, first: UUID | None = None) -> Grouped:
    """The partnership's people by agency, those of the agency `first` at the top, in one query."""
    rows = Person.objects.visible_to(actor).select_related("agency").order_by("agency__name", "name")
    by_agency: defaultdict[tuple[bool, str], list[Choice]] = defaultdict(list)
    for person in rows:
        if person.left_on is None or person.left_on >= day:
            words = f"{person.name}, {person.job_title}" if person.job_title else person.name
            by_agency[person.agency_id != first, person.agency.name].append((str(person.pk), words))
    return [(name, people) for (_, name), people in sorted(by_agency.items())]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An empty seat of one of the partnership's groups."""

    group_id: UUID
    group: str
    seat_id: UUID
    title: str
    agency: str
    since: date | None


def vacancies_page(actor: Actor, day: date) -> tuple[Vacancy, ...]:
    """Every seat of the groups that the actor may see that nobody holds today: two queries."""
    seats = Seat.objects.visible_to(actor).filter(on_date(day, "opened_on", "closed_on"), is_coopted=False)
    living = seats.exclude(group__ended_on__lt=day).select_related("agency", "group")
    ended: dict[UUID, date] = {}
    held: set[UUID] = set()
    spells = Appointment.objects.visible_to(actor).values_list("seat_id", "from_on", "to_on")
    for seat_id, from_on, to_on in spells:
        if from_on <= day and (to_on is None or to_on >= day):
            held.add(seat_id)
        elif to_on is not None and to_on < day:
            ended[seat_id] = max(to_on, ended.get(seat_id, to_on))
    ordered = living.order_by("group__name", "position", "title")
    return tuple(_vacancy(seat, ended.get(seat.pk)) for seat in ordered if seat.pk not in held)


def _vacancy(seat: Seat, since: date | None) -> Vacancy:
    agency = str(seat.agency) if seat.agency_id else ""
    return Vacancy(seat.group_id, str(seat.group), seat.pk, seat.title, agency, since)
