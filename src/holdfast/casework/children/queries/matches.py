"""Likely matches as the pages show them: who, how likely in words, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.casework.children.operations.searching import Match
from holdfast.casework.children.queries.listing import ChildInList, child_rows
from holdfast.stewardship.access.actor import Actor

# From which score it is said so.
WORDS = ((85, "Very likely", "red"), (65, "Likely", "orange"), (0, "Possible", "yellow"))


@dataclass(frozen=True, slots=True)
class MatchInList:
    """A child who may be the one."""

    row: ChildInList
    how: str
    colour: str
    why: str


def matches_shown(actor: Actor, matches: Sequence[Match]) -> list[MatchInList]:
    """The matches with what stands beside each child; as many queries for one as for twenty."""
    rows = child_rows(actor, [match.child for match in matches])
    return [_shown(row, match) for row, match in zip(rows, matches, strict=True)]


def _shown(row: ChildInList, match: Match) -> MatchInList:
    how, colour = next((how, colour) for least, how, colour in WORDS if match.likeness.score >= least)
    return MatchInList(row, how, colour, "; ".join(match.likeness.reasons))
