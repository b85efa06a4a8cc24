"""What people say of the clauses, and what is made of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.governance.terms_review.forms import CommentForm, RecordCommentForm, SettleForm, TextForm
from holdfast.governance.terms_review.models import TermsReview
from holdfast.governance.terms_review.operations import commenting
from holdfast.governance.terms_review.operations.reviewing import close_comments
from holdfast.governance.terms_review.operations.rows import find_comment
from holdfast.governance.terms_review.queries.answering import answering_of, bodies_asked
from holdfast.governance.terms_review.queries.comments import comments_page
from holdfast.governance.terms_review.views.shared import COMMENT, REVIEW, SEE, ask, found, frame
from holdfast.groups.charters import charter_of
from holdfast.kernel import clock
from holdfast.kernel.finding import listed
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.forms import Form


@allow("GET", permission=SEE)
def comments(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """The terms clause by clause with what was said of each; `?said=1` leaves the others out."""
    row = found(request, review_id)
    page = comments_page(request.actor, row, clock.today())
    context = {"page": page, "only_said": bool(request.GET.get("said")), **frame(request, row)}
    return render(request, "terms_review/comments.html", context)


def _clauses(review: TermsReview) -> list[tuple[str, str]]:
    return [(clause.id, clause.says) for clause in charter_of(review.base).clauses]


@allow("GET", "POST", permission=COMMENT)
def comment(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Comment on a clause (`?clause=`) or on the whole."""
    row = found(request, review_id, COMMENT)

    def do(sent: dict[str, Any]) -> None:
        commenting.comment_on_terms(row, by=request.actor, **sent)

    initial = {"clause": request.GET.get("clause", "")}
    form = CommentForm(request.POST or None, clauses=_clauses(row), initial=initial)
    return ask(
        request, row, form, do,
        thanks="Your comment is recorded.", leads_to="comments",
        title="Comment on the terms", button="Send the comment",
        intro="Everybody who sees the group reads it. It cannot be changed or taken away.",
    )  # fmt: skip


@allow("GET", "POST", permission=REVIEW)
def other(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Record what somebody outside said."""
    row = found(request, review_id, REVIEW)

    def do(sent: dict[str, Any]) -> None:
        commenting.record_comment(row, by=request.actor, **sent)

    bodies = bodies_asked(charter_of(row.base))
    initial = {"author_name": request.GET.get("of") or next(iter(bodies), "")}
    form = RecordCommentForm(request.POST or None, clauses=_clauses(row), initial=initial)
    return ask(
        request, row, form, do,
        thanks="The comment is recorded.", leads_to="comments",
        title="Record what somebody outside said", button="Record the comment",
    )  # fmt: skip


@allow("POST", permission=COMMENT)
def nothing(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """One press: read, and nothing to add."""
    row = found(request, review_id, COMMENT)

    def do(_: dict[str, Any]) -> None:
        commenting.say_nothing_to_add(row, by=request.actor)

    return ask(
        request, row, Form(request.POST), do,
        thanks="Thank you. You have answered.", title="Nothing to add", button="I have nothing to add",
    )  # fmt: skip


@allow("GET", "POST", permission=REVIEW)
def closing(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Close the comments, with those who are silent named first."""
    row = found(request, review_id, REVIEW)

    def do(_: dict[str, Any]) -> None:
        close_comments(row, by=request.actor)

    silent = answering_of(row, charter_of(row.base), clock.today()).silent
    said = f"Nothing has been heard from {listed(one.name for one in silent)}." if silent else ""
    return ask(
        request, row, Form(request.POST or None), do,
        thanks="The comments are closed.", title="Close the comments", button="Close the comments",
        intro=f"{said} Once closed, members can answer comments but make no new ones.".strip(),
    )  # fmt: skip


@allow("GET", "POST", permission=COMMENT)
def answer(request: PersonRequest, comment_id: UUID) -> HttpResponse:
    """Answer a comment."""
    said = find_comment(request.actor, comment_id)
    row = said.review
    request.actor.require(COMMENT, row.group_id)

    def do(sent: dict[str, Any]) -> None:
        commenting.reply_to_comment(said, by=request.actor, text=sent["text"])

    form = TextForm(request.POST or None, label="Your answer")
    return ask(
        request, row, form, do,
        thanks="Your answer is recorded.", leads_to="comments", anchor=f"#comment-{comment_id}",
        title="Answer a comment", button="Send the answer", intro=f"{said.author_name}: {said.text}",
    )  # fmt: skip


@allow("GET", "POST", permission=REVIEW)
def settlement(request: PersonRequest, comment_id: UUID) -> HttpResponse:
    """Say what is made of a comment."""
    said = find_comment(request.actor, comment_id)
    row = said.review
    request.actor.require(REVIEW, row.group_id)

    def do(sent: dict[str, Any]) -> None:
        commenting.resolve_comment(said, by=request.actor, **sent)

    return ask(
        request, row, SettleForm(request.POST or None), do,
        thanks="The comment is settled.", leads_to="comments", anchor=f"#comment-{comment_id}",
        title="Settle a comment", button="Settle it", intro=f"{said.author_name}: {said.text}",
    )  # fmt: skip
