"""What the trail calls an obligation."""

from __future__ import annotations

from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name it; called when the app is ready."""
    register_kind("ledger.obligation", "obligation", rows_of(Obligation, "ledger:obligation"))
