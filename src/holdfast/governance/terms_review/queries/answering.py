"""Who was asked about the terms, who has answered, and who is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.charter.words import plain, spoken
from holdfast.governance.terms_review.models import ReviewAnswer, TermsComment, TermsReview
from holdfast.groups.membership import members_on
from holdfast.groups.rules.terms import terms_review
from holdfast.kernel import clock

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

# Words of a charter by which the group itself is meant: its members are asked one by one.
_THE_GROUP = frozenset({"group", "members", "everyone", "core-members", "all"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was asked: a member with their seats, or a body outside. `said` is empty while silent."""

    name: str
    seats: str
    said: str
    person_id: UUID | None = None

    @property
    def is_silent(self) -> bool:
        """Whether nothing has been heard."""
        return not self.said


@dataclass(frozen=True, slots=True)
class Answering:
    """Everybody who was asked."""

    asked: tuple[Asked, ...]

    @property
    def answered(self) -> int:
        """How many have answered."""
        return sum(not one.is_silent for one in self.asked)

    @property
    def silent(self) -> tuple[Asked, ...]:
        """Those of whom nothing has been heard."""
        return tuple(one for one in self.asked if one.is_silent)

    def has_heard(self, person_id: UUID) -> bool:
        """Whether a member has answered; true of somebody who was not asked."""
        return all(not one.is_silent for one in self.asked if one.person_id == person_id)


def answering_of(review: TermsReview, charter: Charter, day: date) -> Answering:
    """Members on the day (or when comments were closed) and the bodies that the terms have consulted."""
    closed = review.comments_closed_at
    asked_on = closed.astimezone(clock.LONDON).date() if closed else day
    rows = TermsComment.objects.filter(review=review).values_list("author_id", "author_name")
    people = Counter(author for author, _ in rows if author)
    names = Counter(name.casefold() for author, name in rows if not author)
    nothing = set(ReviewAnswer.objects.filter(review=review).values_list("person_id", flat=True))
    return Answering((*_members(review, asked_on, people, nothing), *_bodies(bodies_asked(charter), names)))


def _members(review: TermsReview, day: date, comments: Counter[UUID], nothing: set[UUID]) -> Iterator[Asked]:
    membership = members_on(review.group_id, day)
    for person_id, holder in sorted(membership.people.items(), key=lambda item: item[1].name):
        seats = ", ".join(seat.title for seat in membership.seats_of(person_id))
        said = _said(comments[person_id]) or ("has nothing to add" if person_id in nothing else "")
        yield Asked(holder.name, seats, said, person_id)


def _bodies(bodies: Iterable[str], comments: Counter[str]) -> Iterator[Asked]:
    for name in bodies:
        yield Asked(name, "consulted", _said(comments[name.casefold()]))


def _said(number: int) -> str:
    return f"said something {number} times" if number > 1 else "said something" if number else ""


def bodies_asked(charter: Charter) -> tuple[str, ...]:
    """Whom, besides its members, the terms have consulted or consider what is proposed, as people say it."""
    clause = terms_review(charter)
    if clause is None:
        return ()
    return names_of(charter, (*clause.by, *clause.consults, *clause.then))


def names_of(charter: Charter, words: Iterable[str]) -> tuple[str, ...]:
    """The names of those words of a charter that stand for a body or an agency outside the group."""
    return tuple(dict.fromkeys(filter(None, (_name(charter, word) for word in words))))


def _name(charter: Charter, word: str) -> str:
    key = plain(word)
    if (
        key in _THE_GROUP
        or key == plain(charter.key)
        or key in charter.office_by_key
        or key in charter.seat_by_key
    ):
        return ""
    body, agency = charter.body_by_key.get(key), charter.agency_by_key.get(key)
    name = (body and body.name) or (agency and agency.name) or charter.neighbours.get(key) or spoken(key)
    return name[:1].upper() + name[1:]
