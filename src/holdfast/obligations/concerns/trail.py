"""What the trail calls what groups send each other, and where it stands."""

from __future__ import annotations

from holdfast.obligations.concerns.models import Matter
from holdfast.stewardship.trail.kinds import register_kind, rows_of

# What the database writes down for an act of people who are none of this partnership's.
FROM_OUTSIDE = {
    f"{kind} from outside": f"in another partnership {words}"
    for kind, words in {
        "sent": "sent a concern, request or learning here",
        "received": "acknowledged what was sent there",
        "answered": "answered what was sent there",
        "withdrawn": "withdrew what was sent here",
        "closed": "closed what was sent here",
    }.items()
}


def register() -> None:
    """Name them; called when the app is ready."""
    found = rows_of(Matter, "concerns:concern", name=lambda matter: str(matter.title))
    register_kind("concerns.matter", "concern", found, FROM_OUTSIDE)
    register_kind("concerns.publishedgroup", "entry for other partnerships")
