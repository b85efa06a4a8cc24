"""Levels of risk, the exploitation list, safety plans, and what agencies recorded on their systems."""

from holdfast.casework.risk.models.levels import Level, LevelChange
from holdfast.casework.risk.models.listing import ListChange, ListEntry, ListUpdate
from holdfast.casework.risk.models.placed import AreaNotice
from holdfast.casework.risk.models.plans import PlanReview, SafetyPlan
from holdfast.casework.risk.models.recording import Confirmation, RecordingAgency, SharedItem

__all__ = [
    "AreaNotice",
    "Confirmation",
    "Level",
    "LevelChange",
    "ListChange",
    "ListEntry",
    "ListUpdate",
    "PlanReview",
    "RecordingAgency",
    "SafetyPlan",
    "SharedItem",
]
