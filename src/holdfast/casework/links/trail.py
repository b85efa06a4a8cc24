"""What the trail calls a link, and what was done with one."""

from __future__ import annotations

from holdfast.stewardship.trail.kinds import register_kind

_SAID = {
    "invited by link": "invited somebody outside by a link",
    "sent link again": "sent somebody outside a new link",
    "withdrew link": "withdrew a link",
    "opened link": "from outside, opened a link with its code",
    "ended link": "ended a link after too many wrong codes",
    "used link": "from outside, used a link up",
}


def register() -> None:
    """Name it; called when the app is ready."""
    register_kind("links.link", "link", None, _SAID)
