"""Whether a group may begin to discuss children, and stop. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.kernel.finding import Finding


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is asked of a group: its name and level, and the version of its terms in force, if any."""

    name: str
    level: str
    terms: str
    has_ended: bool = False
    is_discussing: bool = False


def assess_beginning(group: Candidate) -> Finding:
    """Who sits there sees children by it: so it takes terms that say who does, and no strategic group."""
    if group.is_discussing:
        return Finding(met=False, reason=f"{group.name} discusses children already.")
    if group.has_ended:
        return Finding(met=False, reason=f"{group.name} has ended.")
    if not group.terms:
        return Finding(
            met=False,
            reason=f"{group.name} has no terms of reference in force. They say who sits there, and so who"
            " would see children: put a version in force first.",
        )
    if group.level.casefold() == "strategic":
        return Finding(
            met=False,
            reason=f"By its terms {group.name} is a strategic group. It reads figures and never needs to see"
            " a child. If it is to discuss children, its terms have to say so first.",
        )
    return Finding(met=True, reason=f"Version {group.terms} of the terms of {group.name} is in force.")
