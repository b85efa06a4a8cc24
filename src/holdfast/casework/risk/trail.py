"""What the trail calls the things of this app, and where they stand."""

from __future__ import annotations

from holdfast.casework.risk.models import (
    AreaNotice,
    Confirmation,
    LevelChange,
    ListChange,
    ListUpdate,
    SafetyPlan,
    SharedItem,
)
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name them; called when the app is ready."""
    register_kind("risk.levelchange", "level of risk", rows_of(LevelChange))
    register_kind("risk.listchange", "change of the exploitation list", rows_of(ListChange))
    register_kind("risk.listupdate", "update of the exploitation list", rows_of(ListUpdate))
    register_kind("risk.safetyplan", "safety plan", rows_of(SafetyPlan))
    register_kind("risk.shareditem", "shared item", rows_of(SharedItem))
    register_kind("risk.confirmation", "confirmation of an agency", rows_of(Confirmation))
    register_kind("risk.areanotice", "notice to another area", rows_of(AreaNotice))
