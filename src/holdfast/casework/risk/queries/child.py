"""What the risk and plan pages of one child show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.casework.children.models import Child
from holdfast.casework.risk.models import (
    Confirmation,
    LevelChange,
    ListEntry,
    PlanReview,
    SafetyPlan,
    SharedItem,
)
from holdfast.casework.risk.operations.listing import may_keep_list
from holdfast.casework.risk.operations.recording import may_answer
from holdfast.casework.risk.queries.gaps import PlanGap, must_have_plans, open_gaps
from holdfast.casework.risk.queries.history import Happening, list_history
from holdfast.casework.risk.queries.levels import LevelSaid, current_levels
from holdfast.casework.risk.queries.recording import words_of
from holdfast.casework.risk.rules.listing import CHANGES, Change, Standing
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True)
class RiskPage:
    """A child's levels with their latest assessments, place on the list, and everything that changed."""

    levels: tuple[LevelSaid, ...]
    assessments: tuple[LevelChange, ...]
    entry: ListEntry | None
    changes: tuple[Change, ...]
    history: tuple[Happening, ...]
    may_assess: bool


def risk_page(actor: Actor, child: Child) -> RiskPage:
    """Five queries."""
    latest = (
        LevelChange.objects.standing().filter(child=child).latest_of_each().select_related("by", "meeting")
    )
    entry = ListEntry.objects.filter(child=child, to_at=None).first()
    standing = Standing(entry.standing) if entry else None
    return RiskPage(
        levels=current_levels([child.pk]).get(child.pk, ()),
        assessments=tuple(sorted(latest, key=lambda one: one.at, reverse=True)),
        entry=entry,
        changes=possible_changes(standing) if may_keep_list(actor) else (),
        history=tuple(list_history(actor, child=child)),
        may_assess=actor.may(Permission.ASSESS_RISK),
    )


def possible_changes(standing: Standing | None) -> tuple[Change, ...]:
    """What can be done with a child who stands so on the list."""
    return tuple(change for change, (before, _) in CHANGES.items() if standing in before)


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """One agency's answer on one item."""

    confirmation: Confirmation
    agency: str
    is_asked: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One thing that was shared, with each agency's answer."""

    item: SharedItem
    words: str
    answers: tuple[RecordedRow, ...]


@dataclass(frozen=True)
class PlanPage:
    """A child's plan in force with its gaps, those before, and all that was shared."""

    plan: SafetyPlan | None
    must_have: bool
    gaps: tuple[PlanGap, ...]
    reviews: tuple[PlanReview, ...]
    former: tuple[SafetyPlan, ...]
    shared: tuple[SharedRow, ...]
    may_assess: bool
    may_share: bool


def plan_page(actor: Actor, child: Child) -> PlanPage:
    """A constant number of queries."""
    plans = list(SafetyPlan.objects.filter(child=child).select_related("recorded_by", "meeting", "ended_by"))
    plan = next((one for one in plans if one.ended_on is None), None)
    reviews = PlanReview.objects.filter(plan=plan).select_related("by", "meeting") if plan else ()
    return PlanPage(
        plan=plan,
        must_have=child.pk in must_have_plans(child_ids=[child.pk]),
        gaps=tuple(open_gaps(child_ids=[child.pk])),
        reviews=tuple(reviews),
        former=tuple(one for one in plans if one is not plan),
        shared=tuple(_shared(actor, child)),
        may_assess=actor.may(Permission.ASSESS_RISK),
        may_share=actor.may(Permission.RECORD_ON_CHILD),
    )


def _shared(actor: Actor, child: Child) -> Iterable[SharedRow]:
    items = SharedItem.objects.filter(child=child).select_related("plan", "action", "meeting", "shared_by")
    answers = Confirmation.objects.filter(child=child).select_related("agency", "answered_by")
    by_item: dict[object, list[RecordedRow]] = {}
    for one in answers.order_by("agency__short_name"):
        asked = one.state == Confirmation.State.ASKED
        row = RecordedRow(one, str(one.agency), asked, may_answer(actor, one.agency_id))
        by_item.setdefault(one.item_id, []).append(row)
    for item in items:
        yield SharedRow(item, words_of(item), tuple(by_item.get(item.pk, ())))
