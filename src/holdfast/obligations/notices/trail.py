"""What the trail calls the things of notices."""

from __future__ import annotations

from holdfast.obligations.notices.models import Message
from holdfast.stewardship.trail.kinds import register_kind


def register() -> None:
    """Name them; called when the app is ready."""
    register_kind(Message._meta.label_lower, "message", said={"sent again": "sent a message again"})
