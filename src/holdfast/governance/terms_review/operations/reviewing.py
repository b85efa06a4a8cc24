"""Open a review of the terms, close its comments, end it without a change."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from holdfast.governance.terms_review.models import TermsReview
from holdfast.governance.terms_review.operations.rows import locked, require_settled
from holdfast.governance.terms_review.promises import settle_terms
from holdfast.governance.terms_review.rules import assess_end, assess_words
from holdfast.groups.charters import charter_of, review_due_on, terms_in_force
from holdfast.groups.operations.rows import locked_group
from holdfast.groups.rules.terms import review_after, terms_review
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

REVIEW = Permission.REVIEW_TERMS


@transaction.atomic
def open_review(
    group_id: UUID, *, by: Actor, why: str, comments_until: date, asked_by: str = ""
) -> TermsReview:
    """Begin a review of the version in force; one at a time in a group."""
    by.require(REVIEW, group_id)
    group = locked_group(group_id, by)
    today = clock.today()
    terms = terms_in_force(group, today)
    if terms is None:
        refuse("No terms of reference are in force: there is nothing to review yet.")
    if TermsReview.objects.filter(group=group, ended_at=None).exists():
        refuse("A review of these terms is under way already.")
    if comments_until < today:
        refuse("The last day for comments has passed already: choose a later one.")
    if why == TermsReview.Why.ASKED:
        assess_words(asked_by, "who asked for the review").require()
    clause = terms_review(charter_of(terms))
    review: TermsReview = TermsReview.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        base=terms,
        clause=clause.clause if clause is not None else "",
        why=why,
        asked_by=asked_by.strip(),
        due_on=review_due_on(terms),
        comments_until=comments_until,
        opened_at=clock.now(),
        opened_by_id=by.person_id,
    )
    record("opened", review, by=by, group_id=group_id, why=why, version=terms.version)
    return review


@transaction.atomic
def close_comments(review: TermsReview, *, by: Actor) -> None:
    """Take no more comments from members; whoever has said nothing stays shown as silent."""
    by.require(REVIEW, review.group_id)
    now = locked(review, "close")
    now.comments_closed_at, now.comments_closed_by_id = clock.now(), by.person_id
    now.save(update_fields=["comments_closed_at", "comments_closed_by"])
    record("closed the comments of", now, by=by, group_id=now.group_id)


@transaction.atomic
def end_without_change(review: TermsReview, *, by: Actor, agreed_by: str, outcome: str, on: date) -> None:
    """Record that the terms were reviewed and stay as they are; the next review is counted from that day."""
    by.require(REVIEW, review.group_id)
    now = locked(review, "end")
    require_settled(now)
    assess_words(agreed_by, "who agreed it").require()
    assess_words(outcome, "why no change is needed").require()
    assess_end(on, now.opened_at.astimezone(clock.LONDON).date(), clock.today()).require()
    now.ended_as, now.agreed_by, now.outcome = TermsReview.End.NO_CHANGE, agreed_by.strip(), outcome.strip()
    now.ended_on, now.ended_at, now.ended_by_id = on, clock.now(), by.person_id
    now.save()
    clause = terms_review(charter_of(now.base))
    now.base.next_review_on = review_after(clause, on) if clause is not None else None
    now.base.save(update_fields=["next_review_on"])
    record("ended without change", now, by=by, group_id=now.group_id, on=str(on), agreed_by=agreed_by)
    settle_terms(now.group, by)
