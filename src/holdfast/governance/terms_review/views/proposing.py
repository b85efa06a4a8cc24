"""From the draft to a proposed version, and what becomes of what is still owed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from holdfast.governance.terms_review.forms import CarriesForm, ProposeForm, TextForm
from holdfast.governance.terms_review.operations import proposing
from holdfast.governance.terms_review.queries.amendments import carries_page
from holdfast.governance.terms_review.views.shared import REVIEW, SEE, ask, found
from holdfast.stewardship.access.policy import PersonRequest, allow


@allow("GET", "POST", permission=REVIEW)
def proposal(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Propose the draft as the next version."""
    row = found(request, review_id, REVIEW)

    def do(sent: dict[str, Any]) -> None:
        proposing.propose_amendments(row, by=request.actor, version=sent["version"])

    form = ProposeForm(request.POST or None, initial={"version": next_version(row.base.version)})
    return ask(
        request, row, form, do,
        thanks="The amendments are proposed. Say what becomes of what is owed; then have them signed.",
        title="Propose the amendments", button="Propose",
        intro="Nothing comes into force yet: the new version is signed first, as the terms ask.",
    )  # fmt: skip


def next_version(version: str) -> str:
    """`2` after `1`, `2.2` after `2.1`; else empty, to be said by the person."""
    head, dot, last = version.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdecimal() and len(last) < 6 else ""


@allow("GET", "POST", permission=REVIEW)
def withdrawal(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Take the proposal back and write on."""
    row = found(request, review_id, REVIEW)

    def do(sent: dict[str, Any]) -> None:
        proposing.take_back_proposal(row, by=request.actor, reason=sent["text"])

    form = TextForm(request.POST or None, label="Why it is taken back")
    return ask(
        request, row, form, do,
        thanks="The proposal is taken back. The draft can be changed again.",
        title="Take the proposal back", button="Take it back",
        intro="The version that was proposed stays to be read. What is changed needs new signatures.",
    )  # fmt: skip


@allow("GET", "POST", permission=SEE)
def carries(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """What becomes, clause by clause, of what is owed when the new version comes into force."""
    row = found(request, review_id, REVIEW if request.method == "POST" else None)
    page = carries_page(row)
    form = CarriesForm(request.POST or None, page=page)

    def do(sent: dict[str, Any]) -> None:
        proposing.choose_carries(row, by=request.actor, choices=form.chosen(sent))

    may_choose = page.is_open and request.actor.may(REVIEW, row.group_id)
    return ask(
        request, row, form, do,
        thanks="What becomes of what is owed is recorded.",
        title="What becomes of what is still owed", button="Save",
        template="terms_review/carries.html", page=page, may_choose=may_choose,
    )  # fmt: skip
