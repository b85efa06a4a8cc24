"""What the terms promise of themselves, as obligations: that they are reviewed, and that they are signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from holdfast.governance.terms_review.models import TermsReview
from holdfast.groups.charters import charter_of
from holdfast.groups.hooks import on_group_changed, on_terms_changed
from holdfast.groups.models import Group, Terms, TermsApproval
from holdfast.groups.rules.terms import Capacity, capacities, next_review, review_after, terms_review
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON, start_of
from holdfast.kernel.clocks import Clock, Due, said_day
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.duties.calendar import last_beginning
from holdfast.obligations.duties.chains import chain_of
from holdfast.obligations.duties.promises import begun, following
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.parties import Directory, directory_of
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version
from holdfast.stewardship.access.actor import Actor

if TYPE_CHECKING:
    from holdfast.charter.promises import Review

REVIEWS, VERSIONS = "terms review", "terms version"

REVIEWED = Kind(
    key="terms-reviewed",
    title="Reviews of the terms",
    keeps=("review",),
    doing=lambda row: Doing("Review the terms", reverse("terms_review:list", args=[row.group_id])),
)
SIGNED = Kind(
    key="terms-signed",
    title="Signatures under the terms",
    keeps=("approval",),
    doing=lambda row: Doing("Open the terms", reverse("groups:read-terms", args=[row.cause_id])),
)


def register() -> None:
    """Declare them and listen to the operations below; called when the app is ready."""
    declare(
        Source(
            cause=REVIEWS,
            kinds=(REVIEWED,),
            is_of_group=True,
            facts=_reviews,
            promises=begun(_reviews_owed),
            next_at=following(_reviews_owed),
        )
    )
    declare(Source(cause=VERSIONS, kinds=(SIGNED,), facts=_signatures, promises=_signatures_owed))
    on_terms_changed.register(_terms_changed)
    on_group_changed.register(settle_terms)


def _terms_changed(terms: Terms, by: Actor) -> None:
    settle_terms(terms.group, by)


def settle_terms(group: Group, by: Actor) -> None:
    """Bring both in line with what was reviewed, proposed, signed and put in force."""
    settle(REVIEWS, [group.pk], group=group, by=by, why="the terms of reference changed")
    settle(VERSIONS, None, group=group, by=by, why="another version was put in force, or this one taken back")


@dataclass(frozen=True)
class Done:
    """A review that has ended: when that was agreed, and from which day the next is counted."""

    id: UUID
    at: datetime
    result: str
    next_from: date
    is_new_version: bool


@dataclass(frozen=True)
class Reviews:
    """The facts behind reviews of the terms. Nothing begins after `until`."""

    group_id: UUID
    until: datetime
    versions: tuple[Version, ...]
    directory: Directory
    done: tuple[Done, ...]


def _reviews(asked: Asked) -> Reviews:
    """Three queries."""
    rows = TermsReview.objects.filter(group=asked.group, ended_at__isnull=False)
    done = sorted((_done(row) for row in rows.select_related("proposed")), key=lambda one: one.at)
    until = last_beginning(asked.group, asked.until)
    return Reviews(asked.group.pk, until, asked.versions, directory_of(asked.group), tuple(done))


def _done(row: TermsReview) -> Done:
    terms = row.proposed
    if row.ended_as == TermsReview.End.IN_FORCE and terms is not None:
        return Done(row.pk, row.ended_at, f"version {terms.version}", terms.in_force_from, True)  # type: ignore[arg-type]
    assert row.ended_on is not None and row.ended_at is not None  # noqa: S101, PT018  # nosec B101
    return Done(row.pk, min(row.ended_at, end_of_day(row.ended_on)), "no change needed", row.ended_on, False)


def _reviews_owed(facts: Reviews, version: Version) -> Iterator[Promise]:
    """Each review through the versions whose clause goes on: the next is counted from what the last led to.

    A version that comes without a review puts no review off: the one that was open goes on.
    """
    wanted = terms_review(version.charter) if version.charter else None
    if wanted is None:
        return
    chain = chain_of(facts.versions, version, lambda charter: _same_clause(terms_review(charter), wanted))
    first, is_new_version = chain[0][0].from_on, True
    for done in (*(one for one in facts.done if one.next_from >= first), None):
        judge, review = _judging(chain, done)
        due = _due(judge, review, first) if is_new_version else review_after(review, first)
        if due is None:
            return
        yield from _owed(facts, judge, review, first, due, done)
        if done is not None:
            first, is_new_version = done.next_from, done.is_new_version


def _same_clause(one: Review | None, review: Review) -> Review | None:
    return one if one is not None and one.clause == review.clause else None


def _judging(chain: list[tuple[Version, Review]], done: Done | None) -> tuple[Version, Review]:
    """The version by which a review is judged: the one in force when it ended, else the last."""
    if done is None:
        return chain[-1]
    before = [pair for pair in chain if pair[0].from_on < done.next_from]
    return before[-1] if before else chain[0]


def _due(version: Version, review: Review, first: date) -> date | None:
    return next_review(version.charter, first) if version.charter else review_after(review, first)


def _owed(
    facts: Reviews, version: Version, review: Review, first: date, due: date, done: Done | None
) -> Iterator[Promise]:
    if version.charter is None:
        return
    for owner in facts.directory.parties(version.charter, review.by):
        yield Promise(
            kind=REVIEWED.key,
            clause=review.clause,
            cause_id=facts.group_id,
            occasion=f"review from {first}",
            owner=owner,
            owed_to=next(iter(facts.directory.parties(version.charter, review.then)), _the_group(facts)),
            says="Review the terms of reference",
            began_at=start_of(first),
            began_with="the terms came into force, or were last reviewed",
            due=Due(end_of_day(due), Clock.CALENDAR, _counted(review, first, due)),
            period=str(review.every) if review.every else "",
            kept=_kept(done),
        )


def _the_group(facts: Reviews) -> Party:
    return Party(group_id=facts.group_id)


def _counted(review: Review, first: date, due: date) -> str:
    if review.next == due:
        return f"to the end of {said_day(due)}, as the terms say"
    blank = "; the terms leave the date blank" if review.dates_left_blank else ""
    return f"to the end of {said_day(due)}, {review.every} from {said_day(first)}{blank}"


def _kept(done: Done | None) -> Kept | None:
    if done is None:
        return None
    words = f"Review of the terms, {said_day(done.at.astimezone(LONDON).date())}: {done.result}"
    return Kept(done.at, (Proof("terms_review.termsreview", done.id, words, done.at),))


@dataclass(frozen=True)
class Signatures:
    """The versions that are or were to be signed, with the signatures under them."""

    group_id: UUID
    directory: Directory
    versions: tuple[tuple[Terms, tuple[Capacity, ...]], ...]
    signed: dict[tuple[UUID, str], TermsApproval]


def _signatures(asked: Asked) -> Signatures:
    """Five queries: the versions ever in force, and the last proposed since that is not taken back."""
    rows = Terms.objects.filter(group=asked.group).defer("source").order_by("proposed_at")
    there = list(
        rows.filter(Q(in_force_from__isnull=False) | Q(withdrawals=None) | Q(review__isnull=False)).distinct()
    )
    proposed = [one for one in there if one.in_force_from is None]
    adopted = [one for one in there if one.in_force_from is not None]
    last = max((one.proposed_at for one in adopted), default=None)
    current = [one for one in proposed if last is None or one.proposed_at >= last][-1:]
    wanted = [one for one in (*adopted, *current) if asked.wants(one.pk)]
    approvals = TermsApproval.objects.filter(terms__in=wanted)
    signed = {(row.terms_id, row.capacity): row for row in approvals}
    versions = tuple((one, _asked_of(one, adopted)) for one in wanted)
    return Signatures(asked.group.pk, directory_of(asked.group), versions, signed)


def _asked_of(terms: Terms, adopted: list[Terms]) -> tuple[Capacity, ...]:
    """Whom a version and the one that it follows ask to sign it."""
    until = terms.in_force_from or clock.today() + timedelta(days=1)
    earlier = [(one.in_force_from, one) for one in adopted if one.in_force_from and one.in_force_from < until]
    before = max(earlier, key=lambda pair: pair[0])[1] if earlier else None
    return capacities(charter_of(terms), charter_of(before) if before else None)


def _signatures_owed(facts: Signatures, version: Version) -> Iterator[Promise]:
    """Every signature that a version asks for under itself, whichever version governs meanwhile."""
    for terms, asked in facts.versions:
        charter = charter_of(terms)
        for capacity in asked:
            row = facts.signed.get((terms.pk, capacity.key))
            if row is None and terms.in_force_from is not None:
                continue  # adopted before anybody asked for it
            yield Promise(
                kind=SIGNED.key,
                clause=capacity.clause,
                cause_id=terms.pk,
                occasion=f"version {terms.pk}",
                owner=facts.directory.party(charter, capacity.key),
                owed_to=Party(group_id=facts.group_id),
                says=f"Sign version {terms.version} of the terms as {capacity.title}",
                began_at=terms.proposed_at,
                began_with="the version was proposed",
                subject=("groups.terms", terms.pk),
                kept=_signed(terms, row),
            )


def _signed(terms: Terms, row: TermsApproval | None) -> Kept | None:
    if row is None:
        return None
    given = end_of_day(row.signed_on) if row.signed_on else row.recorded_at
    at = max(terms.proposed_at, min(given, row.recorded_at))
    dated = said_day(row.signed_on) if row.signed_on else "not dated"
    return Kept(at, (Proof("groups.termsapproval", row.pk, f"Signed by {row.signatory_name}, {dated}", at),))
