"""A group's reviews, and one of them as a list of steps with what is next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.charter.comparing import diff
from holdfast.governance.terms_review.models import TermsComment, TermsReview
from holdfast.governance.terms_review.operations.drafting import draft_charter
from holdfast.governance.terms_review.operations.rows import state_in
from holdfast.governance.terms_review.queries.answering import Answering, answering_of, names_of
from holdfast.governance.terms_review.queries.steps import Step, steps_of
from holdfast.governance.terms_review.rules import State
from holdfast.groups.charters import charter_of, review_due_on, signatures_asked, terms_in_force
from holdfast.groups.models import Group, Terms, TermsApproval, TermsCarry
from holdfast.groups.rules.terms import Capacity, terms_review
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web.words import short_day

if TYPE_CHECKING:
    from holdfast.charter.model import Charter


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that the terms ask for. Without a date it shows as not dated."""

    capacity: Capacity
    name: str
    signed_on: date | None
    is_signed: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review of the terms."""

    review: TermsReview
    state: State
    answering: Answering
    comments: int
    unsettled: int
    changes: int
    signatures: tuple[Signature, ...]
    carries: int
    consider: tuple[str, ...]
    looks_at: tuple[str, ...]
    how_due: str
    may_review: bool
    may_comment: bool

    @property
    def tasks(self) -> list[dict[str, str | bool]]:
        """The steps as a task list prints them."""
        return [asdict(step) for step in self.steps]

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is done, what is next, what comes later, in order."""
        return tuple(steps_of(self))

    @property
    def next_step(self) -> Step | None:
        """The one thing that is to be done now."""
        return next((step for step in self.steps if step.is_next), None)


def review_page(actor: Actor, review: TermsReview, day: date) -> ReviewPage:
    """A review with how far each step is; the number of queries does not grow with the comments."""
    state = state_in(review)
    charter = charter_of(review.base)
    clause = terms_review(charter)
    comments = list(TermsComment.objects.filter(review=review, answers=None).values_list("resolutions", "pk"))
    group = review.group_id
    return ReviewPage(
        review=review,
        state=state,
        answering=answering_of(review, charter, day),
        comments=len({pk for _, pk in comments}),
        unsettled=len({pk for resolution, pk in comments if resolution is None}),
        changes=_changes(charter, draft_charter(review)),
        signatures=tuple(_signatures(review.proposed)),
        carries=TermsCarry.objects.filter(terms=review.proposed).count() if review.proposed else 0,
        consider=names_of(charter, clause.then if clause else ()),
        looks_at=clause.looks_at if clause else (),
        how_due=how_due(review.base, day),
        may_review=actor.may(Permission.REVIEW_TERMS, group),
        may_comment=actor.may(Permission.COMMENT_ON_TERMS, group),
    )


def _changes(old: Charter, new: Charter) -> int:
    """How many clauses change; where none does, what else is different."""
    found = diff(old, new)
    return sum(change.clause is not None for change in found) or len(found)


def _signatures(terms: Terms | None) -> Iterator[Signature]:
    if terms is None:
        return
    there = {row.capacity: row for row in TermsApproval.objects.filter(terms=terms)}
    for capacity in signatures_asked(terms, there):
        row = there.get(capacity.key)
        name, on = (row.signatory_name, row.signed_on) if row else ("", None)
        yield Signature(capacity, name, on, row is not None)


def how_due(terms: Terms, day: date) -> str:
    """When the next review of a version is due and how that is known, in a sentence."""
    clause = terms_review(charter_of(terms))
    if clause is None:
        return "The terms do not ask for a review of themselves."
    on = review_due_on(terms)
    if on is None:
        return "The terms name no date for their next review and do not say how often: none stated."
    due = f"The next review is due on {short_day(on)}"
    if clause.next == on:
        return f"{due}, as the terms say."
    if clause.dates_left_blank:
        return (
            f"{due}. The terms leave its date blank: it is counted from the day on which they came into force"
            " or were last reviewed."
        )
    return f"{due}, counted from the day on which the terms came into force or were last reviewed."


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as it is listed."""

    id: UUID
    opened_on: date
    opened_by: str
    version: str
    state: str
    led_to: str
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """A group's reviews, the latest first."""

    group: Group
    rows: tuple[ReviewRow, ...]
    under_way: UUID | None
    how_due: str
    may_open: bool


def reviews_page(actor: Actor, group: Group, day: date) -> ReviewsPage:
    """A group's reviews: two queries, and two for the one under way."""
    reviews = list(TermsReview.objects.filter(group=group).select_related("base", "proposed", "opened_by"))
    in_force = terms_in_force(group, day)
    under_way = next((one.pk for one in reviews if one.ended_at is None), None)
    rows = tuple(
        ReviewRow(
            id=one.pk,
            opened_on=one.opened_at.astimezone(clock.LONDON).date(),
            opened_by=one.opened_by.name,
            version=one.base.version,
            state=str(state_in(one)),
            led_to=one.proposed.version if one.proposed else "",
            ended_on=one.ended_on,
        )
        for one in reviews
    )
    may_open = actor.may(Permission.REVIEW_TERMS, group.pk) and in_force is not None and under_way is None
    due = how_due(in_force, day) if in_force is not None else "No terms of reference are in force yet."
    return ReviewsPage(group, rows, under_way, due, may_open)
