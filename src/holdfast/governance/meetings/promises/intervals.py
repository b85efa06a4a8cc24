"""That the group meets in each period of its schedule: owed by the group, met by a meeting held in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from holdfast.charter.meeting import Schedule
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.promises.causes import INTERVAL, WAS_HELD
from holdfast.governance.meetings.rules.occasions import Stretch, asked_for, stretches
from holdfast.kernel.clock import LONDON
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version

# How far the next period can lie ahead: the longest schedule is yearly or thereabouts.
_AHEAD = timedelta(days=366 * 3)

MEETS = Kind(
    key="meeting-interval",
    title="Meetings to hold",
    keeps=("schedule",),
    doing=lambda row: Doing("Arrange a meeting", reverse("meetings:of-group", args=[row.group_id])),
)


@dataclass(frozen=True)
class Held:
    """The meetings that a group held, in order; from when and to when periods are wanted; its last day."""

    group_id: UUID
    first_on: date | None
    until: date
    ends_on: date | None
    meetings: tuple[tuple[datetime, UUID], ...]


def register() -> None:
    """Declare it; called when the app is ready."""
    declare(
        Source(
            cause=INTERVAL,
            kinds=(MEETS,),
            is_of_group=True,
            facts=_facts,
            promises=_promises,
            next_at=_next_at,
        )
    )


def _facts(asked: Asked) -> Held:
    rows = Meeting.objects.filter(WAS_HELD, group=asked.group).order_by("opened_at")
    if asked.since is not None:
        rows = rows.filter(opened_at__gte=asked.since)
    until = asked.until.astimezone(LONDON).date()
    return Held(
        asked.group.pk,
        _first_on(asked),
        min(until, asked.group.ended_on or until),
        asked.group.ended_on,
        tuple(rows.values_list("opened_at", "pk")),
    )


def _first_on(asked: Asked) -> date | None:
    """No period that began before the first terms were in force, nor one that is not wanted."""
    if not asked.versions:
        return None
    first = min(version.from_on for version in asked.versions)
    return first if asked.since is None else max(first, asked.since.astimezone(LONDON).date())


def _promises(held: Held, version: Version) -> Iterator[Promise]:
    if version.charter is None or held.first_on is None:
        return
    until = min(held.until, version.to_on or held.until)
    for schedule in version.charter.each(Schedule):
        for stretch in stretches(schedule, held.first_on, until):
            yield from _of_stretch(held, schedule, stretch)


def _of_stretch(held: Held, schedule: Schedule, stretch: Stretch) -> Iterator[Promise]:
    _, times = asked_for(schedule)
    closes_at = end_of_day(stretch.closes_on(schedule))
    for number in range(1, times + 1):
        yield Promise(
            kind=MEETS.key,
            clause=schedule.clause,
            cause_id=held.group_id,
            occasion=stretch.key if times == 1 else f"{stretch.key} #{number}",
            owner=Party(group_id=held.group_id),
            says=_says(stretch, number, times),
            began_at=stretch.begins_at,
            began_with=f"{stretch} began",
            period=str(schedule.every or f"at least {schedule.at_least} a {schedule.per}"),
            due=stretch.due(schedule),
            kept=_kept(held, stretch, closes_at, number),
        )


def _says(stretch: Stretch, number: int, times: int) -> str:
    what = "A meeting" if times == 1 else f"Meeting {number} of {times}"
    return f"{what} {'on' if stretch.first == stretch.last else 'in'} {stretch}"


def _kept(held: Held, stretch: Stretch, closes_at: datetime, number: int) -> Kept | None:
    """The meeting of that number held in the period, or else, late, the first one held after it."""
    first = bisect_left(held.meetings, stretch.begins_at, key=lambda one: one[0])
    after = bisect_left(held.meetings, closes_at + timedelta(seconds=1), key=lambda one: one[0])
    place = min(first + number - 1, after)
    if place >= len(held.meetings):
        return None
    at, meeting_id = held.meetings[place]
    words = f"Meeting of {at.astimezone(LONDON):%-d %B %Y}"
    return Kept(at, (Proof("meetings.meeting", meeting_id, words, at),))


def _next_at(held: Held, version: Version) -> datetime | None:
    if version.charter is None or held.ends_on is not None:
        return None
    start = max(held.until + timedelta(days=1), version.from_on)
    ahead = [
        next(stretches(schedule, start, start + _AHEAD), None) for schedule in version.charter.each(Schedule)
    ]
    return min((one.begins_at for one in ahead if one and version.covers(one.first)), default=None)
