"""What the trail calls the front door and its use."""

from __future__ import annotations

from holdfast.stewardship.trail.kinds import register_kind


def register() -> None:
    """Name them; called when the app is ready."""
    register_kind("frontdoor.frontdoor", "front-door route")
    register_kind("frontdoor.frontdooruse", "use of the front door")
