"""What a link to a screening opens."""

from __future__ import annotations

from holdfast.casework.links.purposes import Purpose, register_purpose

PURPOSE = Purpose(
    key="screening",
    title="You are asked to fill in a screening tool",
    asks="You are asked what you have noticed about a child whom you work with.",
    route="screening:outside",
)


def register() -> None:
    """Make it known; called when the app is ready."""
    register_purpose(PURPOSE)
