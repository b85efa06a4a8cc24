"""Propose the draft as the next version, take it back, say what becomes of what is owed, end with it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from holdfast.charter.comparing import clauses_touched, diff
from holdfast.charter.editing import with_version
from holdfast.governance.terms_review.models import ProposalWithdrawal, TermsReview
from holdfast.governance.terms_review.operations.drafting import draft_charter, source_of
from holdfast.governance.terms_review.operations.rows import is_signed, locked, require_settled
from holdfast.governance.terms_review.promises import settle_terms
from holdfast.governance.terms_review.rules import assess_choice, assess_words
from holdfast.groups.charters import charter_of, digest_of
from holdfast.groups.models import Terms, TermsCarry
from holdfast.groups.operations.rows import locked_group
from holdfast.groups.operations.terms import as_kept, keep_proposal
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

REVIEW = Permission.REVIEW_TERMS


@transaction.atomic
def propose_amendments(review: TermsReview, *, by: Actor, version: str) -> Terms:
    """Make the draft a proposed version of the terms, to be signed."""
    by.require(REVIEW, review.group_id)
    now = locked(review, "propose")
    require_settled(now)
    assess_words(version, "which version it is").require()
    source, _ = source_of(now)
    if not diff(charter_of(now.base), draft_charter(now)):
        refuse("The draft is still what is in force. Amend it first, or record that no change is needed.")
    text = with_version(source, now.base.charter_key, version.strip())
    terms = _proposed_before(now, text) or keep_proposal(
        now.group_id, by=by, source=text, charter_key=now.base.charter_key
    )
    now.proposed = terms
    now.save(update_fields=["proposed"])
    record("proposed the amendments of", now, by=by, group_id=now.group_id, version=terms.version)
    settle_terms(now.group, by)
    return terms


def _proposed_before(review: TermsReview, text: str) -> Terms | None:
    """The version with just this text that a proposal taken back has left; its signatures still stand."""
    same = Terms.objects.filter(
        group_id=review.group_id, digest=digest_of(as_kept(text)), in_force_from=None, review=None
    )
    return same.first()


@transaction.atomic
def take_back_proposal(review: TermsReview, *, by: Actor, reason: str) -> None:
    """Go back to writing; the version that was proposed stays to be read, not in force."""
    by.require(REVIEW, review.group_id)
    now = locked(review, "take back")
    assess_words(reason, "why the proposal is taken back").require()
    terms = now.proposed
    if terms is None:
        refuse("Nothing is proposed yet.")
    ProposalWithdrawal.objects.create(
        partnership_id=now.partnership_id,
        review=now,
        terms=terms,
        reason=reason.strip(),
        withdrawn_at=clock.now(),
        withdrawn_by_id=by.person_id,
    )
    now.proposed = None
    now.save(update_fields=["proposed"])
    record(
        "took back the proposal of", now, by=by, group_id=now.group_id, version=terms.version, reason=reason
    )
    settle_terms(now.group, by)


@transaction.atomic
def choose_carries(review: TermsReview, *, by: Actor, choices: Mapping[str, tuple[str, str]]) -> None:
    """Say of each clause that changes or goes what becomes of what is still owed under it: choice, reason.

    Whoever signs the version signs that too: it stands from the first signature on.
    """
    by.require(REVIEW, review.group_id)
    locked_group(review.group_id, by)  # as whoever signs does
    now = locked(review, "carry")
    terms = now.proposed
    if terms is None:
        refuse("Nothing is proposed yet.")
    if is_signed(terms):
        refuse("Somebody has signed this version, and with it what becomes of what is owed: it stands.")
    touched = clauses_touched(charter_of(now.base), charter_of(terms))
    for clause, kind in touched.items():
        choice, reason = choices[clause]
        assess_choice(kind, choice, reason).require()
        TermsCarry.objects.update_or_create(
            terms=terms,
            clause=clause,
            defaults={
                "partnership_id": now.partnership_id,
                "choice": choice,
                "reason": reason.strip(),
                "chosen_at": clock.now(),
                "chosen_by_id": by.person_id,
            },
        )
    chosen = {clause: choices[clause][0] for clause in touched}
    record("said what becomes of what is owed after", now, by=by, group_id=now.group_id, chosen=chosen)


def end_when_in_force(terms: Terms, by: Actor) -> None:
    """A review ends when the version that it proposed is put in force."""
    if terms.in_force_from is None:
        return
    review = TermsReview.objects.filter(proposed=terms, ended_at=None).first()
    if review is None:
        return
    review.ended_as, review.ended_on = TermsReview.End.IN_FORCE, clock.today()
    review.ended_at, review.ended_by_id = clock.now(), by.person_id
    review.save(update_fields=["ended_as", "ended_on", "ended_at", "ended_by"])
    record("ended with a new version", review, by=by, group_id=review.group_id, version=terms.version)
