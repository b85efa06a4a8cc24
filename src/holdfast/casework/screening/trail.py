"""What the trail calls submissions and tools, and where they stand: by reference, never by name."""

from __future__ import annotations

from holdfast.casework.screening.models import GuardedMatch, Submission, ToolVersion
from holdfast.stewardship.trail.kinds import register_kind, rows_of

_SAID = {
    "received": "sent a screening submission",
    "confirmed level": "confirmed the level of a screening submission",
    "set aside": "set a screening submission aside",
    "put back": "put a screening submission back into the queue",
    "matched": "matched a screening submission to a child",
    "imported": "imported a screening submission",
}


def register() -> None:
    """Name them; called when the app is ready."""
    found = rows_of(Submission, "screening:submission")
    register_kind("screening.submission", "screening submission", found, _SAID)
    said = {"told from the record": "said that a screening is about another child than that of"}
    met = rows_of(GuardedMatch, "screening:guarded")
    register_kind("screening.guardedmatch", "restricted record", met, said)
    register_kind("screening.toolversion", "screening tool", rows_of(ToolVersion, "screening:tool"))
