"""What agencies answer before the meeting; only their own people answer for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from holdfast.casework.panel.models import Answer, CaseList, Listing
from holdfast.casework.panel.rules.listing import assess_answering
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

LONGEST = 5_000


class StaleAnswer(Exception):
    """A colleague saved this agency's answer first; nothing was written."""

    def __init__(self, saved: Answer) -> None:
        super().__init__("A colleague changed this answer while you were typing.")
        self.saved = saved


def answer(*, by: Actor, listing: Listing, knows: str, proposes: str, version: int) -> Answer:
    """Say for one's agency what it knows of a child and what it proposes.

    `version` is that of the answer being edited, 0 for a first one. Raises `StaleAnswer` when a colleague
    saved another meanwhile, `Refused` when both texts are empty.
    """
    knows, proposes = knows.strip(), proposes.strip()
    if not knows and not proposes:
        refuse("Write what your agency knows or proposes, or press “Nothing known”.")
    if len(knows) > LONGEST or len(proposes) > LONGEST:
        refuse(f"That is longer than {LONGEST:,} characters. Shorten it to what the meeting needs.")
    with _answering(by, listing.case_list):
        row = _own(by, listing)
        if row is not None and row.version != version and _is_other(row, by, knows, proposes):
            raise StaleAnswer(row)
        return _save(by, listing, row, knows=knows, proposes=proposes, is_nothing_known=False)


def _is_other(row: Answer, by: Actor, knows: str, proposes: str) -> bool:
    """Whether a colleague said something else; what this person's page saved by itself is their own."""
    return row.answered_by_id != by.person_id and (row.knows, row.proposes) != (knows, proposes)


def know_nothing(*, by: Actor, listing: Listing) -> Answer:
    """Say for one's agency that it knows nothing of a child: an answer like any other."""
    with _answering(by, listing.case_list):
        return _save(by, listing, _own(by, listing), knows="", proposes="", is_nothing_known=True)


def know_nothing_of_the_rest(*, by: Actor, case_list: CaseList) -> int:
    """Say it of every child that one's agency has not answered on; how many those are."""
    with _answering(by, case_list):
        answered = Answer.objects.filter(listing__case_list=case_list, agency_id=by.agency_id)
        rows = Listing.objects.visible_to(by).filter(case_list=case_list).to_discuss()
        waiting = list(rows.exclude(pk__in=answered.values("listing_id")))
        now = clock.now()
        Answer.objects.bulk_create(
            Answer(
                partnership_id=by.partnership_id,
                listing=row,
                child_id=row.child_id,
                agency_id=by.agency_id,
                is_nothing_known=True,
                answered_at=now,
                answered_by_id=by.person_id,
            )
            for row in waiting
        )
        group_id = case_list.meeting.group_id
        record("answered that nothing is known", case_list, by=by, group_id=group_id, children=len(waiting))
    return len(waiting)


@contextmanager
def _answering(by: Actor, case_list: CaseList) -> Iterator[None]:
    """The list, held against its meeting's end, for a member of the group."""
    by.require(Permission.ANSWER_CASES, case_list.meeting.group_id)
    with transaction.atomic():
        now = CaseList.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=case_list.pk)
        assess_answering(now.issued_at, now.meeting.state).require()
        yield


def _own(by: Actor, listing: Listing) -> Answer | None:
    return Answer.objects.filter(listing=listing, agency_id=by.agency_id).first()


def _save(by: Actor, listing: Listing, row: Answer | None, **said: str | bool) -> Answer:
    row = row or Answer(
        partnership_id=by.partnership_id,
        listing=listing,
        child_id=listing.child_id,
        agency_id=by.agency_id,
        version=0,
    )
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    row.answered_at, row.answered_by_id = clock.now(), by.person_id
    row.save()
    group_id = listing.case_list.meeting.group_id
    record("answered", row, by=by, group_id=group_id, child=listing.child.reference)
    return row
