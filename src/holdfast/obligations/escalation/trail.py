"""What the trail calls a step of escalation, and where it stands."""

from __future__ import annotations

from holdfast.obligations.escalation.models import Escalation, LetterTemplate, Rung
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name them; called when the app is ready."""
    register_kind("escalation.escalation", "step of escalation", rows_of(Escalation, "escalation:step"))
    register_kind("escalation.rung", "contact of a ladder", rows_of(Rung))
    register_kind("escalation.lettertemplate", "wording of a letter", rows_of(LetterTemplate))
