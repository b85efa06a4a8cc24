"""Record who holds an office of the group: by role, by election, by a Board, ex officio."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from holdfast.groups.charters import charter_in_force
from holdfast.groups.hooks import PeopleChange, on_people_changed
from holdfast.groups.models import OfficeHolding
from holdfast.groups.operations.rows import locked_group, visible
from holdfast.groups.rules.offices import assess_office, term_end
from holdfast.groups.rules.seats import Stretch, assess_period, assess_person
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record

if TYPE_CHECKING:
    from holdfast.charter.membership import Office


@transaction.atomic
def give_office(
    group_id: UUID,
    office: str,
    person_id: UUID,
    *,
    by: Actor,
    how: str,
    from_on: date,
    term_ends_on: date | None = None,
    reason: str = "",
) -> OfficeHolding:
    """Record who holds an office from a date; without an end given, the term is the charter's."""
    by.require(Permission.MANAGE_SEATS, group_id)
    group = locked_group(group_id, by)
    person = visible(Person, person_id, by)
    if person_id == by.person_id:
        refuse("You cannot give yourself an office: ask a colleague to record it.")
    found = office_of(group_id, office, from_on)
    assess_period(from_on, term_ends_on, "term").require()
    assess_person(person.name, person.left_on, from_on).require()
    period = Stretch(person.name, from_on, None, office, person.pk)
    assess_office(period, found, how, _others(group_id, office)).require()
    holding = OfficeHolding.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        office=office,
        person=person,
        how=how,
        from_on=from_on,
        term_ends_on=term_ends_on or (term_end(found, from_on) if found else None),
        reason=reason,
    )
    _record("office given", holding, by, reason=reason)
    on_people_changed.call(PeopleChange(group, from_on, (person_id,)), by)
    return holding


@transaction.atomic
def end_office(holding_id: UUID, *, by: Actor, on: date, reason: str) -> OfficeHolding:
    """Record the last day on which somebody held an office."""
    holding = visible(OfficeHolding, holding_id, by)
    by.require(Permission.MANAGE_SEATS, holding.group_id)
    group = locked_group(holding.group_id, by)
    assess_period(holding.from_on, on, "office").require()
    holding.to_on, holding.end_reason = on, reason
    holding.save(update_fields=["to_on", "end_reason"])
    _record("office ended", holding, by, reason=reason)
    on_people_changed.call(PeopleChange(group, on, (holding.person_id,)), by)
    return holding


def office_of(group_id: UUID, key: str, day: date) -> Office | None:
    """The office as the charter in force on a day has it."""
    from holdfast.charter.words import plain

    charter = charter_in_force(group_id, day)
    return charter.office_by_key.get(plain(key)) if charter is not None else None


def _others(group_id: UUID, office: str) -> list[Stretch]:
    rows = OfficeHolding.objects.filter(group_id=group_id, office=office).select_related("person")
    return [Stretch(row.person.name, row.from_on, row.to_on, office, row.person_id) for row in rows]


def _record(verb: str, holding: OfficeHolding, by: Actor, **more: object) -> None:
    record(
        verb,
        holding,
        by=by,
        group_id=holding.group_id,
        office=holding.office,
        person=str(holding.person_id),
        from_on=str(holding.from_on),
        to_on=str(holding.to_on or ""),
        **more,
    )
