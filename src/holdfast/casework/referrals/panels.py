"""What referrals offer to other pages."""

from __future__ import annotations


def register() -> None:
    """Offer it; called when the app is ready."""
