"""Keeping each agency's ladder: who is turned to at each step, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404

from holdfast.kernel.finding import refuse
from holdfast.obligations.escalation.models import Rung, Step
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail.record import record


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How somebody on a ladder is reached, and for whom they answer as a line manager."""

    name: str
    job_title: str = ""
    email: str = ""
    telephone: str = ""
    person: Person | None = None
    answers_for: Person | None = None


@transaction.atomic
def add_rung(*, by: Actor, agency: Agency | None, step: int, contact: Contact, from_on: date) -> Rung:
    """Put somebody on a ladder; without an agency, as the Independent Chair."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    _assess(agency, step, contact)
    rung = Rung.objects.create(
        partnership_id=by.partnership_id, agency=agency, step=step, from_on=from_on, **vars(contact)
    )
    record("put on ladder", rung, by=by, step=step, agency=str(agency.pk) if agency else "")
    return rung


def _assess(agency: Agency | None, step: int, contact: Contact) -> None:
    if not contact.name.strip():
        refuse("Enter the name.")
    if (agency is None) != (step == Step.INDEPENDENT_CHAIR):
        refuse("The Independent Chair stands above every agency; the other steps belong to one.")
    if contact.answers_for is not None and step != Step.LINE_MANAGER:
        refuse("Only a line manager answers for one person.")
    if contact.answers_for is not None and agency is not None and contact.answers_for.agency_id != agency.pk:
        refuse(f"{contact.answers_for.name} does not act for {agency}.")


def _locked(rung_id: UUID, by: Actor, version: int) -> Rung:
    by.require(Permission.MANAGE_PARTNERSHIP)
    rung = Rung.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=rung_id).first()
    if rung is None:
        raise Http404
    if rung.version != version:
        refuse("Somebody else changed this contact a moment ago: look at it again and repeat your change.")
    rung.version += 1
    return rung  # type: ignore[no-any-return]


@transaction.atomic
def change_rung(rung_id: UUID, *, by: Actor, contact: Contact, version: int) -> None:
    """Correct how somebody is reached; letters already drafted keep what they say."""
    rung = _locked(rung_id, by, version)
    _assess(rung.agency, rung.step, contact)
    for name, value in vars(contact).items():
        setattr(rung, name, value)
    rung.save()
    record("changed contact of ladder", rung, by=by, step=rung.step)


@transaction.atomic
def end_rung(rung_id: UUID, *, by: Actor, to_on: date, version: int) -> None:
    """Say until when somebody stood there."""
    rung = _locked(rung_id, by, version)
    if to_on < rung.from_on:
        refuse("It cannot end before it began.")
    rung.to_on = to_on
    rung.save()
    record("took off ladder", rung, by=by, step=rung.step)
