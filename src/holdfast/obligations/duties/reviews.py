"""The reviews that a group owes besides that of its terms: of its membership, of its work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from holdfast.charter.promises import Review
from holdfast.charter.words import plain
from holdfast.groups.rules.terms import review_after, terms_review
from holdfast.kernel.clocks import Clock, Due, said_day
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.duties.calendar import Calendar
from holdfast.obligations.duties.chains import chain_of, same_in
from holdfast.obligations.duties.laying import Rhythm, Span, laid, length_of
from holdfast.obligations.ledger.kinds import Kind
from holdfast.obligations.ledger.promises import Party, Promise
from holdfast.obligations.ledger.versions import Version

if TYPE_CHECKING:
    from datetime import date

    from holdfast.charter.model import Charter

REVIEW = Kind(
    key="review", title="Reviews of the membership and the work", keeps=("review",), may_be_stated=True
)


def reviews_owed(calendar: Calendar, version: Version, charter: Charter) -> Iterator[Promise]:
    """Every review of one version but that of the terms, up to the first that begins after the end."""
    of_terms = terms_review(charter)
    for review in charter.each(Review):
        if review.every is None or review == of_terms:
            continue
        for span in review_spans(calendar.versions, version, review, calendar.until_on):
            yield from _owed(calendar, charter, review, span)


def review_spans(
    versions: tuple[Version, ...], version: Version, review: Review, until: date
) -> Iterator[Span]:
    """When each review by this clause begins to be owed and falls due."""
    chain = chain_of(versions, version, same_in(review, lambda one: plain(one.of)))
    return laid([_rhythm(one, made) for one, made in chain if made.every], until)


def _rhythm(version: Version, review: Review) -> Rhythm:
    every = review.every
    assert every is not None  # noqa: S101  # nosec B101  # only such are laid
    stated = review.next or (review_after(review, review.last) if review.last else None)
    return Rhythm(version.from_on, length_of(every), stated, is_window=False)


def _owed(calendar: Calendar, charter: Charter, review: Review, span: Span) -> Iterator[Promise]:
    for owner in calendar.directory.parties(charter, review.by):
        yield Promise(
            kind=REVIEW.key,
            clause=review.clause,
            cause_id=calendar.group_id,
            occasion=f"{plain(review.of)[:100]} from {span.first}",
            owner=owner,
            owed_to=Party(group_id=calendar.group_id),
            says=f"Review {review.of}",
            began_at=span.began_at,
            began_with="the day after the last such review was due, or when the terms came into force",
            due=Due(end_of_day(span.last), Clock.CALENDAR, f"to the end of {said_day(span.last)}"),
            period=str(review.every),
        )
