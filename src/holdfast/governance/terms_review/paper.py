"""A review as a document for the Board: who was asked, what was said and made of it, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from holdfast.governance.terms_review.models import TermsReview
from holdfast.governance.terms_review.queries.amendments import (
    Amendment,
    AmendmentsPage,
    Piece,
    amendments_page,
    carries_page,
)
from holdfast.governance.terms_review.queries.comments import CommentsPage, Thread, comments_page
from holdfast.governance.terms_review.queries.reviews import ReviewPage, review_page
from holdfast.groups.models import TermsCarry
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.web.documents.blocks import Block, Bullets, Document, Facts, Heading, Paragraph, Table
from holdfast.web.words import day as said_day
from holdfast.web.words import sentence, short_day


def review_document(reader: Actor, review: TermsReview, day: date) -> Document:
    """The whole review, as it stands."""
    page = review_page(reader, review, day)
    comments = comments_page(reader, review, day)
    amendments = amendments_page(reader, review)
    return Document(
        title=f"Review of the terms of reference of {review.group.name}",
        subtitle=f"Opened on {said_day(_london(review))}",
        blocks=[
            Facts(list(_facts(page))),
            *_answers(page),
            *_comments(comments),
            *_amendments(amendments),
            *_carries(review),
        ],
        status=f"Review of terms, {page.state}",
        made_for=reader.name,
        made_at=clock.now(),
        is_invented=settings.HOLDFAST_INVENTED,
    )


def _london(review: TermsReview) -> date:
    return review.opened_at.astimezone(clock.LONDON).date()


def _facts(page: ReviewPage) -> Iterator[tuple[str, str]]:
    review = page.review
    yield "Terms under review", f"version {review.base.version}"
    yield "Opened", f"{short_day(_london(review))}, by {review.opened_by.name}"
    clause = f" (clause {review.clause})" if review.clause else ""
    scheduled = f"{review.get_why_display()}{clause}"
    yield "Why", f"Asked for by {review.asked_by}" if review.asked_by else scheduled
    yield "Due", short_day(review.due_on) if review.due_on else "no date stated"
    yield "State", sentence(str(page.state))
    if review.ended_as == TermsReview.End.NO_CHANGE:
        yield "Result", f"{review.outcome} Agreed by {review.agreed_by}, {short_day(review.ended_on)}."
    for one in page.signatures:
        on = short_day(one.signed_on) if one.signed_on else "not dated"
        yield f"Signed as {one.capacity.title}", f"{one.name}, {on}" if one.is_signed else "not signed"
    if review.proposed is not None:
        terms = review.proposed
        begins = (
            f", in force from {short_day(terms.in_force_from)}" if terms.in_force_from else ", not in force"
        )
        yield "New version", f"{terms.version}{begins}"


def _answers(page: ReviewPage) -> Iterator[Block]:
    yield Heading("Who was asked")
    rows = [(one.name, one.seats, one.said or "nothing heard") for one in page.answering.asked]
    yield Table("Who was asked and who answered", ["Name", "Seat", "Answer"], rows, (4, 4, 3))


def _comments(page: CommentsPage) -> Iterator[Block]:
    yield Heading("Comments, and what was made of them")
    if not page.said:
        yield Paragraph("Nobody commented.")
    for clause in page.said:
        yield Heading(f"Clause {clause.id}" if clause.reading else "The terms as a whole", 2)
        if clause.reading is not None:
            yield Paragraph(clause.reading.says)
        for thread in clause.threads:
            yield Bullets(list(_thread(thread)))


def _thread(thread: Thread) -> Iterator[str]:
    comment = thread.comment
    yield f"{comment.author_name}, {_on(comment)}: {comment.text}"
    for reply in thread.replies:
        yield f"{reply.author_name} answered, {_on(reply)}: {reply.text}"
    for settled in thread.resolutions:
        by = f"{settled.resolved_by.name}, {short_day(settled.resolved_at)}"
        yield f"{settled.get_outcome_display()} ({by}): {settled.text}"
    if thread.resolution is None:
        yield "Not settled yet."


def _on(comment: object) -> str:
    return short_day(comment.made_at)  # type: ignore[attr-defined]


def _amendments(page: AmendmentsPage) -> Iterator[Block]:
    yield Heading("Amendments, before and after")
    if not page.is_changed:
        ended = page.review.ended_at is not None
        yield Paragraph("The terms stay as they are." if ended else "Nothing is amended so far.")
    for change in page.itself:
        yield Paragraph(sentence(change.words))
    for amendment in page.changed:
        yield Heading(f"Clause {amendment.clause}, {amendment.kind}", 2)
        rows = [("Says", _joined(amendment.said_before), _joined(amendment.said_after)), _kept(amendment)]
        yield Table(f"Clause {amendment.clause}", ["", "Before", "After"], rows, (2, 6, 6))


def _joined(pieces: tuple[Piece, ...]) -> str:
    return " ".join(piece.words for piece in pieces) or "nothing"


def _kept(amendment: Amendment) -> tuple[str, str, str]:
    sides = (amendment.rules_before, amendment.rules_after)
    before, after = ("\n".join(sentence(piece.words) for piece in side) or "nothing" for side in sides)
    return "Kept by", before, after


def _carries(review: TermsReview) -> Iterator[Block]:
    rows = carries_page(review).rows
    if rows:
        yield Heading("What becomes of what was still owed")
        said = [
            (
                row.clause,
                TermsCarry.Choice(row.choice).label,
                row.reason or ("" if row.is_chosen else "as is usual"),
            )
            for row in rows
        ]
        yield Table("By clause", ["Clause", "What becomes of it", "Why"], said, (3, 4, 4))
