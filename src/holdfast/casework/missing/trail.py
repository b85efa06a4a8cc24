"""What the trail calls episodes and interviews, and where they stand."""

from __future__ import annotations

from holdfast.casework.missing.models import Episode, Interview
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name them; called when the app is ready."""
    register_kind("missing.episode", "missing episode", rows_of(Episode, "missing:episode"))
    register_kind("missing.interview", "return interview", rows_of(Interview, "missing:interview"))
