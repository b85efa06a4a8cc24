"""How a file is refused: one sentence that says why, and what to do instead."""

from __future__ import annotations

from holdfast.kernel.finding import Finding, Refused


def refusal(reason: str) -> Refused:
    """The refusal with the sentence that the person who uploaded will read."""
    return Refused(Finding(met=False, reason=reason))
