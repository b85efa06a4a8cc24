"""Findings as JSON, the same for the command line and whoever else needs them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from typing import Any

from .findings import AttendanceFinding, ChairFinding, ProposedMeeting, QuorumFinding, SeatAttendance
from .model import Charter
from .room import Room


def quorum_answer(finding: QuorumFinding, room: Room) -> dict[str, Any]:
    """A quorum finding, with who chairs and by which rule."""
    return {
        "met": finding.met,
        "reason": finding.reason,
        "clauses": list(finding.clauses),
        "missing": list(finding.missing),
        "consequence": finding.consequence,
        "consequence_kind": finding.consequence_kind,
        "overridden": finding.is_overridden,
        "counted": list(finding.counted),
        "notes": list(finding.notes),
        "chair": chair_answer(finding.chair, room) if finding.chair else None,
    }


def chair_answer(finding: ChairFinding, room: Room) -> dict[str, Any]:
    """Who chairs, by which rule; or the people of whom one must be named."""
    called = {one.person: one.called for one in room.present}
    return {
        "met": finding.met,
        "who": called.get(finding.person, finding.person) if finding.person else None,
        "person": finding.person,
        "office": finding.office,
        "rule": finding.rule or None,
        "acting": finding.is_acting,
        "reason": finding.reason,
        "clauses": list(finding.clauses),
        "nominees": list(finding.nominees),
        "notes": list(finding.notes),
    }


def meeting_answer(meeting: ProposedMeeting) -> dict[str, Any]:
    """A proposed meeting with its deadlines and moves."""
    return {
        "date": plain_value(meeting.on),
        "starts_at": plain_value(meeting.starts_at),
        "ends_at": plain_value(meeting.ends_at),
        "notice_by": plain_value(meeting.notice_by),
        "papers_by": plain_value(meeting.papers_by),
        "draft_agenda_by": plain_value(meeting.draft_agenda_by),
        "regular_date": plain_value(meeting.regular_on),
        "moved": meeting.on != meeting.regular_on,
        "moves": list(meeting.moves),
        "forecast": meeting.is_forecast,
    }


def attendance_answer(finding: AttendanceFinding) -> dict[str, Any]:
    """Attendance by seat, person, agency or group, and what follows from absences."""
    return {
        "met": finding.met,
        "reason": finding.reason,
        "clauses": list(finding.clauses),
        "expected": float(finding.expected) if finding.expected is not None else None,
        "since": plain_value(finding.since),
        "until": plain_value(finding.until),
        "attendance": [_row(row) for row in finding.measured],
        "absences": [_row(row) for row in finding.seats if row.consecutive_absences or row.follows],
        "follows": [
            {"seat": row.subject, "called": row.called, **plain_value(step)}
            for row in finding.seats
            for step in row.follows
        ],
    }


def _row(row: SeatAttendance) -> dict[str, Any]:
    share = None if row.share is None else round(float(row.share), 4)
    return {**plain_value(row), "share": share, "met": row.is_met}


def group_answer(charter: Charter) -> dict[str, Any]:
    """A charter's key and title."""
    return {"group": charter.key, "title": charter.title}


def plain_value(value: Any) -> Any:
    """Any value of a finding as JSON holds it; a dataclass becomes its fields."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Fraction):
        return float(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain_value(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    return (
        [plain_value(item) for item in value] if isinstance(value, list | tuple | frozenset | set) else value
    )
