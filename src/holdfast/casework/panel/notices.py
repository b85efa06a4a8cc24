"""What the case meeting has people told of: kinds and links, never a child."""

from __future__ import annotations

from holdfast.obligations.notices.kinds import NoticeKind, register_notice_kind

URGENT = NoticeKind(key="urgent-action", title="Urgent actions", route="actions:action", always_at_once=True)
FEEDBACK = NoticeKind(key="case-feedback", title="Feedback from a case meeting", route="panel:feedback")
LIST_ISSUED = NoticeKind(key="case-list-issued", title="Case lists to answer", route="panel:answers")


def register() -> None:
    """Make them known; called when the app is ready."""
    for kind in (URGENT, FEEDBACK, LIST_ISSUED):
        register_notice_kind(kind)
