"""What the trail calls minutes, and where they stand."""

from __future__ import annotations

from holdfast.governance.minutes.models import Minutes
from holdfast.stewardship.trail.kinds import register_kind, rows_of
from holdfast.web import words


def register() -> None:
    """Name them; called when the app is ready."""
    found = rows_of(Minutes, "minutes:minutes", key="meeting_id", name=_minutes, related=("meeting__group",))
    register_kind("minutes.minutes", "minutes", found)


def _minutes(minutes: Minutes) -> str:
    return f"{minutes.meeting.group}, {words.short_day(minutes.meeting.starts_at)}"
