"""Puts terms of reference in force: the version before ends, seats open, stay or close by their keys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.groups.charters import charter_of
from holdfast.groups.models import Group, Terms, TermsApproval
from holdfast.groups.operations.rows import locked_group, refuse, visible
from holdfast.groups.operations.seating import SeatChanges, reseat
from holdfast.groups.rules.seats import Stretch, said
from holdfast.groups.rules.terms import assess_in_force, capacities, next_review
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

if TYPE_CHECKING:
    from holdfast.charter.model import Charter


@transaction.atomic
def put_in_force(terms_id: UUID, *, by: Actor, from_on: date) -> SeatChanges:
    """Put a proposed version in force from a date, once everyone whom it asks to sign has signed.

    The version before ends on the eve. A version from before the present one may be added to the history:
    it ends when the next began, and the seats stay as they are.
    """
    terms = visible(Terms, terms_id, by)
    require_permission(by, terms.group_id)
    group = locked_group(terms.group_id, by)
    charter = charter_of(terms)
    if terms.in_force_from is not None:
        refuse(f"This version has been in force since {said(terms.in_force_from)}.")
    others = list(_others(group))
    _assess(terms, charter, from_on, others)
    _end_the_one_before(others, from_on)
    after = min((other.in_force_from for other in others if other.in_force_from > from_on), default=None)
    terms.in_force_from = from_on
    terms.in_force_to = after - timedelta(days=1) if after else None
    terms.next_review_on = next_review(charter, from_on)
    terms.save(update_fields=["in_force_from", "in_force_to", "next_review_on"])
    changes = SeatChanges((), (), ()) if after else reseat(group, charter, from_on)
    _record(terms, changes, by)
    return changes


def may_put_in_force(by: Actor, group_id: UUID) -> bool:
    """The chair approves; the business manager carries out what has been signed."""
    return by.may(Permission.APPROVE_TERMS, group_id) or by.may(Permission.DRAFT_TERMS, group_id)


def require_permission(by: Actor, group_id: UUID) -> None:
    """Raise `PermissionDenied` unless the actor may put the group's terms in force."""
    if not may_put_in_force(by, group_id):
        raise PermissionDenied(f"This needs the permission: {Permission.APPROVE_TERMS.value.lower()}.")


def _others(group: Group) -> list[Terms]:
    return list(Terms.objects.filter(group=group, in_force_from__isnull=False).defer("source"))


def _assess(terms: Terms, charter: Charter, from_on: date, others: list[Terms]) -> None:
    signed = TermsApproval.objects.filter(terms=terms).values_list("capacity", flat=True)
    stretches = [Stretch(f"Version {o.version}", o.in_force_from, o.in_force_to) for o in others]
    assess_in_force(capacities(charter), list(signed), from_on, stretches).require()


def _end_the_one_before(others: list[Terms], from_on: date) -> None:
    for other in others:
        if Stretch("", other.in_force_from, other.in_force_to).covers(from_on):
            other.in_force_to = from_on - timedelta(days=1)
            other.save(update_fields=["in_force_to"])


def _record(terms: Terms, changes: SeatChanges, by: Actor) -> None:
    record(
        "put in force",
        terms,
        by=by,
        group_id=terms.group_id,
        version=terms.version,
        from_on=str(terms.in_force_from),
        opened=list(changes.opened),
        closed=list(changes.closed),
    )
