"""Children left without a conclusion: confirmed as they stand, or carried over to the next list."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from holdfast.casework.panel.models import CaseList, Discussion, Listing
from holdfast.casework.panel.operations.confirming import Chosen, confirm
from holdfast.casework.panel.operations.discussing import Record
from holdfast.casework.panel.operations.floor import HeldCase, case_held, list_held
from holdfast.casework.panel.queries.concluding import standing_of
from holdfast.casework.panel.rules.concluding import assess_all_answered
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything


def confirm_unchanged(*, by: Actor, listing: Listing) -> Discussion:
    """Conclude a discussion with everything as it stands: what its page confirms where nothing is changed."""
    with transaction.atomic():
        with case_held(listing, by=by) as held:
            levels, screenings = _as_it_stands(held)
            row = held.discussion
            kept = Record(**{name: getattr(row, name) for name in Record.__slots__})
        return confirm(
            by=by, listing=listing, levels=levels, screenings=screenings, reason="", kept=kept,
            version=row.version,
        )  # fmt: skip


def _as_it_stands(held: HeldCase) -> tuple[dict[str, Chosen], dict[UUID, str]]:
    child_id = held.listing.child_id
    stands = standing_of(held.by, [child_id])[child_id]
    levels = {one.area: Chosen(one.level, one.id) for one in stands.levels}
    return levels, {one.id: one.level for one in stands.screenings}


def carry_over(*, by: Actor, listing: Listing) -> None:
    """Leave a child that was taken up to the next meeting, whose list it comes onto."""
    with case_held(listing, by=by) as held:
        row = held.discussion
        if row.concluded_at is None and row.carried_over_at is None:
            row.carried_over_at = held.now
            row.save(update_fields=["carried_over_at"])
            held.write("carried over", row)


def carry_over_all(*, by: Actor, case_list: CaseList) -> int:
    """Leave every child that has no conclusion to the next meeting, also those hidden from this person."""
    with list_held(case_list, by=by) as held:
        number = carry_over_rest(held.case_list, held.now)
        held.write("carried over the rest of", held.case_list, children=number)
    return number


def carry_over_rest(case_list: CaseList, at: datetime) -> int:
    """In the transaction of whoever does it; how many those were."""
    with seeing_everything():
        rows = Discussion.objects.filter(listing__case_list=case_list).not_concluded()
        return int(rows.update(carried_over_at=at))


def require_all_answered(meeting: Meeting, by: Actor) -> None:
    """Before a meeting closes: raise `Refused` while a child that was taken up has no answer."""
    with seeing_everything():
        rows = Discussion.objects.filter(listing__case_list__meeting=meeting).not_concluded()
        assess_all_answered(rows.count()).require()
