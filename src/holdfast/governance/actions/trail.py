"""What the trail calls an action, and where it stands."""

from __future__ import annotations

from holdfast.governance.actions.models import Action
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name it; called when the app is ready."""
    register_kind("actions.action", "action", rows_of(Action, "actions:action"))
