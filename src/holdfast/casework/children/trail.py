"""What the trail calls a child, and where the record stands: by reference, never by name."""

from __future__ import annotations

from holdfast.casework.children.models import Child
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name it; called when the app is ready."""
    register_kind("children.child", "child", rows_of(Child, "children:child"))
