"""A child taken up in the meeting, what is said of it, and how the discussion ends."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from holdfast.casework.children.models import Child, Conflict
from holdfast.casework.panel.models import Basis, Contribution, Discussion, LastOutcome, Listing
from holdfast.casework.panel.operations.floor import HeldCase, case_held, meeting_held
from holdfast.casework.panel.standing import CHILD_ITEM, as_clerk, require_running
from holdfast.casework.risk.models import SharedItem
from holdfast.casework.risk.operations import share_item
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.meetings.operations.placing import appended
from holdfast.governance.room.operations import exclude_person, open_item
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail.record import record

_ENDS_AGENDA = (AgendaItem.Kind.ANY_OTHER, AgendaItem.Kind.NEXT_MEETING)
_CONFLICT = "A conflict of interest is on record."


class StaleDiscussion(Exception):
    """Another clerk saved the discussion first; nothing was written."""

    def __init__(self, saved: Discussion) -> None:
        super().__init__("Another clerk changed this discussion while you were typing.")
        self.saved = saved


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the meeting keeps of a discussion besides decisions, actions and contributions."""

    relevance: str
    basis: str
    basis_words: str = ""
    summary: str = ""
    outcome_sought: str = ""
    last_outcome: str = LastOutcome.NOT_REVIEWED
    last_outcome_words: str = ""


def begin_discussion(*, by: Actor, listing: Listing) -> Discussion:
    """Take a child up, or up again: its time runs from now, and the child before it ends.

    The child gets an item on the meeting's agenda by its reference, which those with a conflict cannot see.
    """
    with transaction.atomic():
        row = Listing.objects.visible_to(by).select_related("child", "case_list").get(pk=listing.pk)
        meeting = meeting_held(row, by)
        if row.deferred_at is not None:
            refuse("This child was put off to the next meeting. Put it back on the list first.")
        discussion = Discussion.objects.select_related("item").filter(listing=row).first()
        if discussion is None:
            discussion = _taken_up(by, row, meeting)
        open_item(by=as_clerk(by, meeting.group_id), item=discussion.item)
    return discussion


def _taken_up(by: Actor, listing: Listing, meeting: Meeting) -> Discussion:
    item = _item(listing, meeting)
    for conflict in Conflict.objects.filter(child=listing.child, lifted_at__isnull=True).select_related(
        "person"
    ):
        exclude_person(by=as_clerk(by, meeting.group_id), item=item, person=conflict.person, reason=_CONFLICT)
    sought = _sought_before(listing)
    discussion = Discussion.objects.create(
        partnership_id=by.partnership_id,
        listing=listing,
        child_id=listing.child_id,
        item=item,
        last_outcome=LastOutcome.NOT_REVIEWED if sought else LastOutcome.NONE,
        changed_at=clock.now(),
        changed_by_id=by.person_id,
    )
    record("took up", discussion, by=by, group_id=meeting.group_id, child=listing.child.reference)
    return discussion


def _sought_before(listing: Listing) -> str:
    rows = Discussion.objects.filter(child_id=listing.child_id).exclude(listing=listing)
    return rows.order_by("-changed_at").values_list("outcome_sought", flat=True).first() or ""


def _item(listing: Listing, meeting: Meeting) -> AgendaItem:
    """A new item by the child's reference, before what ends every agenda."""
    item = appended(meeting, title=f"{CHILD_ITEM}{listing.child.reference}", kind=AgendaItem.Kind.BUSINESS)
    ends = meeting.items.filter(kind__in=_ENDS_AGENDA, opened_at__isnull=True).order_by("position").first()
    if ends is not None:
        place = ends.position
        meeting.items.filter(position__gte=place).update(position=F("position") + 1)
        AgendaItem.objects.filter(pk=item.pk).update(position=place)
    item.meeting = meeting
    return item


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """Why something said is relevant, on what basis it is shared, and who records it on their own system."""

    relevance: str = ""
    basis: str = Basis.PUBLIC_TASK
    basis_words: str = ""
    recorders: tuple[UUID, ...] = ()

    @property
    def words(self) -> str:
        """The basis in words, as the item keeps it."""
        return self.basis_words.strip() or str(Basis(self.basis).label)


def contribute(
    *, by: Actor, listing: Listing, agency: Agency, words: str, footing: Footing | None = None
) -> Contribution:
    """Record what an agency said; no words mean that it had nothing to add.

    With somebody to record it, it is an item that they are asked to have on their own systems.
    """
    with case_held(listing, by=by) as held:
        item = _shared(held, f"{agency}: {words.strip()}", footing) if words.strip() and footing else None
        return _said(held, agency, words.strip(), item)


def _shared(held: HeldCase, words: str, footing: Footing) -> SharedItem | None:
    _require_basis(footing)
    if not footing.recorders:
        return None
    return share_item(
        child=held.listing.child, group=held.meeting.group, agencies=footing.recorders, by=held.meeting_actor,
        text=words, relevance=footing.relevance or held.discussion.relevance, basis=footing.words,
        meeting=held.meeting,
    )  # fmt: skip


def ask_the_rest(*, by: Actor, listing: Listing, agencies: list[Agency]) -> int:
    """Record that these agencies were asked and had nothing to add, where nothing is recorded of them yet."""
    with case_held(listing, by=by) as held:
        heard = set(held.discussion.contributions.values_list("agency_id", flat=True))
        silent = [agency for agency in agencies if agency.pk not in heard]
        for agency in silent:
            _said(held, agency, "")
    return len(silent)


def _said(held: HeldCase, agency: Agency, words: str, item: SharedItem | None = None) -> Contribution:
    row: Contribution = Contribution.objects.create(
        partnership_id=held.by.partnership_id,
        child_id=held.listing.child_id,
        discussion=held.discussion,
        agency=agency,
        words=words,
        item=item,
        said_at=held.now,
        recorded_by_id=held.by.person_id,
    )
    held.write("recorded a contribution", row, agency=str(agency.pk))
    return row


def keep_record(
    *, by: Actor, listing: Listing, kept: Record, version: int, concludes: bool = False
) -> Discussion:
    """Save relevance, basis, summary and outcome; `concludes` says that the child has been dealt with.

    Raises `StaleDiscussion` when another clerk saved something else since `version`. What the same clerk's
    page saved by itself, a moment before the press, is nobody else's.
    """
    with case_held(listing, by=by) as held:
        row = held.discussion
        names = Record.__slots__
        differs = any(getattr(row, name) != getattr(kept, name) for name in names)
        if row.version != version and differs and row.changed_by_id != by.person_id:
            raise StaleDiscussion(row)
        _require_basis(kept)
        for name in names:
            setattr(row, name, getattr(kept, name))
        if concludes:
            row.concluded_at = row.concluded_at or held.now
        if differs or concludes:
            row.version += 1
            row.changed_at, row.changed_by_id = held.now, by.person_id
            row.save()
            held.write("concluded" if concludes else "kept the record of", row)
    return row


def _require_basis(kept: Record | Footing) -> None:
    if kept.basis == "other" and not kept.basis_words.strip():
        refuse("Say on which other basis this is shared.")


def declare_conflict(*, by: Actor, group_id: object, child: Child, person: Person, reason: str) -> Conflict:
    """Keep a child from somebody with a conflict of interest: the record, its items and its actions.

    One declares for oneself; whoever runs the cases, for everybody.
    """
    if not reason.strip():
        refuse("Say in a few words what the conflict is.")
    if by.person_id != person.pk:
        require_running(by, group_id)  # type: ignore[arg-type]
    with transaction.atomic():
        row, is_new = Conflict.objects.get_or_create(
            child=child,
            person=person,
            lifted_at=None,
            defaults={
                "partnership_id": by.partnership_id,
                "reason": reason.strip(),
                "declared_at": clock.now(),
                "declared_by_id": by.person_id,
            },
        )
        if is_new:
            record("declared a conflict on", row, by=by, child=child.reference, person=str(person.pk))
            _exclude_from_items(by, child, person)
    return row


def _exclude_from_items(by: Actor, child: Child, person: Person) -> None:
    """The items of meetings that have not ended; whoever declares need not see them any more."""
    with seeing_everything():
        live = Discussion.objects.filter(child=child, item__meeting__state__in=["confirmed", "open"])
        for discussion in live.select_related("item__meeting"):
            clerk = as_clerk(by, discussion.item.meeting.group_id)
            exclude_person(by=clerk, item=discussion.item, person=person, reason=_CONFLICT)
