"""What is wanting in safety plans, and what was shared and stands on no system yet, for the agenda."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from holdfast.casework.children.models import Child
from holdfast.casework.children.rules.coming_of_age import is_adult_on
from holdfast.casework.missing.queries import frequent_on
from holdfast.casework.risk.models import Confirmation, SafetyPlan
from holdfast.casework.risk.queries.levels import high_at
from holdfast.casework.risk.recorders import agencies_for_plans
from holdfast.casework.risk.rules.plans import TIME_TO_RECORD, Gap, PlanState, Wanting, gaps_in, unrecorded
from holdfast.casework.risk.terms import casework_groups
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.working_days import end_of_day
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class PlanGap:
    """One gap in a child's safety plan, in a sentence, and which agency has to close it, if it is one's."""

    child_id: UUID
    gap: Gap
    words: str
    agency_id: UUID | None
    plan_id: UUID | None


def must_have_plans(day: date | None = None, child_ids: Collection[UUID] | None = None) -> set[UUID]:
    """The children at high risk or frequently missing on a London day (today), who are not 18 yet.

    `child_ids` asks of these alone. Three queries.
    """
    day = day or clock.today()
    wanted = set(high_at(min(end_of_day(day), clock.now()), child_ids)) | frequent_on(child_ids, day)
    rows = Child.objects.filter(pk__in=wanted, merged_into=None).values_list("pk", "birth_on")
    return {pk for pk, born in rows if not is_adult_on(born, day)}


def plan_gaps(day: date | None = None, child_ids: Collection[UUID] | None = None) -> list[PlanGap]:
    """Every gap of every child who must have a plan, on a London day (today), of some children or all.

    A number of queries that grows with the groups that discuss children, not with the children.
    """
    day = day or clock.today()
    children = sorted(must_have_plans(day, child_ids))
    agencies = _recorders()
    plans = {plan.child_id: plan for plan in _in_force(children, day)}
    answered = _answered([plan.pk for plan in plans.values()])
    return [
        PlanGap(child_id, wanting.gap, wanting.words, wanting.agency_id, plan.pk if plan else None)
        for child_id in children
        for plan in (plans.get(child_id),)
        for wanting in _wanting(plan, answered, agencies, day)
    ]


def sharing_gaps(day: date | None = None, child_ids: Collection[UUID] | None = None) -> list[PlanGap]:
    """What agencies were asked to record besides plans, and have not, by a London day (today). One query."""
    by = end_of_day(day or clock.today()) - TIME_TO_RECORD
    rows = Confirmation.objects.filter(
        state=Confirmation.State.ASKED, item__withdrawn_at=None, item__plan=None, asked_at__lte=by,
        child__merged_into=None,
    )  # fmt: skip
    if child_ids is not None:
        rows = rows.filter(child_id__in=child_ids)
    counted = rows.values_list("child_id", "agency_id", "agency__short_name", "agency__name")
    counted = counted.annotate(count=Count("pk"), since=Min("asked_at")).order_by("child_id", "agency__name")
    return [_unrecorded(*row) for row in counted]


def _unrecorded(
    child_id: UUID, agency_id: UUID, short_name: str, name: str, count: int, since: datetime
) -> PlanGap:
    words = unrecorded(count, since.astimezone(LONDON).date(), short_name or name)
    return PlanGap(child_id, Gap.SHARED_NOT_RECORDED, words, agency_id, None)


def open_gaps(day: date | None = None, child_ids: Collection[UUID] | None = None) -> list[PlanGap]:
    """What is wanting in plans, then what of all else that was shared stands on no system yet."""
    return [*plan_gaps(day, child_ids), *sharing_gaps(day, child_ids)]


def _recorders() -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for group in casework_groups():
        found |= agencies_for_plans(group)
    return found


def _in_force(children: Collection[UUID], day: date) -> list[SafetyPlan]:
    still = Q(ended_on=None) | Q(ended_on__gt=day)
    rows = SafetyPlan.objects.filter(still, child_id__in=children, agreed_on__lte=day).defer("text")
    return list(rows.order_by("agreed_on"))


def _answered(plans: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """By plan, the agencies that recorded it or said that they need not."""
    rows = Confirmation.objects.filter(item__plan_id__in=plans).exclude(state=Confirmation.State.ASKED)
    found: dict[UUID, frozenset[UUID]] = {}
    for plan_id, agency_id in rows.values_list("item__plan_id", "agency_id"):
        found[plan_id] = found.get(plan_id, frozenset()) | {agency_id}
    return found


def _wanting(
    plan: SafetyPlan | None, answered: dict[UUID, frozenset[UUID]], agencies: dict[UUID, str], day: date
) -> Iterator[Wanting]:
    if plan is None:
        yield from gaps_in(None, agencies, day)
        return
    state = PlanState(plan.review_on, plan.is_followed, answered.get(plan.pk, frozenset()))
    yield from gaps_in(state, agencies, day)


@dataclass(frozen=True, slots=True)
class ChildGaps:
    """What is wanting for one child."""

    child: Child
    gaps: tuple[PlanGap, ...]


def gaps_page(actor: Actor) -> list[ChildGaps]:
    """The children whom the person sees and for whom something is wanting, by name."""
    found: dict[UUID, tuple[PlanGap, ...]] = {}
    for gap in open_gaps():
        found[gap.child_id] = (*found.get(gap.child_id, ()), gap)
    return [
        ChildGaps(child, found[child.pk]) for child in Child.objects.visible_to(actor).filter(pk__in=found)
    ]
