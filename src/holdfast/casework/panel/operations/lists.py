"""The case list built, built anew, ordered, added to, put off and issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from holdfast.casework.children.models import Child
from holdfast.casework.panel.entry import entry_reasons
from holdfast.casework.panel.models import CaseList, Listing, ListingReason
from holdfast.casework.panel.notices import LIST_ISSUED
from holdfast.casework.panel.operations.floor import HeldList, list_held
from holdfast.casework.panel.rules.listing import Reason, assess_changeable, in_order, moved
from holdfast.casework.panel.standing import require_running
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.membership import members_on
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.notices.operations import notify
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record

BY_HAND = "by-hand"
# Where there was no case list before, reasons are looked for so far back.
FIRST_LOOK_BACK = timedelta(days=7)


def build_case_list(*, by: Actor, meeting: Meeting) -> CaseList:
    """Build the list of a meeting from the entry rules, or bring it up to date with them.

    Nothing is taken off: a reason that no longer holds is marked as gone. After the list was issued, what
    comes new shows as new.
    """
    require_running(by, meeting.group_id)
    assess_changeable(meeting.state, meeting.closed_at).require()
    with transaction.atomic():
        _make(by, meeting)
        case_list = CaseList.objects.get(meeting=meeting)
        with list_held(case_list, by=by) as held:
            found = entry_reasons(held.case_list.since_at, held.now)
            with seeing_everything():
                added = _add_found(held, found)
            held.case_list.built_at = held.now
            held.write("built the case list", held.case_list, added=added, children=len(found))
    return held.case_list


def _make(by: Actor, meeting: Meeting) -> None:
    now = clock.now()
    before = last_list(meeting)
    since = before.meeting.starts_at if before else meeting.starts_at - FIRST_LOOK_BACK
    facts = {"partnership_id": by.partnership_id, "since_at": min(since, now), "built_at": now}
    CaseList.objects.get_or_create(meeting=meeting, defaults=facts)


def last_list(meeting: Meeting) -> CaseList | None:
    """The case list of the group's meeting before this one that was issued."""
    earlier = CaseList.objects.filter(
        meeting__group_id=meeting.group_id, meeting__starts_at__lt=meeting.starts_at, issued_at__isnull=False
    )
    return earlier.select_related("meeting").order_by("-meeting__starts_at").first()


def _add_found(held: HeldList, found: list[Reason]) -> int:
    """Bring children and reasons in line with what the rules found; how many children were added."""
    listed = dict(Listing.objects.filter(case_list=held.case_list).values_list("child_id", "pk"))
    known = set(Child.objects.filter(pk__in={one.child_id for one in found}).values_list("pk", flat=True))
    found = [one for one in found if one.child_id in known]
    new = [child for child in in_order(found) if child not in listed]
    rows = _listings(held, new)
    listed |= {row.child_id: row.pk for row in rows}
    _keep_reasons(held, {(listed[one.child_id], one.key): one for one in found})
    return len(rows)


def _listings(held: HeldList, children: Iterable[UUID], by: UUID | None = None) -> list[Listing]:
    before = last_list(held.meeting)
    on_last: set[UUID] = set()
    if before is not None:
        on_last = set(before.listings.to_discuss().values_list("child_id", flat=True))
    last = Listing.objects.filter(case_list=held.case_list).aggregate(last=Max("position"))["last"] or 0
    return Listing.objects.bulk_create(
        Listing(
            partnership_id=held.by.partnership_id,
            case_list=held.case_list,
            child_id=child,
            position=last + place,
            added_at=held.now,
            added_by_id=by,
            was_on_last=child in on_last,
        )
        for place, child in enumerate(children, start=1)
    )


def _keep_reasons(held: HeldList, wanted: dict[tuple[UUID, str], Reason]) -> None:
    """New reasons are added, others said anew, those that no rule gives any more are gone."""
    rows = ListingReason.objects.filter(listing__case_list=held.case_list)
    there = {(row.listing_id, row.key): row for row in rows}
    changed = []
    for place, row in there.items():
        before = row.words, row.rank, row.gone_at
        reason = wanted.get(place)
        if reason is not None:
            row.words, row.rank, row.gone_at = reason.words, reason.rank, None
        elif row.key != BY_HAND:
            row.gone_at = row.gone_at or held.now
        if (row.words, row.rank, row.gone_at) != before:
            changed.append(row)
    ListingReason.objects.bulk_update(changed, ["words", "rank", "gone_at"])
    ListingReason.objects.bulk_create(
        _reason_row(held, listing, one)
        for (listing, key), one in wanted.items()
        if (listing, key) not in there
    )


def _reason_row(held: HeldList, listing_id: UUID, reason: Reason) -> ListingReason:
    return ListingReason(
        partnership_id=held.by.partnership_id,
        listing_id=listing_id,
        child_id=reason.child_id,
        key=reason.key,
        rank=reason.rank,
        words=reason.words,
        found_at=held.now,
    )


def add_child(*, by: Actor, case_list: CaseList, child: Child, reason: str) -> Listing:
    """Put a child on the list by hand, saying why. One that was put off comes back."""
    if not reason.strip():
        refuse("Say why the child is to be discussed.")
    with list_held(case_list, by=by) as held:
        row = Listing.objects.filter(case_list=held.case_list, child=child).first()
        if row is None:
            (row,) = _listings(held, [child.pk], by.person_id)
        elif row.deferred_at is None:
            refuse(f"{child.reference} is on the list already.")
        row.deferred_at, row.deferred_reason, row.deferred_by = None, "", None
        row.save()
        said = Reason(child.pk, BY_HAND, reason.strip()[:500], 40)
        known = ListingReason.objects.filter(listing=row, key=BY_HAND)
        if not known.update(words=said.words, gone_at=None):
            _reason_row(held, row.pk, said).save()
        held.write("put on the case list", row, child=child.reference)
    return row


def defer_child(*, by: Actor, listing: Listing, reason: str) -> None:
    """Put a child off to the next meeting, with a reason that stays on the list."""
    if not reason.strip():
        refuse("Say why the child is put off.")
    with list_held(listing.case_list, by=by) as held:
        row = Listing.objects.select_for_update(of=("self",)).select_related("child").get(pk=listing.pk)
        if hasattr(row, "discussion"):
            refuse("This child was taken up already and cannot be put off.")
        row.deferred_at, row.deferred_by_id, row.deferred_reason = held.now, by.person_id, reason.strip()
        row.save()
        held.write("put off", row, child=row.child.reference)


def move_child(*, by: Actor, listing: Listing, to: int) -> None:
    """Give a child another place on the list, counted from 1 among those to be discussed."""
    with list_held(listing.case_list, by=by) as held:
        with seeing_everything():
            rows = list(
                Listing.objects.filter(case_list=held.case_list).to_discuss().order_by("position", "added_at")
            )
            order = moved([row.pk for row in rows], listing.pk, to)
            place = {pk: number for number, pk in enumerate(order, start=1)}
            for row in rows:
                row.position = place.get(row.pk, row.position)
            Listing.objects.bulk_update(rows, ["position"])
        held.write("moved on the case list", listing, to=to)


def issue_case_list(*, by: Actor, case_list: CaseList) -> CaseList:
    """Send the list to the members: from now on they see these children and say what they know of them."""
    with list_held(case_list, by=by) as held:
        if not held.case_list.listings.to_discuss().exists():
            refuse("There is no child on the list. Build it or add a child first.")
        if held.case_list.issued_at is None:
            held.case_list.issued_at, held.case_list.issued_by_id = held.now, by.person_id
            held.write("issued the case list", held.case_list)
            _tell_members(held)
    return held.case_list


def _tell_members(held: HeldList) -> None:
    """Whoever sits in the group on the meeting's day is told that there is a list to answer."""
    day = held.meeting.starts_at.astimezone(clock.LONDON).date()
    seats = members_on(held.meeting.group, day).seats
    ids = {holder.person_id for seat in seats for holder in seat.holders}
    for person in Person.objects.filter(pk__in=ids):
        notify(person=person, kind=LIST_ISSUED.key, subject_id=held.meeting.pk)


def close_feedback(case_list: CaseList, *, by: Actor) -> None:
    """End the members' sight of the list's children: every bundle has been dealt with."""
    case_list.feedback_closed_at = clock.now()
    case_list.save(update_fields=["feedback_closed_at"])
    record("closed the feedback", case_list, by=by, group_id=case_list.meeting.group_id)
