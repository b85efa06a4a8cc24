"""The case list as its page shows it, with what each child is there for and how long it may take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Sum

from holdfast.casework.children.models import Child
from holdfast.casework.panel.models import Answer, CaseList, Discussion, Listing, ListingReason
from holdfast.casework.panel.rules.listing import over_by, time_for_each
from holdfast.casework.panel.standing import may_run_cases
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.membership import members_on
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency


@dataclass(frozen=True, slots=True)
class Why:
    """One reason; `is_new` since the list was issued, `is_gone` when no rule gives it any more."""

    words: str
    is_new: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class ListRow:
    """One child on the list."""

    listing: Listing
    child: Child
    number: int
    reasons: tuple[Why, ...]
    is_new: bool
    answered: int
    state: str
    used: timedelta | None = None


@dataclass(frozen=True, slots=True)
class CaseListPage:
    """Everything that the page of a list prints."""

    meeting: Meeting
    case_list: CaseList | None
    rows: tuple[ListRow, ...]
    deferred: tuple[Listing, ...]
    each: timedelta
    length: timedelta
    reserved: timedelta
    over: timedelta
    agencies: int
    silent: tuple[Agency, ...]
    runs: bool
    answers: bool

    @property
    def overlap(self) -> int:
        """How many were on the last list too."""
        return sum(row.listing.was_on_last for row in self.rows)

    @property
    def left(self) -> int:
        """How many were taken up and are not concluded."""
        return sum(row.state == "left" for row in self.rows)

    @property
    def new(self) -> int:
        """How many came after the list was issued."""
        return sum(row.is_new for row in self.rows)

    @property
    def may_change(self) -> bool:
        return self.runs and self.meeting.closed_at is None and self.meeting.state != Meeting.State.CANCELLED


def case_list_page(actor: Actor, meeting: Meeting) -> CaseListPage:
    """The list of a meeting, in a number of queries that does not grow with the children."""
    runs = may_run_cases(actor, meeting.group_id)
    case_list = CaseList.objects.visible_to(actor).filter(meeting=meeting).first()
    listings = listings_of(actor, case_list)
    wanted = [row for row in listings if row.deferred_at is None]
    length, reserved = meeting.ends_at - meeting.starts_at, reserved_time(meeting)
    each = time_for_each(length, reserved, len(wanted))
    agencies = agencies_asked(meeting)
    spoke = {answer.agency_id for row in wanted for answer in row.answers.all()}
    return CaseListPage(
        meeting=meeting,
        case_list=case_list,
        rows=tuple(_row(row, number, case_list) for number, row in enumerate(wanted, start=1)),
        deferred=tuple(row for row in listings if row.deferred_at is not None),
        each=each,
        length=length,
        reserved=reserved,
        over=over_by(length, reserved, len(wanted), each),
        agencies=len(agencies),
        silent=tuple(one for one in agencies if one.pk not in spoke),
        runs=runs,
        answers=actor.may(Permission.ANSWER_CASES, meeting.group_id),
    )


def listings_of(actor: Actor, case_list: CaseList | None) -> list[Listing]:
    """The listings that the person may see, in order, with reasons, answers and discussions: five queries."""
    if case_list is None:
        return []
    rows = Listing.objects.visible_to(actor).filter(case_list=case_list).select_related("child")
    answers = Prefetch("answers", Answer.objects.order_by("answered_at"))
    discussed = Prefetch("discussion", Discussion.objects.select_related("item"))
    reasons = Prefetch("reasons", ListingReason.objects.order_by("rank", "key"))
    return list(rows.prefetch_related(reasons, answers, discussed).order_by("position", "added_at"))


def reserved_time(meeting: Meeting) -> timedelta:
    """What the rest of the agenda takes, as planned."""
    of_children = Discussion.objects.filter(item__meeting=meeting).values("item")
    rows = meeting.items.exclude(pk__in=of_children)
    return timedelta(minutes=rows.aggregate(all=Sum("minutes_planned"))["all"] or 0)


def agencies_asked(meeting: Meeting) -> list[Agency]:
    """The agencies that are represented in the group on the meeting's day."""
    day = meeting.starts_at.astimezone(clock.LONDON).date()
    ids = {holder.agency.id for seat in members_on(meeting.group, day).seats for holder in seat.holders}
    return list(Agency.objects.filter(pk__in=ids).order_by("name"))


def _row(row: Listing, number: int, case_list: CaseList | None) -> ListRow:
    issued = case_list.issued_at if case_list else None
    discussion: Discussion | None = getattr(row, "discussion", None)
    return ListRow(
        listing=row,
        child=row.child,
        number=number,
        reasons=tuple(_why(row.reasons.all(), issued)),
        is_new=issued is not None and row.added_at > issued,
        answered=len(row.answers.all()),
        state=_state(discussion),
        used=used(discussion),
    )


def _why(reasons: Iterable[ListingReason], issued: datetime | None) -> Iterable[Why]:
    for one in reasons:
        yield Why(one.words, issued is not None and one.found_at > issued, one.gone_at is not None)


def _state(discussion: Discussion | None) -> str:
    """`waiting`, `open`, `left` without a conclusion, or `done`."""
    if discussion is None or discussion.item.opened_at is None:
        return "waiting"
    if discussion.item.closed_at is None:
        return "open"
    return "done" if discussion.concluded_at is not None else "left"


def used(discussion: Discussion | None) -> timedelta | None:
    """How long a child was discussed, or has been by now."""
    if discussion is None or discussion.item.opened_at is None:
        return None
    return (discussion.item.closed_at or clock.now()) - discussion.item.opened_at
