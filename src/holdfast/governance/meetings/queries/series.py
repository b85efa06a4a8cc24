"""The page on which a year's dates are proposed, edited and confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from holdfast.charter.calendar import notice_deadline
from holdfast.charter.intervals import Interval
from holdfast.charter.meeting import Notice, Schedule
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.queries.lists import intervals_missed
from holdfast.governance.meetings.rules.deadlines import papers_by
from holdfast.groups.charters import charter_in_force
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Finding
from holdfast.kernel.working_days import ENGLAND_AND_WALES

_PER_YEAR = {"working day": 253, "week": 52, "month": 12, "year": 1}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A date put forward, with its deadlines and the reason of any move."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str
    moves: str
    notice_by: date | None
    papers_by: date | None


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """What the terms say of the schedule, what is proposed, and where an interval is missed."""

    group: Group
    schedule_words: str
    clause: str
    start: date
    count: int
    starts: time | None
    minutes: int | None
    proposed: tuple[Proposed, ...]
    missed: tuple[Finding, ...]


def series_page(group: Group) -> SeriesPage:
    """The proposals of a group, and what to begin the next ones from. Four queries."""
    today = clock.today()
    charter = charter_in_force(group, today)
    schedule = charter.first(Schedule) if charter else None
    notice = charter.first(Notice) if charter else None
    rows = Meeting.objects.filter(group=group, state=Meeting.State.PROPOSED).order_by("starts_at")
    days = {row.pk: row.starts_at.astimezone(LONDON).date() for row in rows}
    clear = (notice.clear_days, notice.working, ENGLAND_AND_WALES) if notice else None
    return SeriesPage(
        group=group,
        schedule_words=_words(schedule),
        clause=schedule.clause if schedule else "",
        start=_start(group, today),
        count=_count(schedule),
        starts=schedule.starts if schedule else None,
        minutes=_minutes(schedule),
        proposed=tuple(
            Proposed(
                row.pk,
                row.starts_at,
                row.ends_at,
                row.place,
                row.date_reason,
                notice_deadline(days[row.pk], *clear) if clear else None,
                papers_by(charter, days[row.pk]),
            )
            for row in rows
        ),
        missed=intervals_missed(group, today),
    )


def _words(schedule: Schedule | None) -> str:
    if schedule is None:
        return ""
    if schedule.every is not None:
        return f"The terms ask for a meeting {schedule.every}."
    return f"The terms ask for at least {schedule.at_least} meetings a {schedule.per}."


def _start(group: Group, today: date) -> date:
    """The day after the last meeting that is planned, or tomorrow."""
    rows = Meeting.objects.filter(group=group).exclude(state=Meeting.State.CANCELLED)
    last = rows.order_by("-starts_at").values_list("starts_at", flat=True).first()
    after = last.astimezone(LONDON).date() if last else today
    return max(after, today) + timedelta(days=1)


def _count(schedule: Schedule | None) -> int:
    """As many as a year has."""
    if schedule is None:
        return 12
    if schedule.every is None:
        return (schedule.at_least or 1) * (12 if schedule.per == "month" else 1)
    return _in_a_year(schedule.every)


def _in_a_year(every: Interval) -> int:
    return max(1, min(120, _PER_YEAR[every.unit] * every.times // every.count))


def _minutes(schedule: Schedule | None) -> int | None:
    if schedule is None or schedule.duration is None:
        return None
    return schedule.duration.count * (60 if schedule.duration.unit.value == "hour" else 1)
