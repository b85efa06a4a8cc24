"""Appoint people to seats, end and correct appointments, co-opt."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from holdfast.charter.words import plain
from holdfast.groups.charters import charter_in_force
from holdfast.groups.hooks import PeopleChange, on_people_changed
from holdfast.groups.membership import seats_bringing_offices
from holdfast.groups.models import Appointment, Seat
from holdfast.groups.operations.rows import locked_group, record_stay, visible
from holdfast.groups.rules.seats import (
    Stretch,
    assess_appointment,
    assess_period,
    assess_person,
    assess_within,
    said,
)
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person


@transaction.atomic
def appoint(
    seat_id: UUID,
    person_id: UUID,
    *,
    by: Actor,
    from_on: date,
    to_on: date | None = None,
    reason: str = "",
    replaces: bool = False,
) -> Appointment:
    """Appoint a person to a seat. With `replaces`, present holders' appointments end the day before."""
    seat = visible(Seat, seat_id, by)
    by.require(Permission.MANAGE_SEATS, seat.group_id)
    group = locked_group(seat.group_id, by)
    seat.refresh_from_db()
    person = visible(Person, person_id, by)
    before = _end_present_holders(seat, from_on, by) if replaces else ()
    period = Stretch(person.name, from_on, to_on, seat.title, person.pk)
    _require_place(seat, person, period)
    require_another(by, person_id, seat)
    appointment = Appointment.objects.create(
        partnership_id=seat.partnership_id,
        group_id=seat.group_id,
        seat=seat,
        person=person,
        from_on=from_on,
        to_on=to_on,
        reason=reason,
    )
    record_stay("appointed", appointment, by)
    on_people_changed.call(PeopleChange(group, from_on, (person_id, *before)), by)
    return appointment


@transaction.atomic
def end_appointment(appointment_id: UUID, *, by: Actor, on: date, reason: str) -> Appointment:
    """End an appointment; the day given is its last."""
    appointment = _of_actor(appointment_id, by)
    assess_period(appointment.from_on, on).require()
    if appointment.to_on is not None and appointment.to_on < on:
        refuse(f"This appointment already ended on {said(appointment.to_on)}. Correct its dates instead.")
    appointment.to_on, appointment.end_reason = on, reason
    appointment.save(update_fields=["to_on", "end_reason"])
    record_stay("appointment ended", appointment, by, reason=reason)
    on_people_changed.call(PeopleChange(appointment.group, on, (appointment.person_id,)), by)
    return appointment


@transaction.atomic
def correct_appointment(
    appointment_id: UUID, *, by: Actor, from_on: date, to_on: date | None, reason: str
) -> Appointment:
    """Correct wrong dates; what stood before stays in the trail."""
    appointment = _of_actor(appointment_id, by)
    require_another(by, appointment.person_id, appointment.seat)
    was = [str(appointment.from_on), str(appointment.to_on or "")]
    since = min(appointment.from_on, from_on)
    period = Stretch(appointment.person.name, from_on, to_on, appointment.seat.title, appointment.person_id)
    _require_place(appointment.seat, appointment.person, period, besides=appointment_id)
    appointment.from_on, appointment.to_on = from_on, to_on
    appointment.save(update_fields=["from_on", "to_on"])
    record_stay("appointment corrected", appointment, by, reason=reason, was=was)
    on_people_changed.call(PeopleChange(appointment.group, since, (appointment.person_id,)), by)
    return appointment


@transaction.atomic
def withdraw_appointment(appointment_id: UUID, *, by: Actor, reason: str) -> None:
    """Take back an appointment that has not begun; one that has is ended instead."""
    appointment = _of_actor(appointment_id, by)
    if appointment.from_on <= clock.today():
        refuse(f"This appointment began on {said(appointment.from_on)}: end it instead.")
    record_stay("appointment withdrawn", appointment, by, reason=reason)
    appointment.delete()
    since, people = appointment.from_on, (appointment.person_id,)
    on_people_changed.call(PeopleChange(appointment.group, since, people), by)


@transaction.atomic
def coopt(
    group_id: UUID,
    person_id: UUID,
    *,
    by: Actor,
    title: str,
    from_on: date,
    reason: str,
    to_on: date | None = None,
) -> Appointment:
    """Bring somebody into the group beyond the charter's seats, for a reason, perhaps for a term."""
    by.require(Permission.MANAGE_SEATS, group_id)
    group = locked_group(group_id, by)
    person = visible(Person, person_id, by)
    assess_period(from_on, to_on).require()
    seat = Seat.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        key=_free_key(group_id, title),
        title=title,
        agency_id=person.agency_id,
        is_coopted=True,
        position=9000,
        opened_on=from_on,
        closed_on=to_on,
    )
    return appoint(seat.pk, person.pk, by=by, from_on=from_on, to_on=to_on, reason=reason)


def require_another(by: Actor, person_id: UUID, seat: Seat) -> None:
    """Nobody gives themselves a role: a seat that brings an office is not for who appoints to it."""
    if person_id != by.person_id:
        return
    charter = charter_in_force(seat.group_id, clock.today())
    bringing = {plain(key) for _, key in seats_bringing_offices(charter)} if charter else set()
    if plain(seat.key) in bringing:
        refuse("You cannot appoint yourself to a seat that brings an office with it: ask a colleague to.")


def _free_key(group_id: UUID, title: str) -> str:
    base = f"co-opted-{slugify(title)[:60] or 'member'}"
    taken = set(Seat.objects.filter(group_id=group_id).values_list("key", flat=True))
    return next(key for n in range(1, len(taken) + 2) if (key := f"{base}-{n}") not in taken)


def _of_actor(appointment_id: UUID, by: Actor) -> Appointment:
    appointment = visible(Appointment, appointment_id, by)
    by.require(Permission.MANAGE_SEATS, appointment.group_id)
    locked_group(appointment.group_id, by)
    found: Appointment = Appointment.objects.select_related("group", "seat", "person").get(pk=appointment.pk)
    return found


def _require_place(seat: Seat, person: Person, period: Stretch, besides: UUID | None = None) -> None:
    assess_period(period.from_on, period.to_on).require()
    assess_person(person.name, person.left_on, period.from_on).require()
    assess_within(period, Stretch(seat.title, seat.opened_on, seat.closed_on)).require()
    rows = Appointment.objects.filter(seat=seat).exclude(pk=besides).select_related("person")
    others = [Stretch(a.person.name, a.from_on, a.to_on, seat.title, a.person_id) for a in rows]
    assess_appointment(period, seat.holders, others).require()


def _end_present_holders(seat: Seat, from_on: date, by: Actor) -> tuple[UUID, ...]:
    eve = from_on - timedelta(days=1)
    present = Appointment.objects.filter(seat=seat, from_on__lte=eve).exclude(to_on__lte=eve)
    ended = list(present.select_related("person", "seat"))
    for appointment in ended:
        appointment.to_on, appointment.end_reason = eve, "A successor was appointed."
        appointment.save(update_fields=["to_on", "end_reason"])
        record_stay("appointment ended", appointment, by, reason=appointment.end_reason)
    return tuple(appointment.person_id for appointment in ended)
