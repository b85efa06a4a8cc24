"""Recording who works with a child, and that they no longer do."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction

from holdfast.casework.children.models import Child, Professional
from holdfast.casework.children.operations.entries import enter, locked_child
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person


@dataclass(frozen=True, kw_only=True)
class Working:
    """Somebody who works with a child: a person of the partnership, or a name and how to reach them."""

    agency: Agency
    role: str
    from_on: date
    person: Person | None = None
    name: str = ""
    email: str = ""
    telephone: str = ""


@transaction.atomic
def add_professional(*, by: Actor, child: Child, working: Working) -> Professional:
    """Record that somebody works with the child; their agency then sees the record."""
    by.require(Permission.RECORD_ON_CHILD)
    now = locked_child(child.pk, by)
    _require_somebody(working)
    _require_not_there(now, working)
    made = Professional(partnership_id=by.partnership_id, child=now)
    _fill(made, working)
    enter(now, "professional added", by=by, after=_said(made), professional=str(made.pk))
    return made


@transaction.atomic
def change_professional(*, by: Actor, professional: Professional, working: Working) -> None:
    """Correct who it is or how to reach them."""
    by.require(Permission.RECORD_ON_CHILD)
    child = locked_child(professional.child_id, by)
    row = Professional.objects.select_for_update(of=("self",)).get(pk=professional.pk)
    _require_somebody(working)
    if row.to_on is not None and row.to_on < working.from_on:
        refuse("This person stopped before that day. Choose an earlier one.")
    before = _said(row)
    _fill(row, working)
    enter(child, "professional changed", by=by, before=before, after=_said(row), professional=str(row.pk))


@transaction.atomic
def end_professional(*, by: Actor, professional: Professional, to_on: date) -> None:
    """Record the last day on which somebody works with the child."""
    by.require(Permission.RECORD_ON_CHILD)
    child = locked_child(professional.child_id, by)
    row = Professional.objects.select_for_update(of=("self",)).get(pk=professional.pk)
    if to_on < row.from_on:
        refuse("The last day lies before the first. Choose a later one.")
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    enter(child, "professional ended", by=by, after={"to_on": to_on.isoformat()}, professional=str(row.pk))


def _fill(row: Professional, working: Working) -> None:
    for one in fields(working):
        setattr(row, one.name, getattr(working, one.name))
    row.save()


def _require_somebody(working: Working) -> None:
    if working.person is None and not working.name.strip():
        refuse("Choose a person of the partnership, or give the name of somebody else.")
    if working.person is not None and working.person.agency_id != working.agency.pk:
        refuse("That person works for another agency. Choose the agency that the person works for.")


def _require_not_there(child: Child, working: Working) -> None:
    """Somebody recorded twice would be told everything twice."""
    there = Professional.objects.filter(child=child, agency=working.agency, to_on=None)
    if working.person is not None:
        same = there.filter(person=working.person)
    else:
        same = there.filter(person=None, name__iexact=working.name.strip(), email__iexact=working.email)
    if same.exists():
        refuse("This person is recorded already as working with the child. Correct that instead.")


def _said(row: Professional) -> dict[str, Any]:
    return {
        "agency": str(row.agency_id),
        "who": str(row),
        "role": row.role,
        "from_on": row.from_on.isoformat(),
    }
