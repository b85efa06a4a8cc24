"""A meeting, its agenda, the papers pinned to it, and what people said about coming."""

from holdfast.governance.meetings.models.agenda import AgendaItem, Invitee, Paper, at_single_meetings
from holdfast.governance.meetings.models.answers import Acceptance, Apology, DeputyNaming
from holdfast.governance.meetings.models.calendars import CalendarToken
from holdfast.governance.meetings.models.meeting import Meeting, Requisitioner

__all__ = [
    "Acceptance",
    "AgendaItem",
    "Apology",
    "CalendarToken",
    "DeputyNaming",
    "Invitee",
    "Meeting",
    "Paper",
    "Requisitioner",
    "at_single_meetings",
]
