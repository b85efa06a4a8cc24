"""A child in the meeting room: the picture, what was said and decided so far, the time, who comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Case, Prefetch, Q, Value, When

from holdfast.casework.children.models import Conflict
from holdfast.casework.panel.models import (
    Basis,
    CaseAction,
    CaseDecision,
    CaseList,
    Contribution,
    Discussion,
    LastOutcome,
    Listing,
)
from holdfast.casework.panel.queries.case_list import agencies_asked, reserved_time, used
from holdfast.casework.panel.queries.picture import Picture, picture_of
from holdfast.casework.panel.queries.recorders import recorders_of
from holdfast.casework.panel.rules.listing import assess_discussing, time_for_each
from holdfast.casework.panel.standing import may_run_cases
from holdfast.casework.risk.models import Confirmation
from holdfast.charter.findings import QuorumFinding
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.queries.facts import facts_of
from holdfast.kernel import clock
from holdfast.kernel.finding import Finding
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency


@dataclass(frozen=True, slots=True)
class RoomPage:
    """Everything that the page of a child in the meeting prints."""

    listing: Listing
    meeting: Meeting
    picture: Picture
    discussion: Discussion | None
    contributions: tuple[Contribution, ...]
    decisions: tuple[CaseDecision, ...]
    actions: tuple[CaseAction, ...]
    agencies: tuple[Agency, ...]
    conflicts: int
    number: int
    total: int
    waiting: int
    left: tuple[str, ...]
    each: timedelta
    used: timedelta | None
    may_discuss: Finding
    runs: bool
    quorum: QuorumFinding | None
    elsewhere: Listing | None
    recorders: frozenset[UUID]

    @property
    def is_live(self) -> bool:
        """Whether others may change the page while it is open."""
        return self.meeting.state in (Meeting.State.CONFIRMED, Meeting.State.OPEN)

    @property
    def stage(self) -> str:
        """What decides which parts the page has: it is fetched anew where this has changed."""
        return f"{self.meeting.state}{'-begun' if self.discussion else ''}"

    @property
    def version(self) -> str:
        """Of everything on the page that the meeting changes, and of the time used."""
        return version_of(self.meeting, self.used)

    @property
    def is_open(self) -> bool:
        """Whether something can be recorded now, by this person."""
        return self.runs and bool(self.may_discuss.met) and self.discussion is not None

    @property
    def is_over(self) -> bool:
        """Whether the child has had more than the planned time."""
        return self.used is not None and self.used > self.each

    @property
    def unheard(self) -> tuple[Agency, ...]:
        """Agencies of which nothing is recorded yet: no answer beforehand, nothing said in the meeting."""
        heard = {one.agency_id for one in self.contributions}
        heard |= {one.agency.pk for one in self.picture.asked if one.answer is not None}
        return tuple(agency for agency in self.agencies if agency.pk not in heard)

    @property
    def bases(self) -> list[tuple[str, str]]:
        return list(Basis.choices)

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [one for one in LastOutcome.choices if one[0] != LastOutcome.NONE]


def room_page(actor: Actor, listing: Listing) -> RoomPage:
    """The whole page; the same number of queries for a list of one child and of forty."""
    meeting = listing.case_list.meeting
    agencies = agencies_asked(meeting)
    discussion = Discussion.objects.filter(listing=listing).select_related("item", "changed_by").first()
    order = list(_order(actor, listing.case_list))
    each = time_for_each(meeting.ends_at - meeting.starts_at, reserved_time(meeting), len(order))
    picture = picture_of(actor, listing, agencies)
    return RoomPage(
        listing=listing,
        meeting=meeting,
        picture=picture,
        discussion=discussion,
        contributions=tuple(_said(discussion)),
        decisions=tuple(_of(CaseDecision, discussion)),
        actions=tuple(_of(CaseAction, discussion, "action__agency", "action__owner")),
        agencies=tuple(agencies),
        conflicts=Conflict.objects.filter(child=listing.child, lifted_at=None).count(),
        number=next((at for at, (pk, *_) in enumerate(order, start=1) if pk == listing.pk), 0),
        total=len(order),
        waiting=sum(1 for *_, state in order if state == "waiting"),
        left=tuple(said for pk, said, state in order if state == "left" and pk != listing.pk),
        each=each,
        used=used(discussion),
        may_discuss=assess_discussing(meeting.state),
        runs=may_run_cases(actor, meeting.group_id),
        elsewhere=_elsewhere(actor, listing),
        recorders=recorders_of(meeting.group, picture.professionals, agencies) if discussion else frozenset(),
        quorum=facts_of(meeting).quorum(clock.now()) if meeting.state == Meeting.State.OPEN else None,
    )


def version_of(meeting: Meeting, used: timedelta | None) -> str:
    """The meeting's version, which each act raises, and the whole minutes that the child has had."""
    return f"{meeting.version}.{-1 if used is None else int(used.total_seconds() // 60)}"


def live_version(listing: Listing) -> str:
    """The same for a page that asks whether anything changed: one query."""
    discussion = Discussion.objects.filter(listing=listing).select_related("item").first()
    return version_of(listing.case_list.meeting, used(discussion))


def _elsewhere(actor: Actor, listing: Listing) -> Listing | None:
    """The child that the meeting is at, if it is not this one and the person may see it."""
    rows = Listing.objects.visible_to(actor).filter(case_list=listing.case_list).exclude(pk=listing.pk)
    at = rows.filter(discussion__item__opened_at__isnull=False, discussion__item__closed_at=None)
    return at.select_related("child").first()


def _said(discussion: Discussion | None) -> Iterable[Contribution]:
    """Each with who is asked to record it, and who has."""
    if discussion is None:
        return ()
    asked = Prefetch("item__confirmations", Confirmation.objects.select_related("agency"))
    rows = Contribution.objects.filter(discussion=discussion).select_related("agency", "item")
    return rows.prefetch_related(asked)


def _of(model: type, discussion: Discussion | None, *related: str) -> list:  # type: ignore[type-arg]
    if discussion is None:
        return []
    rows = model.objects.filter(discussion=discussion)  # type: ignore[attr-defined]
    return list(rows.select_related(*related) if related else rows)


_LEFT = Q(discussion__isnull=False, discussion__concluded_at=None, discussion__carried_over_at=None)


def _order(actor: Actor, case_list: CaseList) -> list[tuple[UUID, str, str]]:
    """The listings to be discussed, in order, each with the reference and `waiting`, `left` or `done`."""
    rows = Listing.objects.visible_to(actor).filter(case_list=case_list).to_discuss()
    state = Case(
        When(discussion=None, then=Value("waiting")), When(_LEFT, then=Value("left")), default=Value("done")
    )
    return list(rows.order_by("position", "added_at").values_list("pk", "child__reference", state))


def next_listing(actor: Actor, case_list: CaseList) -> Listing | None:
    """The first child in order that has not been taken up."""
    rows = Listing.objects.visible_to(actor).filter(case_list=case_list, discussion=None).to_discuss()
    return rows.select_related("child", "case_list__meeting").order_by("position", "added_at").first()
