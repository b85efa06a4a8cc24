"""Opening a restricted record in an emergency: for a reason, for hours, and never unnoticed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.children.groups import first_casework_group
from holdfast.casework.children.models import Child, EmergencyAccess
from holdfast.casework.children.operations.entries import enter
from holdfast.casework.children.operations.restricting import is_guardian, require_guardian
from holdfast.casework.children.operations.reviews import settle_reviews
from holdfast.casework.children.rules.rights import (
    EMERGENCY_HOURS,
    assess_reason,
    assess_review,
    assess_trying,
    is_live,
)
from holdfast.casework.children.telling import EMERGENCY, tell_guardian
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.notices.models import Urgency
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.models import TrailEntry
from holdfast.stewardship.trail.record import record

_TRIED = "tried to open a restricted record"


@dataclass(frozen=True, kw_only=True)
class Sought:
    """By what a record is asked for: its reference, or the child's whole name and birth date."""

    reference: str = ""
    given_names: str = ""
    family_name: str = ""
    birth_on: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether this can mean one child."""
        return bool(self.reference or (self.given_names and self.family_name and self.birth_on))


def may_open(actor: Actor) -> bool:
    """Whether somebody works with children, so that a restricted record may be opened in an emergency."""
    return actor.may(Permission.SEE_CASES) and not _only_guards(actor)


def _only_guards(actor: Actor) -> bool:
    return not (actor.may(Permission.SEE_CHILDREN) or actor.may(Permission.RECORD_ON_CHILD))


@transaction.atomic
def open_in_emergency(*, by: Actor, sought: Sought, hours: int, reason: str) -> EmergencyAccess | None:
    """Open a restricted record for some hours; its guardian is told at once and owes a review.

    None when nothing was found, which is in the trail as well. Raises `PermissionDenied` or `Refused`.
    """
    if not may_open(by):
        raise PermissionDenied("Emergency access is for people who work with children's cases.")
    assess_reason(reason, "what the emergency is").require()
    if not sought.is_whole or hours not in EMERGENCY_HOURS:
        refuse("Give the record's reference, or the child's whole name and birth date.")
    assess_trying(_tries_today(by)).require()
    with seeing_everything():
        child = _find(sought, by)
    if child is None or _is_visible(child, by):
        record(_TRIED, None, by=by, has_reference=bool(sought.reference))
        return None
    return _open(child, by=by, hours=hours, reason=reason)


def _open(child: Child, *, by: Actor, hours: int, reason: str) -> EmergencyAccess:
    now = clock.now()
    with seeing_everything():
        access: EmergencyAccess = EmergencyAccess.objects.create(
            partnership_id=by.partnership_id, child=child, person_id=by.person_id, reason=reason.strip(),
            began_at=now, until_at=now + timedelta(hours=hours), group=first_casework_group(),
        )  # fmt: skip
        enter(child, "opened in an emergency", by=by, reason=reason, access=str(access.pk))
        tell_guardian(child, EMERGENCY, access.pk, Urgency.AT_ONCE)
    settle_reviews([access], by=by)
    return access


def _find(sought: Sought, by: Actor) -> Child | None:
    rows = Child.objects.filter(partnership_id=by.partnership_id, is_restricted=True, merged_into=None)
    if sought.reference:
        rows = rows.filter(reference=sought.reference.strip().upper())
    else:
        rows = rows.filter(
            given_names__iexact=sought.given_names.strip(),
            family_name__iexact=sought.family_name.strip(),
            birth_on=sought.birth_on,
        )
    found = list(rows.select_related("guardian").order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def _is_visible(child: Child, by: Actor) -> bool:
    """One that is open already needs no emergency; one with whom there is a conflict is not opened by one."""
    is_seen = Child.objects.visible_to(by).filter(pk=child.pk).exists()
    with seeing_everything():
        has_conflict = child.conflicts.filter(person_id=by.person_id, lifted_at=None).exists()
    return is_seen or has_conflict


def _tries_today(by: Actor) -> int:
    tried = TrailEntry.objects.filter(partnership_id=by.partnership_id, verb=_TRIED, person_id=by.person_id)
    return tried.filter(at__gte=clock.now() - timedelta(days=1)).count()


@transaction.atomic
def end_emergency(*, by: Actor, access: EmergencyAccess) -> None:
    """Close the record again before the time is up: by whoever opened it, or by the guardian."""
    row = _locked(access)
    if row.person_id != by.person_id and not is_guardian(by, row.child):
        raise PermissionDenied("Whoever opened the record, or its guardian, closes it.")
    if not is_live(row.until_at, clock.now()):
        return
    with seeing_everything():
        row.until_at = max(clock.now(), row.began_at + timedelta(seconds=1))
        row.save(update_fields=["until_at"])
        enter(row.child, "closed after an emergency", by=by, access=str(row.pk))


@transaction.atomic
def review_emergency(*, by: Actor, access: EmergencyAccess, was_justified: bool, review: str) -> None:
    """Say, as the record's guardian, whether the emergency was one. Raises `Refused` for one's own."""
    row = _locked(access)
    require_guardian(by, row.child)
    assess_reason(review, "what the review found").require()
    assess_review(is_own=row.person_id == by.person_id, is_reviewed=row.reviewed_at is not None).require()
    row.reviewed_at, row.reviewed_by_id = clock.now(), by.person_id
    row.was_justified, row.review = was_justified, review.strip()
    row.save(update_fields=["reviewed_at", "reviewed_by", "was_justified", "review"])
    enter(
        row.child, "emergency access reviewed", by=by, reason=review,
        after={"was_justified": was_justified}, access=str(row.pk),
    )  # fmt: skip
    settle_reviews([row], by=by)


def _locked(access: EmergencyAccess) -> EmergencyAccess:
    rows = EmergencyAccess.objects.select_for_update(of=("self",)).select_related("child")
    row: EmergencyAccess = rows.get(pk=access.pk)
    return row
