"""Restricting a child's record to named people, handing it to another guardian, and lifting that."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from holdfast.casework.children.models import Child, EmergencyAccess, Grant
from holdfast.casework.children.operations.entries import enter, locked_child
from holdfast.casework.children.operations.reviews import settle_reviews
from holdfast.casework.children.operations.sharing import end_every_share
from holdfast.casework.children.rules.rights import assess_guardian, assess_reason, assess_restricting
from holdfast.casework.children.telling import GUARDING, tell_guardian
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person

OWN_GRANT = "Guardian of the record"


def is_guardian(actor: Actor, child: Child) -> bool:
    """Whether somebody guards this record, now."""
    return child.guardian_id == actor.person_id and actor.may(Permission.GUARD_CHILDREN)


def require_guardian(by: Actor, child: Child) -> None:
    """Raise `PermissionDenied` unless this is the record's guardian."""
    if not is_guardian(by, child):
        raise PermissionDenied("Only the guardian of this record does this.")


def require_recording(by: Actor, child: Child) -> None:
    """Raise `PermissionDenied` unless this person records on children, or on this one as its guardian."""
    if not is_guardian(by, child):
        by.require(Permission.RECORD_ON_CHILD)


def may_guard(person: Person) -> bool:
    """Whether a person can be a record's guardian."""
    able = Person.objects.able_to_act().filter(pk=person.pk).exists()
    return able and actor_for(person).may(Permission.GUARD_CHILDREN)


@transaction.atomic
def restrict_record(*, by: Actor, child: Child, guardian: Person, reason: str) -> None:
    """Close the record to everybody but its guardian and those whom the guardian names.

    Sharing with other partnerships ends. Raises `PermissionDenied` or `Refused`.
    """
    if not by.may(Permission.GUARD_CHILDREN):
        by.require(Permission.KEEP_CHILDREN)
    assess_reason(reason, "why the record is restricted").require()
    now = locked_child(child.pk, by)
    assess_restricting(is_restricted=now.is_restricted, may_guard=may_guard(guardian)).require()
    end_every_share(now, by=by, reason="The record was closed to others.")
    with seeing_everything():  # whoever restricts it does not see it afterwards
        now.is_restricted, now.guardian = True, guardian
        now.version += 1
        now.save(update_fields=["is_restricted", "guardian", "version"])
        _open_to(now, guardian, by)
        enter(now, "restricted", by=by, reason=reason, after={"guardian": str(guardian.pk)})
        if guardian.pk != by.person_id:
            tell_guardian(now, GUARDING, now.pk)


@transaction.atomic
def lift_restriction(*, by: Actor, child: Child, reason: str) -> None:
    """Open the record again to all who would see it by their role; its grants end."""
    assess_reason(reason, "why the restriction is lifted").require()
    now = locked_child(child.pk, by)
    require_guardian(by, now)
    if not now.is_restricted:
        refuse("This record is not restricted.")
    if EmergencyAccess.objects.filter(child=now, reviewed_at=None).exists():
        refuse("An emergency access to this record waits for its review. Review it first.")
    now.is_restricted, now.guardian = False, None
    now.version += 1
    now.save(update_fields=["is_restricted", "guardian", "version"])
    with seeing_everything():
        _close_grants(now, by)
        enter(now, "restriction lifted", by=by, reason=reason)


@transaction.atomic
def hand_over(*, by: Actor, child: Child, to: Person, reason: str) -> None:
    """Make somebody else the record's guardian; what reviews are owed passes to them."""
    assess_reason(reason, "why the record passes to somebody else").require()
    now = locked_child(child.pk, by)
    require_guardian(by, now)
    _pass_to(now, to, by=by, reason=reason)


@transaction.atomic
def take_over(*, by: Actor, child_id: UUID, reason: str) -> Child:
    """Become the guardian of a record whose guardian can no longer act. Raises `Http404` for any other."""
    by.require(Permission.GUARD_CHILDREN)
    assess_reason(reason, "why you take the record over").require()
    with seeing_everything():
        rows = Child.objects.filter(partnership_id=by.partnership_id, is_restricted=True)
        child: Child | None = rows.select_for_update(of=("self",)).filter(pk=child_id).first()
        if child is None or child.guardian is None or may_guard(child.guardian):
            raise Http404
        _pass_to(child, Person.objects.get(pk=by.person_id), by=by, reason=reason)
    return child


def _pass_to(child: Child, to: Person, *, by: Actor, reason: str) -> None:
    assess_guardian(may_guard=may_guard(to)).require()
    if to.pk == child.guardian_id:
        refuse("That person is the record's guardian already.")
    if EmergencyAccess.objects.filter(child=child, person=to, reviewed_at=None).exists():
        refuse("That person opened this record in an emergency, which somebody else has to review.")
    before = child.guardian_id
    with seeing_everything():
        child.guardian = to
        child.version += 1
        child.save(update_fields=["guardian", "version"])
        Grant.objects.filter(child=child, person__in=(before, to.pk), ended_at=None).update(
            ended_at=clock.now(), ended_by_id=by.person_id
        )
        _open_to(child, to, by)
        enter(
            child, "passed to another guardian", by=by, reason=reason,
            before={"guardian": str(before)}, after={"guardian": str(to.pk)},
        )  # fmt: skip
        tell_guardian(child, GUARDING, child.pk)
        owed = list(EmergencyAccess.objects.filter(child=child, reviewed_at=None))
    settle_reviews(owed, by=by)


def _open_to(child: Child, guardian: Person, by: Actor) -> None:
    Grant.objects.create(
        partnership_id=by.partnership_id, child=child, person=guardian, reason=OWN_GRANT,
        from_on=clock.today(), granted_by_id=by.person_id,
    )  # fmt: skip


def _close_grants(child: Child, by: Actor) -> None:
    Grant.objects.filter(child=child, ended_at=None).update(ended_at=clock.now(), ended_by_id=by.person_id)
