"""What the trail calls the case meeting's rows."""

from __future__ import annotations

from holdfast.casework.panel.models import Bundle, CaseList
from holdfast.stewardship.trail.kinds import register_kind, rows_of
from holdfast.web import words


def register() -> None:
    """Name them; called when the app is ready."""
    found = rows_of(CaseList, "panel:list", key="meeting_id", name=_list, related=("meeting__group",))
    register_kind("panel.caselist", "case list", found)
    register_kind("panel.listing", "child on a case list")
    register_kind("panel.answer", "agency's answer on a child")
    register_kind("panel.discussion", "discussion of a child")
    register_kind("panel.contribution", "contribution on a child")
    register_kind("panel.casedecision", "decision on a child")
    register_kind("panel.caseaction", "action on a child")
    register_kind("panel.bundle", "feedback", rows_of(Bundle, "panel:bundle", name=lambda row: "feedback"))
    register_kind("panel.feedbackpart", "feedback on a child")
    register_kind("panel.practicenote", "note on practice")
    register_kind("panel.disclosure", "disclosure of a child")


def _list(case_list: CaseList) -> str:
    return f"{case_list.meeting.group}, {words.short_day(case_list.meeting.starts_at)}"
