"""The Harbour group with terms that ask for a yearly review and for two signatures."""

from __future__ import annotations

from datetime import date

from holdfast.governance.terms_review.models import TermsReview
from holdfast.governance.terms_review.operations.reviewing import open_review
from holdfast.groups.operations.seats import appoint
from holdfast.stewardship.tenancy.models import Person
from tests.factories import make_account
from tests.groups.world import ADOPTED, Fernshire, charter
from tests.web.fetcher import Fetcher

REVIEWED = """
[[body]]
key = "scrutiny"
name = "the scrutiny panel"

[[clause]]
id = "harbour/review-1"
says = "The group reviews these terms every year and hears the scrutiny panel; the Board considers it."

[clause.review]
of = "the terms of reference"
by = "group"
every = "year"
consults = "scrutiny"
then = "the-board"
dates_left_blank = true
"""
QUORUM = "harbour/quorum-1"
VICE = "harbour/vice-1"


def with_review(version: str = "1") -> str:
    """The small charter with a review clause; a body must stand before the clauses."""
    body, clause = REVIEWED.split("\n\n", 1)
    text = charter(version, more=f"\n{clause}")
    return text.replace("[[clause]]", f"{body.strip()}\n\n[[clause]]", 1)


class Harbour(Fernshire):
    """Paul chairs from the police seat, Grace is the nurse; Bola manages."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self.adopt(with_review())
        appoint(self.seat("police").pk, self.paul.pk, by=self.manager, from_on=ADOPTED)
        appoint(self.seat("nurse").pk, self.grace.pk, by=self.manager, from_on=ADOPTED)

    def open(self, until: date = date(2026, 3, 31)) -> TermsReview:
        """A review that Paul, the chair, has opened because it is due."""
        return open_review(self.group.pk, by=self.actor(self.paul), why="scheduled", comments_until=until)

    def browser(self, person: Person) -> Fetcher:
        """Somebody's browser."""
        account = person.account or make_account(person)
        return Fetcher(account)
