"""The steps of a review in order: done, next, or still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast.governance.terms_review.rules import State
from holdfast.kernel.finding import counted, listed
from holdfast.web.words import short_day

if TYPE_CHECKING:
    from holdfast.governance.terms_review.queries.reviews import ReviewPage

DONE = "Done"
_LATER = ("Cannot start yet", "grey")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a review: what it is, how it stands, where it is done, and whether it is what is next."""

    title: str
    status: str
    colour: str = ""
    href: str = ""
    hint: str = ""
    is_next: bool = False


def steps_of(page: ReviewPage) -> Iterator[Step]:
    """Every step, the first that is not done marked as next while somebody has to do it."""
    is_found = page.state in (State.IN_FORCE, State.NO_CHANGE)
    for step in _all(page):
        is_next = not is_found and step.status in ("To do", "Open")
        is_found = is_found or is_next
        yield replace(step, is_next=is_next)


def _all(page: ReviewPage) -> Iterator[Step]:
    yield _comments(page)
    yield _settling(page)
    yield _amending(page)
    if page.state is State.NO_CHANGE:
        return
    yield _carrying(page)
    yield from _signing(page)
    yield _in_force(page)


def _url(page: ReviewPage, name: str) -> str:
    return reverse(f"terms_review:{name}", args=[page.review.pk])


def _comments(page: ReviewPage) -> Step:
    heard = f"{page.answering.answered} of {len(page.answering.asked)} have answered"
    hint = f"{counted(page.comments, 'comment')}; {heard}."
    href = _url(page, "comments")
    if page.state is State.OPEN:
        until = f"Asked for by {short_day(page.review.comments_until)}."
        return Step(
            "Ask members what they say, then close the comments", "Open", "blue", href, f"{until} {hint}"
        )
    return Step("Ask members what they say, then close the comments", DONE, "", href, hint)


def _settling(page: ReviewPage) -> Step:
    title = "Settle every comment in a sentence"
    href = _url(page, "comments")
    if page.unsettled:
        return Step(title, "To do", "blue", href, f"{counted(page.unsettled, 'comment')} to settle.")
    if page.state is State.OPEN:
        return Step(title, *_LATER) if not page.comments else Step(title, "All settled so far", "", href)
    return Step(title, DONE, "", href)


def _amending(page: ReviewPage) -> Step:
    title = "Write the amendments, or say that no change is needed"
    href = _url(page, "amendments")
    if page.state is State.NO_CHANGE:
        return Step(title, "No change needed", "", href, page.review.outcome)
    if page.state in (State.OPEN, State.SETTLING):
        so_far = (
            f"{counted(page.changes, 'change')} in the draft." if page.changes else "Nothing changed yet."
        )
        status = ("To do", "blue") if page.state is State.SETTLING else ("May be begun", "")
        return Step(title, *status, href, so_far)
    return Step(title, DONE, "", href, f"{counted(page.changes, 'change')}, before and after.")


def _carrying(page: ReviewPage) -> Step:
    title = "Say what becomes of what is still owed"
    hint = "Of each clause that changes or goes: what began under it and is still open."
    if page.review.proposed is None:
        return Step(title, *_LATER, hint=hint)
    href = _url(page, "carries")
    if page.carries or page.state is State.IN_FORCE or any(one.is_signed for one in page.signatures):
        return Step(title, DONE if page.carries else "As is usual", "", href, hint)
    return Step(title, "To do", "blue", href, hint)


def _signing(page: ReviewPage) -> Iterator[Step]:
    title = "Have it signed"
    terms = page.review.proposed
    if terms is None:
        yield Step(title, *_LATER)
        return
    href = reverse("groups:read-terms", args=[terms.pk])
    if not page.signatures:
        yield Step(title, "The terms ask for no signature", "", href)
    for one in page.signatures:
        said = f"{one.name}, {short_day(one.signed_on) if one.signed_on else 'not dated'}"
        if one.is_signed:
            yield Step(f"{title}: {one.capacity.title}", DONE, "", href, said)
        else:
            yield Step(f"{title}: {one.capacity.title}", "To do", "blue", href, "Not signed.")


def _in_force(page: ReviewPage) -> Step:
    title = "Put the new version in force"
    terms = page.review.proposed
    if terms is None or page.state is State.PROPOSED:
        return Step(title, *_LATER)
    if terms.in_force_from is not None:
        href = reverse("groups:read-terms", args=[terms.pk])
        hint = f"Version {terms.version}, from {short_day(terms.in_force_from)}."
        return Step(title, DONE, "", href, hint)
    href = reverse("groups:put-in-force", args=[terms.pk]) if page.may_review else ""
    return Step(title, "To do", "blue", href, "The version before ends on the eve.")


def silence(page: ReviewPage) -> str:
    """Who has said nothing, in a sentence; empty when everybody has answered."""
    names = [one.name for one in page.answering.silent]
    return f"Nothing heard from {listed(names)}." if names else ""
