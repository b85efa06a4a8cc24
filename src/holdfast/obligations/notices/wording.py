"""What a message says: kinds by their fixed titles, counts in words, one link. No other text can get in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from holdfast.kernel.finding import listed
from holdfast.obligations.notices.kinds import NoticeKind, kind_for
from holdfast.obligations.notices.places import everything_owed
from holdfast.web.words import day as said_day
from holdfast.web.words import london

OPENINGS = {
    True: "This is what is overdue, and what is due before your next summary.",
    False: "This could not wait for your morning summary.",
}
NO_DETAILS = "No names and no details are sent by email."


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many things of one kind: overdue, due today, due before the next digest, or merely new."""

    kind: NoticeKind
    overdue: int = 0
    today: int = 0
    later: int = 0
    new: int = 0

    @classmethod
    def kept(cls, row: list[str | int]) -> Counted:
        """From what a message keeps: the kind's key and four numbers."""
        key, *numbers = row
        overdue, today, later, new = (int(number) for number in numbers)
        return cls(kind=kind_for(str(key)), overdue=overdue, today=today, later=later, new=new)

    def as_kept(self) -> list[str | int]:
        return [self.kind.key, self.overdue, self.today, self.later, self.new]

    def in_words(self, until: date | None) -> str:
        """`2 overdue, 1 due today and 3 due by Monday 30 November 2026`."""
        by = f"due by {said_day(until)}" if until else "due soon"
        parts = ((self.overdue, "overdue"), (self.today, "due today"), (self.later, by), (self.new, "new"))
        return listed(f"{int(number)} {words}" for number, words in parts if number)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it is sent: both bodies say the same."""

    subject: str
    text: str
    html: str


def compose(
    counts: list[Counted], *, subject_id: UUID | None, until: datetime | None, is_digest: bool
) -> Letter:
    """The letter for these counts; about one thing it leads there, else to the list of everything.

    `until` is when the next digest comes.
    """
    subject = f"Holdfast: {_summary(counts)}"
    last = london(until).date() if until else None
    lines = [(one.kind.title, one.in_words(last)) for one in counts]
    address, preferences = _address(_path(counts, subject_id)), _address(reverse("notices:preference"))
    opening = OPENINGS[is_digest]
    text = "\n".join(
        (
            *(opening, ""),
            *(f"* {title}: {words}" for title, words in lines),
            *("", "Open it in Holdfast (you will be asked to sign in):", address),
            *("", f"{NO_DETAILS} Choose what is sent to you:", preferences, ""),
        )
    )
    said = {"subject": subject, "opening": opening, "lines": lines, "no_details": NO_DETAILS}
    said |= {"address": address, "preferences": preferences}
    return Letter(subject, text, render_to_string("notices/letter.html", said, using="jinja2"))


def _path(counts: list[Counted], subject_id: UUID | None) -> str:
    route = counts[0].kind.route if len(counts) == 1 else ""
    return reverse(route, args=[subject_id]) if route and subject_id else everything_owed()


def _address(path: str) -> str:
    return f"{settings.HOLDFAST_ADDRESS}{path}"


def _summary(counts: list[Counted]) -> str:
    parts = (
        (sum(one.overdue for one in counts), "overdue"),
        (sum(one.today for one in counts), "due today"),
        (sum(one.later for one in counts), "due soon"),
        (sum(one.new for one in counts), "new"),
    )
    return listed(f"{number} {words}" for number, words in parts if number)
