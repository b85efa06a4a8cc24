"""The terms under review clause by clause, with what was said of each and what was made of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from holdfast.governance.terms_review.models import TermsComment, TermsReview
from holdfast.governance.terms_review.operations.rows import state_in
from holdfast.governance.terms_review.queries.answering import Answering, answering_of, bodies_asked
from holdfast.governance.terms_review.rules import STEPS, State
from holdfast.groups.charters import charter_of
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

if TYPE_CHECKING:
    from holdfast.charter.findings import ClauseReading
    from holdfast.governance.terms_review.models import CommentResolution


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers and what was made of it, the latest last."""

    comment: TermsComment
    replies: tuple[TermsComment, ...]
    resolutions: tuple[CommentResolution, ...]

    @property
    def resolution(self) -> CommentResolution | None:
        """What holds."""
        return self.resolutions[-1] if self.resolutions else None


@dataclass(frozen=True, slots=True)
class CommentedClause:
    """A clause with its threads; `reading` is None for the terms as a whole."""

    reading: ClauseReading | None
    threads: tuple[Thread, ...]

    @property
    def id(self) -> str:
        """The clause's id, empty for the whole."""
        return self.reading.clause if self.reading is not None else ""


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """Everything that was said in a review."""

    review: TermsReview
    state: State
    clauses: tuple[CommentedClause, ...]
    answering: Answering
    bodies: tuple[str, ...]
    has_answered: bool
    may_comment: bool
    may_reply: bool
    may_record: bool
    may_settle: bool
    may_close: bool

    @property
    def said(self) -> tuple[CommentedClause, ...]:
        """The clauses of which something was said."""
        return tuple(clause for clause in self.clauses if clause.threads)


def comments_page(actor: Actor, review: TermsReview, day: date) -> CommentsPage:
    """All clauses with their threads: the number of queries does not grow with them."""
    from holdfast.charter.plain import explain

    charter = charter_of(review.base)
    threads = threads_by_clause(review)
    state = state_in(review)
    reviews = actor.may(Permission.REVIEW_TERMS, review.group_id)
    comments = actor.may(Permission.COMMENT_ON_TERMS, review.group_id)
    answering = answering_of(review, charter, day)
    return CommentsPage(
        review=review,
        state=state,
        clauses=(
            CommentedClause(None, threads[""]),
            *(CommentedClause(reading, threads[reading.clause]) for reading in explain(charter)),
        ),
        answering=answering,
        bodies=bodies_asked(charter),
        has_answered=answering.has_heard(actor.person_id),
        may_comment=comments and "comment" in STEPS[state],
        may_reply=comments and "reply" in STEPS[state],
        may_record=reviews and "record" in STEPS[state],
        may_settle=reviews and "resolve" in STEPS[state],
        may_close=reviews and "close" in STEPS[state],
    )


def threads_by_clause(review: TermsReview) -> defaultdict[str, tuple[Thread, ...]]:
    """The threads of a review by the clause that they are about: two queries."""
    rows = TermsComment.objects.filter(review=review).select_related("author__agency", "recorded_by")
    comments = list(rows.prefetch_related("resolutions__resolved_by").order_by("made_at", "id"))
    replies: defaultdict[object, list[TermsComment]] = defaultdict(list)
    for comment in comments:
        replies[comment.answers_id].append(comment)
    found: defaultdict[str, tuple[Thread, ...]] = defaultdict(tuple)
    for comment in replies[None]:
        said = sorted(comment.resolutions.all(), key=lambda one: one.resolved_at)
        found[comment.clause] += (Thread(comment, tuple(replies[comment.pk]), tuple(said)),)
    return found
