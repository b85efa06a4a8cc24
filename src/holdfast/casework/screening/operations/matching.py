"""Saying which child a submission from outside is about."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.children.frontdoor.operations import move_to_child
from holdfast.casework.children.models import Child
from holdfast.casework.risk.models import LevelChange
from holdfast.casework.risk.operations import strike_out_level
from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.notices import tell_of_pressing, withdraw_pressing
from holdfast.casework.screening.operations.guarding import may_match_as_guardian, told_no_more
from holdfast.casework.screening.operations.provisional import give_provisional_level
from holdfast.casework.screening.operations.receiving import CAUSE, assessment_of
from holdfast.casework.screening.promises import settle_screenings
from holdfast.casework.screening.rules.tool import higher
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def match_child(*, submission: Submission, child: Child, by: Actor) -> Submission:
    """Tie it to a record, whose age and disability may raise the level to a floor, and never lower it.

    The guardian of a restricted record that it met does so where whoever keeps the queue sees no such record.
    A match that was wrong is made anew until a meeting has looked at it.
    """
    as_guardian = may_match_as_guardian(by, submission, child)
    if not as_guardian:
        by.require(Permission.KEEP_SCREENING)
    if not Child.objects.visible_to(by).filter(pk=child.pk).exists():
        raise PermissionDenied("You do not see this child's record.")
    held: Submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if held.is_draft or not Submission.objects.waiting().filter(pk=held.pk).exists():
        refuse("Only what waits for a meeting can be matched to a child.")
    _strike_out_former(held, child, by)
    held.child, held.matched_at, held.matched_by_id = child, clock.now(), by.person_id
    held.level = _kept_to_floors(held)
    held.save(update_fields=["child", "matched_at", "matched_by", "level"])
    move_to_child(cause=(CAUSE, held.pk), child=child)
    record("matched", held, by=by, child=child.reference)
    if held.is_pressing:
        if as_guardian:  # from now on nobody else sees it
            withdraw_pressing(held)
            told_no_more(held, child)
        elif child.is_restricted:
            tell_of_pressing(held)
        give_provisional_level(held, by=by)
    settle_screenings(held, by=by)
    return held


def _strike_out_former(held: Submission, child: Child, by: Actor) -> None:
    """The level that the screening gave to the child whom it was matched to before was on the wrong one."""
    if held.child_id is None or held.child_id == child.pk:
        return
    given = LevelChange.objects.standing().filter(child=held.child_id, source_id=held.pk, is_provisional=True)
    for change in given.select_related("child"):
        reason = f"Screening {held.reference} is about another child."
        strike_out_level(change=change, reason=reason, by=by)


def _kept_to_floors(held: Submission) -> str:
    """The level, at least as high as each floor that the record brings."""
    level = held.level
    for floor in assessment_of(held).floors:
        level = higher(level, floor.level)
    return level
