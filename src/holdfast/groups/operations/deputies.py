"""Name and end standing deputies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from holdfast.groups.charters import charter_in_force
from holdfast.groups.models import Appointment, Deputyship, Seat
from holdfast.groups.operations.rows import locked_group, record_stay, visible
from holdfast.groups.rules.seats import (
    Stretch,
    assess_deputy,
    assess_period,
    assess_person,
    assess_within,
)
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person

if TYPE_CHECKING:
    from holdfast.charter.membership import Deputies


@transaction.atomic
def name_deputy(
    seat_id: UUID, person_id: UUID, *, by: Actor, from_on: date, to_on: date | None = None
) -> Deputyship:
    """Name a standing deputy of a seat, as the charter in force then allows."""
    seat = visible(Seat, seat_id, by)
    by.require(Permission.MANAGE_SEATS, seat.group_id)
    locked_group(seat.group_id, by)
    seat.refresh_from_db()
    person = visible(Person, person_id, by)
    if person_id == by.person_id:
        refuse("You cannot name yourself as a deputy: ask a colleague to.")
    period = Stretch(person.name, from_on, to_on, seat.title, person.pk)
    assess_period(from_on, to_on, "deputyship").require()
    assess_person(person.name, person.left_on, from_on).require()
    assess_within(period, Stretch(seat.title, seat.opened_on, seat.closed_on)).require()
    assess_deputy(
        period,
        deputies_rule(seat.group_id, from_on),
        deputising=_stretches(Deputyship, seat.group_id, person),
        own_seats=_stretches(Appointment, seat.group_id, person),
        is_same_agency=person.agency_id == seat.agency_id if seat.agency_id else None,
    ).require()
    deputyship = Deputyship.objects.create(
        partnership_id=seat.partnership_id,
        group_id=seat.group_id,
        seat=seat,
        person=person,
        from_on=from_on,
        to_on=to_on,
    )
    record_stay("deputy named", deputyship, by)
    return deputyship


@transaction.atomic
def end_deputyship(deputyship_id: UUID, *, by: Actor, on: date) -> Deputyship:
    """End a standing deputyship; the day given is its last."""
    deputyship = visible(Deputyship, deputyship_id, by)
    by.require(Permission.MANAGE_SEATS, deputyship.group_id)
    locked_group(deputyship.group_id, by)
    assess_period(deputyship.from_on, on, "deputyship").require()
    deputyship.to_on = on
    deputyship.save(update_fields=["to_on"])
    record_stay("deputyship ended", deputyship, by)
    return deputyship


def deputies_rule(group_id: UUID, day: date) -> Deputies | None:
    """What the charter in force on a day says of deputies."""
    from holdfast.charter.membership import Deputies

    charter = charter_in_force(group_id, day)
    return charter.first(Deputies) if charter is not None else None


def _stretches(model: type[Deputyship] | type[Appointment], group_id: UUID, person: Person) -> list[Stretch]:
    rows = model.objects.filter(group_id=group_id, person=person).select_related("seat")
    return [Stretch(person.name, r.from_on, r.to_on, r.seat.title, person.pk) for r in rows]
