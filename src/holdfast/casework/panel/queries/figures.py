"""Figures of one meeting and of a stretch of time: numbers only, never a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Count, Q

from holdfast.casework.panel.models import (
    Answer,
    Bundle,
    CaseAction,
    CaseList,
    ClosingCheck,
    Discussion,
    PracticeNote,
)
from holdfast.casework.panel.queries.case_list import agencies_asked, reserved_time
from holdfast.casework.panel.queries.feedback import due_by_bundle
from holdfast.casework.panel.rules.listing import time_for_each
from holdfast.casework.screening.models import ScreeningOutcome
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.context import seeing_everything


@dataclass(frozen=True, slots=True)
class AgencyFigure:
    """How far one agency answered beforehand."""

    name: str
    answered: int
    with_information: int


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """What one meeting did."""

    meeting: Meeting
    listed: int
    deferred: int
    on_last: int
    discussed: int
    concluded: int
    carried_over: int
    without_voice: int
    each: timedelta
    longest: timedelta
    overruns: int
    actions: int
    urgent: int
    agencies: tuple[AgencyFigure, ...]
    bundles: int
    given: int
    in_time: int
    acknowledged: int
    practice: tuple[tuple[str, int], ...]
    check: ClosingCheck | None
    confirmed: int
    to_confirmation: timedelta | None

    @property
    def silent(self) -> tuple[str, ...]:
        """Agencies that answered on no child."""
        return tuple(one.name for one in self.agencies if not one.answered)


def meeting_figures(meeting: Meeting) -> MeetingFigures | None:
    """The figures of a meeting that has a list; counted over everything, whoever looks."""
    with seeing_everything():
        case_list = CaseList.objects.filter(meeting=meeting).first()
        return _figures(meeting, case_list) if case_list else None


def _figures(meeting: Meeting, case_list: CaseList) -> MeetingFigures:
    listings = case_list.listings.aggregate(
        all=Count("pk"),
        deferred=Count("pk", filter=Q(deferred_at__isnull=False)),
        last=Count("pk", filter=Q(was_on_last=True, deferred_at=None)),
    )
    listed = listings["all"] - listings["deferred"]
    each = time_for_each(meeting.ends_at - meeting.starts_at, reserved_time(meeting), listed)
    rows = list(Discussion.objects.filter(listing__case_list=case_list).select_related("item"))
    spent = [
        row.item.closed_at - row.item.opened_at for row in rows if row.item.closed_at and row.item.opened_at
    ]
    actions = CaseAction.objects.filter(discussion__listing__case_list=case_list)
    given, waits = _feedback(case_list), _waits(meeting)
    return MeetingFigures(
        meeting=meeting,
        listed=listed,
        deferred=listings["deferred"],
        on_last=listings["last"],
        discussed=len(rows),
        concluded=sum(row.concluded_at is not None for row in rows),
        carried_over=sum(row.concluded_at is None and row.carried_over_at is not None for row in rows),
        without_voice=sum(bool(row.is_without_voice) for row in rows),
        each=each,
        longest=max(spent, default=timedelta(0)),
        overruns=sum(one > each for one in spent),
        **actions.aggregate(actions=Count("pk"), urgent=Count("pk", filter=Q(is_urgent=True))),
        agencies=tuple(_agencies(meeting, case_list)),
        **given,
        practice=_practice(meeting),
        check=ClosingCheck.objects.filter(case_list=case_list).first(),
        confirmed=len(waits),
        to_confirmation=_typical(waits),
    )


def _waits(meeting: Meeting) -> list[timedelta]:
    """How long each screening that the meeting confirmed had waited."""
    rows = ScreeningOutcome.objects.filter(meeting=meeting, kind=ScreeningOutcome.Kind.CONFIRMED)
    return [at - came for at, came in rows.values_list("at", "submission__received_at")]


def _typical(waits: list[timedelta]) -> timedelta | None:
    """The median."""
    return timedelta(seconds=median(one.total_seconds() for one in waits)) if waits else None


def _agencies(meeting: Meeting, case_list: CaseList) -> list[AgencyFigure]:
    rows = Answer.objects.filter(listing__case_list=case_list, listing__deferred_at=None)
    told = Count("pk", filter=Q(is_nothing_known=False))
    said = {agency: (every, known) for agency, every, known in
            rows.values_list("agency").annotate(every=Count("pk"), known=told)}  # fmt: skip
    return [AgencyFigure(str(one), *said.get(one.pk, (0, 0))) for one in agencies_asked(meeting)]


def _feedback(case_list: CaseList) -> dict[str, int]:
    rows = list(Bundle.objects.filter(case_list=case_list, not_needed_reason="").values_list(
        "pk", "given_at", "acknowledged_at"
    ))  # fmt: skip
    due = due_by_bundle([pk for pk, *_ in rows])
    return {
        "bundles": len(rows),
        "given": sum(given is not None for _, given, _ in rows),
        "in_time": sum(_in_time(given, due.get(pk)) for pk, given, _ in rows),
        "acknowledged": sum(acknowledged is not None for *_, acknowledged in rows),
    }


def _in_time(given_at: datetime | None, due_at: datetime | None) -> bool:
    return given_at is not None and (due_at is None or given_at <= due_at)


def _practice(meeting: Meeting) -> tuple[tuple[str, int], ...]:
    labels = dict(PracticeNote.Kind.choices)
    rows = PracticeNote.objects.filter(meeting=meeting).order_by().values_list("kind").annotate(Count("pk"))
    return tuple((labels[kind], number) for kind, number in rows)


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """What a group's case meetings did in a stretch of time, for its monthly report."""

    meetings: int
    discussed: int
    children: int
    without_voice: int
    bundles: int
    in_time: int


def period_figures(group_id: UUID, since: datetime, until: datetime) -> PeriodFigures:
    """Over the meetings that ended between two instants; three queries."""
    ended = {"meeting__group": group_id, "meeting__closed_at__gte": since, "meeting__closed_at__lt": until}
    with seeing_everything():
        lists = list(CaseList.objects.filter(**ended).values_list("pk", flat=True))
        said = Discussion.objects.filter(listing__case_list__in=lists).aggregate(
            all=Count("pk"),
            children=Count("child", distinct=True),
            without=Count("pk", filter=Q(is_without_voice=True)),
        )
        rows = Bundle.objects.filter(case_list__in=lists, not_needed_reason="").values_list("pk", "given_at")
        given = dict(rows)
        due = due_by_bundle(list(given))
    in_time = sum(_in_time(at, due.get(pk)) for pk, at in given.items())
    return PeriodFigures(len(lists), said["all"], said["children"], said["without"], len(given), in_time)
