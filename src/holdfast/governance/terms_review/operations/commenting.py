"""Say something of a clause, answer, and settle what was said. Nothing said can be changed or taken away."""

from __future__ import annotations

from django.db import transaction

from holdfast.governance.terms_review.models import CommentResolution, ReviewAnswer, TermsComment, TermsReview
from holdfast.governance.terms_review.operations.rows import locked
from holdfast.governance.terms_review.rules import assess_words
from holdfast.groups.charters import charter_of
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def comment_on_terms(review: TermsReview, *, by: Actor, clause: str, text: str) -> TermsComment:
    """Comment on a clause, or with an empty `clause` on the whole, while comments are open."""
    by.require(Permission.COMMENT_ON_TERMS, review.group_id)
    now = locked(review, "comment")
    return _say(now, by, clause, text, by.name, is_own=True)


@transaction.atomic
def record_comment(
    review: TermsReview, *, by: Actor, author_name: str, clause: str, text: str
) -> TermsComment:
    """Record what somebody outside said, such as the Board; possible until the review has ended."""
    by.require(Permission.REVIEW_TERMS, review.group_id)
    now = locked(review, "record")
    assess_words(author_name, "whose comment it is").require()
    return _say(now, by, clause, text, author_name.strip(), is_own=False)


@transaction.atomic
def reply_to_comment(comment: TermsComment, *, by: Actor, text: str) -> TermsComment:
    """Answer a comment; answers are not answered again, the thread stays one deep."""
    by.require(Permission.COMMENT_ON_TERMS, comment.review.group_id)
    now = locked(comment.review, "reply")
    first = comment if comment.answers_id is None else comment.answers
    return _say(now, by, comment.clause, text, by.name, is_own=True, answers=first)


def _say(
    review: TermsReview,
    by: Actor,
    clause: str,
    text: str,
    author_name: str,
    *,
    is_own: bool,
    answers: TermsComment | None = None,
) -> TermsComment:
    assess_words(text, "what you have to say").require()
    if clause and clause not in {one.id for one in charter_of(review.base).clauses}:
        refuse("The terms under review have no such clause.")
    comment: TermsComment = TermsComment.objects.create(
        partnership_id=review.partnership_id,
        review=review,
        answers=answers,
        clause=clause,
        text=text.strip(),
        author_id=by.person_id if is_own else None,
        author_name=author_name,
        made_at=clock.now(),
        recorded_by_id=by.person_id,
    )
    record("commented in", review, by=by, group_id=review.group_id, clause=clause, comment=str(comment.pk))
    return comment


@transaction.atomic
def say_nothing_to_add(review: TermsReview, *, by: Actor) -> None:
    """Say that one has read the terms and has nothing to add; a second time changes nothing."""
    by.require(Permission.COMMENT_ON_TERMS, review.group_id)
    now = locked(review, "comment")
    _, is_new = ReviewAnswer.objects.get_or_create(
        review=now,
        person_id=by.person_id,
        defaults={"partnership_id": now.partnership_id, "answered_at": clock.now()},
    )
    if is_new:
        record("had nothing to add to", now, by=by, group_id=now.group_id)


@transaction.atomic
def resolve_comment(comment: TermsComment, *, by: Actor, outcome: str, text: str) -> CommentResolution:
    """Say in a sentence what is made of a comment. Said anew, the earlier one stays."""
    by.require(Permission.REVIEW_TERMS, comment.review.group_id)
    now = locked(comment.review, "resolve")
    assess_words(text, "in a sentence what is made of the comment").require()
    if comment.answers_id is not None:
        refuse("The comment that began the thread is settled, not an answer to it.")
    resolution: CommentResolution = CommentResolution.objects.create(
        partnership_id=now.partnership_id,
        comment=comment,
        outcome=outcome,
        text=text.strip(),
        resolved_at=clock.now(),
        resolved_by_id=by.person_id,
    )
    record(
        "settled a comment in", now, by=by, group_id=now.group_id, comment=str(comment.pk), outcome=outcome
    )
    return resolution
