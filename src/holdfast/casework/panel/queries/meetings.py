"""The meetings that discuss children, as the person meets them: to build, to answer, to run, to feed back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from holdfast.casework.children.models import CaseworkGroup
from holdfast.casework.panel.models import Answer, Bundle, CaseList, Discussion, Listing
from holdfast.casework.panel.standing import may_run_cases
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

AHEAD = timedelta(days=35)
BACK = timedelta(days=60)
_HELD = (Meeting.State.CLOSED, Meeting.State.ADJOURNED)


def case_meetings(actor: Actor) -> QuerySet[Meeting, Meeting]:
    """Meetings of groups that discuss children, for whoever runs their cases or answers for an agency."""
    rows = Meeting.objects.filter(partnership_id=actor.partnership_id)
    rows = rows.filter(group__in=CaseworkGroup.objects.filter(ended_at=None).values("group_id"))
    runs, answers = (actor.groups_where(one) for one in (Permission.RUN_CASES, Permission.ANSWER_CASES))
    if runs is None or answers is None:
        return rows
    return rows.filter(group__in=runs | answers)


def find_case_meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """The meeting. Raises `Meeting.DoesNotExist` for what the person may not see."""
    return case_meetings(actor).select_related("group").get(pk=meeting_id)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting with its list: how many children, answered by the person's agency, discussed, fed back."""

    meeting: Meeting
    case_list: CaseList | None
    children: int
    answered: int
    discussed: int
    bundles: int
    to_give: int
    runs: bool
    answers: bool

    @property
    def is_over(self) -> bool:
        return self.meeting.state in _HELD

    @property
    def is_issued(self) -> bool:
        return self.case_list is not None and self.case_list.issued_at is not None


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """What is coming or under way, and what has been."""

    ahead: tuple[MeetingRow, ...]
    back: tuple[MeetingRow, ...]
    runs_any: bool


def meetings_page(actor: Actor) -> MeetingsPage:
    """The meetings of the next weeks and the last ones, in six queries."""
    now = clock.now()
    rows = case_meetings(actor).exclude(state=Meeting.State.CANCELLED, opened_at=None)
    rows = rows.filter(starts_at__gte=now - BACK, starts_at__lte=now + AHEAD).select_related(
        "group", "case_list"
    )
    shown = [_row(actor, meeting, counts) for counts in [_counts(actor, rows)] for meeting in rows]
    ahead = sorted((row for row in shown if not row.is_over), key=lambda row: row.meeting.starts_at)
    back = sorted((row for row in shown if row.is_over), key=lambda row: row.meeting.starts_at, reverse=True)
    return MeetingsPage(tuple(ahead), tuple(back), actor.may(Permission.RUN_CASES))


@dataclass(frozen=True, slots=True)
class _Counts:
    children: Mapping[UUID, int]
    answered: Mapping[UUID, int]
    discussed: Mapping[UUID, int]
    bundles: Mapping[UUID, tuple[int, int]]


def _counts(actor: Actor, meetings: QuerySet[Meeting, Meeting]) -> _Counts:
    listings = Listing.objects.to_discuss().filter(case_list__meeting__in=meetings)
    answers = Answer.objects.filter(
        listing__case_list__meeting__in=meetings, listing__deferred_at=None, agency_id=actor.agency_id
    )
    discussions = Discussion.objects.filter(listing__case_list__meeting__in=meetings)
    waiting = Q(given_at__isnull=True, not_needed_reason="")
    bundles = Bundle.objects.filter(case_list__meeting__in=meetings).values_list("case_list__meeting")
    given = bundles.annotate(all=Count("pk"), waiting=Count("pk", filter=waiting))
    return _Counts(
        dict(listings.values_list("case_list__meeting").annotate(Count("pk"))),
        dict(answers.values_list("listing__case_list__meeting").annotate(Count("pk"))),
        dict(discussions.values_list("listing__case_list__meeting").annotate(Count("pk"))),
        {meeting: (every, waits) for meeting, every, waits in given},
    )


def _row(actor: Actor, meeting: Meeting, counts: _Counts) -> MeetingRow:
    runs = may_run_cases(actor, meeting.group_id)
    case_list = getattr(meeting, "case_list", None)
    if case_list is not None and case_list.issued_at is None and not runs:
        case_list = None
    bundles, to_give = counts.bundles.get(meeting.pk, (0, 0))
    return MeetingRow(
        meeting=meeting,
        case_list=case_list,
        children=counts.children.get(meeting.pk, 0) if case_list else 0,
        answered=counts.answered.get(meeting.pk, 0),
        discussed=counts.discussed.get(meeting.pk, 0),
        bundles=bundles,
        to_give=to_give,
        runs=runs,
        answers=actor.may(Permission.ANSWER_CASES, meeting.group_id),
    )


def find_figures_meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """A meeting whose figures the person may see. Raises `Meeting.DoesNotExist`."""
    rows = Meeting.objects.filter(partnership_id=actor.partnership_id)
    rows = rows.filter(group__in=CaseworkGroup.objects.filter(ended_at=None).values("group_id"))
    groups = actor.groups_where(Permission.SEE_CASEWORK_FIGURES)
    if groups is not None:
        rows = rows.filter(group__in=groups)
    meeting: Meeting = rows.select_related("group").get(pk=meeting_id)
    return meeting
