"""Adding, changing and ending agencies and people of a partnership."""

from __future__ import annotations

from datetime import date
from typing import Any
from zlib import crc32

from django.db import transaction

from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.administrators import require_another_administrator
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.leaving import on_left
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail.record import record

AGENCY_FIELDS = ("name", "short_name", "sector", "is_statutory", "joined_on")
PERSON_FIELDS = ("name", "job_title", "email", "telephone", "agency")


@transaction.atomic
def add_agency(*, by: Actor, **fields: Any) -> Agency:
    """A new agency; `fields` are those of `AGENCY_FIELDS`."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    _require_free_name(fields["name"], by)
    agency = Agency.objects.create(partnership_id=by.partnership_id, **fields)
    record("added", agency, by=by)
    return agency


@transaction.atomic
def change_agency(agency: Agency, *, by: Actor, version: int | None = None, **fields: Any) -> None:
    """Change what is known of an agency; the trail keeps which fields. `version` is the one looked at."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    if "name" in fields:
        _require_free_name(fields["name"], by, but=agency)
    _change(agency, fields, by, version)


@transaction.atomic
def end_agency(agency: Agency, on: date, *, by: Actor) -> None:
    """The agency takes part no longer; refused while people of it still do."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    if agency.joined_on and on < agency.joined_on:
        refuse("An agency cannot leave before it joined.")
    remaining = Person.objects.visible_to(by).filter(agency=agency, left_on__isnull=True).count()
    if remaining:
        refuse(f"{agency} still has people here: move them to another agency or end their part first.")
    agency.left_on = on
    agency.save(update_fields=["left_on"])
    record("left", agency, by=by, on=on.isoformat())
    on_left.call(agency, by)


@transaction.atomic
def add_person(*, by: Actor, **fields: Any) -> Person:
    """A new person; `fields` are those of `PERSON_FIELDS`."""
    by.require(Permission.MANAGE_PEOPLE)
    _require_present_agency(fields["agency"], by)
    person = Person.objects.create(partnership_id=by.partnership_id, **fields)
    record("added", person, by=by)
    return person


@transaction.atomic
def change_person(person: Person, *, by: Actor, version: int | None = None, **fields: Any) -> None:
    """Change what is known of a person; the trail keeps which fields, not what stood in them.

    `version` is the one that the sender was looking at; refused when someone changed it meanwhile.
    """
    by.require(Permission.MANAGE_PEOPLE)
    if fields.get("agency") not in (None, person.agency):
        _require_present_agency(fields["agency"], by)
    _change(person, fields, by, version)


@transaction.atomic
def end_person(person: Person, on: date, *, by: Actor) -> None:
    """The person acts here no longer: access and given roles end at once, what they did stays."""
    by.require(Permission.MANAGE_PEOPLE)
    if on > clock.today():
        refuse("Give the day on which they left, not one to come. To end access later, limit their account.")
    if person.id == by.person_id:
        refuse("You cannot end your own part: ask someone else who manages people.")
    require_another_administrator(person)
    grants = RoleGrant.objects.filter(person=person, ended_at__isnull=True)
    grants.update(ended_at=clock.now(), ended_by_id=by.person_id)
    person.left_on = on
    person.save(update_fields=["left_on"])
    record("left", person, by=by, on=on.isoformat())
    on_left.call(person, by)


def _require_free_name(name: str, by: Actor, but: Agency | None = None) -> None:
    same = Agency.objects.visible_to(by).filter(name__iexact=name)
    if same.exclude(pk=but.pk if but else None).exists():
        refuse(f"There is an agency called {name} already.")


def _require_present_agency(agency: Agency, by: Actor) -> None:
    if agency.partnership_id != by.partnership_id or agency.left_on is not None:
        refuse("Choose an agency that takes part now.")


def version_of(row: Agency | Person) -> int:
    """A number that differs when any of the row's own details differ."""
    names = AGENCY_FIELDS if isinstance(row, Agency) else (*PERSON_FIELDS[:-1], "agency_id")
    return crc32(repr([getattr(row, name) for name in names]).encode())


def _change(row: Agency | Person, fields: dict[str, Any], by: Actor, version: int | None) -> None:
    present = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if version is not None and version_of(present) != version:
        refuse("Someone else changed these details while you had them open. Look at them again first.")
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, fields[name])
    row.save(update_fields=changed)
    record("changed", row, by=by, fields=changed)
