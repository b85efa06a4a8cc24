"""What is wanting in the safety plans of the children who must have one: pure functions of plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from holdfast.kernel.clocks import said_day
from holdfast.kernel.finding import Finding

# The terms do not say how soon an agency records what is shared; after two days it is a gap (our reading).
TIME_TO_RECORD = timedelta(days=2)


class Gap(StrEnum):
    """What can be wanting."""

    NO_PLAN = "no-plan"
    REVIEW_DUE = "review-due"
    NOT_FOLLOWED = "not-followed"
    NOT_RECORDED = "not-recorded"
    SHARED_NOT_RECORDED = "shared-not-recorded"


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan in force, as its gaps are judged; `recorded_by` are the agencies that confirmed or need not."""

    review_on: date | None
    is_followed: bool
    recorded_by: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Wanting:
    """One gap in a sentence; `agency_id` where one agency has to close it."""

    gap: Gap
    words: str
    agency_id: UUID | None = None


def gaps_in(plan: PlanState | None, agencies: dict[UUID, str], day: date) -> Iterator[Wanting]:
    """What is wanting for a child who must have a plan; `agencies` are those whose systems must hold it."""
    if plan is None:
        yield Wanting(Gap.NO_PLAN, "No safety plan is agreed")
        return
    if not plan.is_followed:
        yield Wanting(Gap.NOT_FOLLOWED, "The safety plan is not followed")
    if plan.review_on is not None and plan.review_on < day:
        said = f"{plan.review_on.day} {plan.review_on:%B %Y}"
        yield Wanting(Gap.REVIEW_DUE, f"The safety plan was to be looked at again by {said}")
    for agency_id, name in agencies.items():
        if agency_id not in plan.recorded_by:
            yield Wanting(Gap.NOT_RECORDED, f"The safety plan is not on the system of {name}", agency_id)


def unrecorded(count: int, since: date, agency: str) -> str:
    """What one agency has not put on its own system, of what was shared with it from a London day on."""
    what = "1 thing shared" if count == 1 else f"{count} things shared"
    verb, when = ("is", "on") if count == 1 else ("are", "since")
    return f"{what} {when} {said_day(since)} {verb} not on the system of {agency}"


def assess_next_review(review_on: date, day: date) -> Finding:
    """Whether a plan is looked at again on a day to come."""
    met = review_on > day
    return Finding(met=met, reason="It is to come." if met else "Say on which day to come it is looked at.")
