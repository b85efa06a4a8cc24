"""Declares the attendance that a group's terms expect, and settles it when the record changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from django.db.models import Min, Q
from django.urls import reverse

from holdfast.charter.meeting import Absences, Attendance
from holdfast.governance.attendance.letters import ABSENCES, letters_owed
from holdfast.governance.attendance.record import (
    AttendanceRecord,
    absence_rules,
    record_of,
    share_rules,
)
from holdfast.governance.attendance.shares import SHARE, shares_owed
from holdfast.governance.attendance.windows import longest
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.hooks import on_meeting_closed, on_record_corrected
from holdfast.groups.hooks import PeopleChange, on_group_changed, on_people_changed
from holdfast.groups.models import Group
from holdfast.kernel.clock import LONDON, start_of
from holdfast.obligations.escalation.fulfilling import met_by_letter
from holdfast.obligations.ledger.kinds import Doing, Kind, Source, declare
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.promises import Promise
from holdfast.obligations.ledger.versions import Version, versions_of
from holdfast.stewardship.access.actor import Actor

CAUSE = "attendance"

ATTENDANCE = Kind(
    key=SHARE,
    title="Attendance",
    keeps=("attendance",),
    doing=lambda row: Doing("See the attendance", reverse("attendance:attendance", args=[row.group_id])),
)
LETTERS = Kind(
    key=ABSENCES,
    title="Letters after absences",
    keeps=("absences",),
    may_be_stated=True,
    doing=lambda row: Doing("Write the letter", reverse("escalation:letter", args=[row.pk])),
)


def _letter(row: Obligation) -> str:
    """The first step asks for the reason; those after it ask who will come from now on."""
    return "absence" if row.occasion.startswith("step 1 ") else "representation"


def register() -> None:
    """Declare them and listen; called when the app is ready. Under new terms the ledger settles all."""
    met_by_letter(ABSENCES, _letter)
    declare(Source(cause=CAUSE, kinds=(ATTENDANCE, LETTERS), facts=record_of, promises=_promises))
    on_meeting_closed.register(_meeting_ended)
    on_record_corrected.register(_record_corrected)
    on_people_changed.register(_people_changed)
    on_group_changed.register(_group_changed)


def _promises(record: AttendanceRecord, version: Version) -> Iterator[Promise]:
    return chain(shares_owed(record, version), letters_owed(record, version))


def settle_attendance(group: Group, since: date, *, by: Actor, why: str) -> None:
    """Settle whatever a meeting on this London day or a later one bears on."""
    versions = versions_of(group.pk)
    rules: list[Attendance | Absences] = []
    for one in versions:
        rules += share_rules(one)
        rules += absence_rules(one)
    if not rules:
        return
    first = min(since, *(longest(rule, since) for rule in rules))
    if first <= versions[0].from_on:
        settle(CAUSE, [group.pk], group=group, by=by, why=why)
        return
    # A share that was missed, or made up for since, may be made up for by this meeting.
    undecided = Q(met_at=None) | Q(met_at__gte=start_of(since))
    rows = Obligation.objects.filter(group=group, cause=CAUSE, kind=SHARE).filter(undecided)
    oldest = rows.filter(voided_at=None).aggregate(oldest=Min("began_at"))["oldest"]
    began = min(start_of(first), oldest) if oldest else start_of(first)
    settle(CAUSE, [group.pk], group=group, by=by, why=why, since=began - timedelta(microseconds=1))


def _meeting_ended(meeting: Meeting, by: Actor) -> None:
    _settle_from(meeting, by, "a meeting ended")


def _record_corrected(meeting: Meeting, by: Actor) -> None:
    _settle_from(meeting, by, "the record of a meeting was corrected")


def _settle_from(meeting: Meeting, by: Actor, why: str) -> None:
    day = min(meeting.opened_at or meeting.starts_at, meeting.starts_at).astimezone(LONDON).date()
    settle_attendance(meeting.group, day, by=by, why=why)


def _people_changed(change: PeopleChange, by: Actor) -> None:
    since = Meeting.objects.filter(group=change.group, opened_at__gte=start_of(change.since))
    if since.filter(closed_at__isnull=False).exists():
        settle_attendance(change.group, change.since, by=by, why="who sat where was corrected")


def _group_changed(group: Group, by: Actor) -> None:
    settle(CAUSE, [group.pk], group=group, by=by, why="the group, or whom its terms mean, changed")
