"""Puts terms of reference in force: the version before ends, seats open, stay or close by their keys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.groups.charters import charter_of, signatures_asked
from holdfast.groups.hooks import on_terms_changed
from holdfast.groups.models import Group, Terms, TermsApproval
from holdfast.groups.operations.rows import locked_group, visible
from holdfast.groups.operations.seating import SeatChanges, reseat
from holdfast.groups.operations.terms import offices_held
from holdfast.groups.rules.seats import Stretch, said
from holdfast.groups.rules.terms import assess_in_force, capacities, next_review
from holdfast.kernel.finding import refuse
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
    terms.refresh_from_db()
    charter = charter_of(terms)
    if terms.in_force_from is not None:
        refuse(f"This version has been in force since {said(terms.in_force_from)}.")
    stretches = _stretches(group)
    _assess(terms, charter, from_on, stretches)
    held_before = offices_held(group.pk, by, from_on)
    _end_the_one_before(stretches, from_on)
    after = min((one.from_on for one in stretches if one.from_on > from_on), default=None)
    _date(terms, charter, from_on, after)
    changes = SeatChanges((), (), ()) if after else reseat(group, charter, from_on)
    if not after and offices_held(group.pk, by, from_on) - held_before:
        refuse("By these terms you would hold an office yourself: ask a colleague to put them in force.")
    _record(terms, changes, by)
    on_terms_changed.call(terms, by)
    return changes


def may_put_in_force(by: Actor, group_id: UUID) -> bool:
    """The chair approves; the business manager carries out what has been signed."""
    return by.may(Permission.APPROVE_TERMS, group_id) or by.may(Permission.DRAFT_TERMS, group_id)


def require_permission(by: Actor, group_id: UUID) -> None:
    """Raise `PermissionDenied` unless the actor may put the group's terms in force."""
    if not may_put_in_force(by, group_id):
        raise PermissionDenied(f"This needs the permission: {Permission.APPROVE_TERMS.value.lower()}.")


def _stretches(group: Group) -> list[Stretch]:
    """When each version was or is in force."""
    rows = Terms.objects.filter(group=group, in_force_from__isnull=False)
    found = rows.values_list("pk", "version", "in_force_from", "in_force_to")
    return [Stretch(f"Version {version}", start, end, person=pk) for pk, version, start, end in found]


def _assess(terms: Terms, charter: Charter, from_on: date, stretches: list[Stretch]) -> None:
    signed = TermsApproval.objects.filter(terms=terms).values_list("capacity", flat=True)
    # A version from the past is added to the history as it was signed then; where it cuts short another,
    # also by those whom that one asks: nobody drops a signature by dating terms back.
    is_past = any(one.from_on > from_on for one in stretches)
    asked = capacities(charter, _cut_short(stretches, from_on)) if is_past else signatures_asked(terms)
    assess_in_force(asked, list(signed), from_on, stretches).require()


def _cut_short(stretches: list[Stretch], from_on: date) -> Charter | None:
    """The version that ends on the eve if another comes into force from the date."""
    cut = next((one for one in stretches if one.covers(from_on)), None)
    return charter_of(Terms.objects.get(pk=str(cut.person))) if cut is not None else None


def _end_the_one_before(stretches: list[Stretch], from_on: date) -> None:
    before = [str(one.person) for one in stretches if one.covers(from_on)]
    Terms.objects.filter(pk__in=before).update(in_force_to=from_on - timedelta(days=1))


def _date(terms: Terms, charter: Charter, from_on: date, after: date | None) -> None:
    terms.in_force_from = from_on
    terms.in_force_to = after - timedelta(days=1) if after else None
    terms.next_review_on = next_review(charter, from_on)
    terms.save(update_fields=["in_force_from", "in_force_to", "next_review_on"])


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
