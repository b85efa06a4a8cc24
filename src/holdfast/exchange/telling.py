"""Who is told of rows that wait for them: by count and link alone."""

from __future__ import annotations

from holdfast.obligations.notices.kinds import NoticeKind, register_notice_kind

HELD = NoticeKind(
    key="imported-row-held", title="Imported rows about records in your care", route="exchange:held-row"
)


def register() -> None:
    """Make the kind known; called when the app is ready."""
    register_notice_kind(HELD)
