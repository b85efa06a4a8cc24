"""What the trail calls meetings, their agendas and papers, and where they stand."""

from __future__ import annotations

from holdfast.governance.meetings.models import AgendaItem, Meeting, Paper
from holdfast.stewardship.trail.kinds import register_kind, rows_of
from holdfast.web import words

_SAID = {
    "invited": "invited somebody to the meeting",
    "accepted": "said who comes to the meeting",
    "took an answer back": "took an answer to the meeting back",
}


def register() -> None:
    """Name them; called when the app is ready."""
    meetings = rows_of(Meeting, "meetings:meeting", name=_meeting, related=("group",))
    items = rows_of(AgendaItem, "meetings:meeting", key="meeting_id")
    papers = rows_of(Paper, "meetings:paper", name=_paper, related=("version__document",))
    register_kind("meetings.meeting", "meeting", meetings, _SAID)
    register_kind("meetings.agendaitem", "agenda item", items)
    register_kind("meetings.paper", "paper", papers)
    register_kind("meetings.calendartoken", "calendar address")


def _meeting(meeting: Meeting) -> str:
    return f"{meeting.group}, {words.short_day(meeting.starts_at)}"


def _paper(paper: Paper) -> str:
    return str(paper.version.document)
