"""The page on which an agency says what it knows of each child."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.casework.children.models import Child
from holdfast.casework.panel.models import Answer, CaseList, Listing
from holdfast.casework.panel.queries.case_list import listings_of
from holdfast.casework.panel.rules.listing import assess_answering
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel.finding import Finding
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One child, and what one's agency said."""

    listing: Listing
    child: Child
    number: int
    reasons: tuple[str, ...]
    answer: Answer | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """The whole page of one agency."""

    meeting: Meeting
    case_list: CaseList
    agency: str
    rows: tuple[AnswerRow, ...]
    may_answer: Finding

    @property
    def waiting(self) -> int:
        """How many are not answered."""
        return sum(row.answer is None for row in self.rows)


def answers_page(actor: Actor, case_list: CaseList) -> AnswersPage:
    """Every child on the list that the person may see, in order, with the agency's answers."""
    listings = [row for row in listings_of(actor, case_list) if row.deferred_at is None]
    return AnswersPage(
        meeting=case_list.meeting,
        case_list=case_list,
        agency=actor.agency_name,
        rows=tuple(_row(actor, row, number, case_list) for number, row in enumerate(listings, start=1)),
        may_answer=assess_answering(case_list.issued_at, case_list.meeting.state),
    )


def answer_row(actor: Actor, listing: Listing) -> AnswerRow:
    """One row alone, for a page that shows it anew."""
    listings = listings_of(actor, listing.case_list)
    wanted = [row for row in listings if row.deferred_at is None]
    number = next((at for at, row in enumerate(wanted, start=1) if row.pk == listing.pk), 0)
    found = next((row for row in listings if row.pk == listing.pk), listing)
    return _row(actor, found, number, listing.case_list)


def _row(actor: Actor, row: Listing, number: int, case_list: CaseList) -> AnswerRow:
    own = next((one for one in row.answers.all() if one.agency_id == actor.agency_id), None)
    issued = case_list.issued_at
    return AnswerRow(
        listing=row,
        child=row.child,
        number=number,
        reasons=tuple(one.words for one in row.reasons.all() if one.gone_at is None),
        answer=own,
        is_new=issued is not None and row.added_at > issued,
    )
