"""Finding and locking a review, and whether it is far enough for an act."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from holdfast.governance.terms_review.models import TermsComment, TermsReview
from holdfast.governance.terms_review.rules import State, assess_settled, assess_step, state_of
from holdfast.groups.charters import signatures_asked
from holdfast.groups.models import Terms, TermsApproval
from holdfast.stewardship.access.actor import Actor


def find_review(actor: Actor, review_id: UUID) -> TermsReview:
    """The review, or 404 where the actor may not see its group."""
    rows = TermsReview.objects.visible_to(actor).select_related("group", "base", "proposed")
    review: TermsReview | None = rows.filter(pk=review_id).first()
    if review is None:
        raise Http404
    return review


def find_comment(actor: Actor, comment_id: UUID) -> TermsComment:
    """A comment of a review that the actor may see, or 404."""
    comment: TermsComment | None = TermsComment.objects.filter(pk=comment_id).first()
    if comment is None:
        raise Http404
    comment.review = find_review(actor, comment.review_id)
    return comment


def locked(review: TermsReview, step: str) -> TermsReview:
    """The review as it is now, held for the length of one act, which must be allowed in its state."""
    now: TermsReview = TermsReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    assess_step(state_in(now), step).require()
    return now


def state_in(review: TermsReview) -> State:
    """How far a review is. At most three queries, none while nothing is proposed."""
    asked: list[str] = []
    signed: list[str] = []
    if review.proposed is not None and not review.ended_as:
        asked = [capacity.key for capacity in signatures_asked(review.proposed)]
        rows = TermsApproval.objects.filter(terms=review.proposed)
        signed = list(rows.values_list("capacity", flat=True))
    return state_of(
        ended_as=review.ended_as,
        is_proposed=review.proposed_id is not None,
        asked=asked,
        signed=signed,
        is_closed=review.comments_closed_at is not None,
    )


def is_signed(terms: Terms) -> bool:
    """Whether anybody has signed it yet."""
    return TermsApproval.objects.filter(terms=terms).exists()


def require_settled(review: TermsReview) -> None:
    """Refuse while a comment has no answer."""
    open_ones = TermsComment.objects.filter(review=review, answers=None, resolutions=None)
    assess_settled(open_ones.count()).require()
