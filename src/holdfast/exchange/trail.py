"""What the trail calls imports, and where they stand."""

from __future__ import annotations

from holdfast.exchange.models import ImportRun
from holdfast.stewardship.trail.kinds import register_kind, rows_of


def register() -> None:
    """Name them; called when the app is ready."""
    register_kind("exchange.importrun", "import", rows_of(ImportRun, "exchange:run"))
    register_kind("exchange.importrow", "imported row")
    register_kind("exchange.heldrow", "imported row")
    register_kind("exchange.importmap", "map of columns")
