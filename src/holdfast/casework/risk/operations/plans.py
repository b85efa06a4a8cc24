"""Safety plans: agreed, looked at, ended; each is asked of the agencies whose systems must hold it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.risk.models import PlanReview, SafetyPlan, SharedItem
from holdfast.casework.risk.operations.locking import held
from holdfast.casework.risk.operations.recording import ask_agencies, withdraw_item
from holdfast.casework.risk.recorders import agencies_for_plans
from holdfast.casework.risk.rules.levels import assess_reason, assess_unchanged
from holdfast.casework.risk.rules.plans import assess_next_review
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def agree_plan(
    *,
    child: Child,
    group: Group,
    text: str,
    review_on: date,
    by: Actor,
    agreed_on: date | None = None,
    agreed_with: str = "",
    meeting: Meeting | None = None,
    version: int | None = None,
) -> SafetyPlan:
    """Record what was agreed to keep a child safe; it takes the place of the plan before.

    Asks the agencies that must hold it to record it. `version` is that of the plan which the person was
    looking at. Raises `PermissionDenied`, or `Refused`.
    """
    by.require(Permission.ASSESS_RISK)
    child = held(child, by)
    agreed_on = agreed_on or clock.today()
    assess_reason(text, "what is agreed").require()
    assess_next_review(review_on, agreed_on).require()
    if agreed_on > clock.today():
        refuse("The plan cannot be agreed on a day to come. Enter it once it is.")
    former = SafetyPlan.objects.select_for_update().filter(child=child, ended_on=None).first()
    if version is not None:
        assess_unchanged(version, former.version if former else -1).require()
    if former is not None:
        if agreed_on < former.agreed_on:
            refuse("A later plan was agreed already. Give a day on or after it.")
        end_as_former(former, agreed_on, by)
    plan = SafetyPlan.objects.create(
        partnership_id=by.partnership_id, child=child, text=text.strip(), agreed_on=agreed_on,
        meeting=meeting, agreed_with=agreed_with.strip(), review_on=review_on, recorded_by_id=by.person_id,
    )  # fmt: skip
    record("agreed safety plan", plan, by=by, group_id=group.pk, child=child.reference)
    item = SharedItem.objects.create(
        partnership_id=by.partnership_id, child=child, kind=SharedItem.Kind.PLAN, group=group,
        meeting=meeting, plan=plan, shared_at=clock.now(), shared_by_id=by.person_id,
    )  # fmt: skip
    ask_agencies(item, agencies_for_plans(group), by=by)
    return plan


@transaction.atomic
def review_plan(
    *,
    plan: SafetyPlan,
    followed: str,
    text: str,
    next_on: date,
    by: Actor,
    meeting: Meeting | None = None,
    version: int | None = None,
) -> PlanReview:
    """Record how a plan goes, and when it is looked at again."""
    by.require(Permission.ASSESS_RISK)
    held(plan.child, by)
    plan = SafetyPlan.objects.select_for_update().get(pk=plan.pk)
    assess_unchanged(version, plan.version).require()
    assess_reason(text, "how the plan goes").require()
    assess_next_review(next_on, clock.today()).require()
    if plan.ended_on is not None:
        refuse("This plan has ended. Look at the one that took its place.")
    review = PlanReview.objects.create(
        partnership_id=by.partnership_id, child_id=plan.child_id, plan=plan, followed=followed,
        text=text.strip(), meeting=meeting, reviewed_on=clock.today(), next_on=next_on,
        by_id=by.person_id,
    )  # fmt: skip
    plan.is_followed, plan.review_on = followed == PlanReview.Followed.YES, review.next_on
    plan.version += 1
    plan.save(update_fields=["is_followed", "review_on", "version"])
    record("looked at safety plan", plan, by=by, followed=followed)
    return review


@transaction.atomic
def end_plan(*, plan: SafetyPlan, reason: str, by: Actor) -> None:
    """End a plan without another; nobody is asked to record it any more."""
    by.require(Permission.ASSESS_RISK)
    held(plan.child, by)
    assess_reason(reason, "the plan ends").require()
    plan = SafetyPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.ended_on is not None:
        refuse("This plan has ended already.")
    _end(plan, clock.today(), reason.strip(), by)


def end_as_former(plan: SafetyPlan, day: date, by: Actor) -> None:
    """End a plan because another holds from a day on."""
    _end(plan, day, "A new plan took its place", by)


def _end(plan: SafetyPlan, day: date, reason: str, by: Actor) -> None:
    plan.ended_on, plan.ended_reason, plan.ended_by_id = day, reason, by.person_id
    plan.version += 1
    plan.save(update_fields=["ended_on", "ended_reason", "ended_by", "version"])
    record("ended safety plan", plan, by=by)
    for item in SharedItem.objects.filter(plan=plan, withdrawn_at=None):
        withdraw_item(item=item, reason="The plan ended", by=by)
