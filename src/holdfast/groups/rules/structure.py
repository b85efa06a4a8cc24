"""How groups may stand in their tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from holdfast.groups.rules.seats import fine, refused, said
from holdfast.kernel.finding import Finding

Key = TypeVar("Key")


def chain_above(start: Key, parents: Mapping[Key, Key | None]) -> Iterator[Key]:
    """The groups above one, nearest first; stops at a loop."""
    seen = {start}
    above = parents.get(start)
    while above is not None and above not in seen:
        seen.add(above)
        yield above
        above = parents.get(above)


def assess_parent(
    group: Key, parent: Key | None, parents: Mapping[Key, Key | None], names: Mapping[Key, str]
) -> Finding:
    """Whether a group may stand under another: never under itself, nor under one that stands under it."""
    if parent is None:
        return fine()
    if parent == group:
        return refused(f"{names[group]} cannot stand under itself.")
    if group in chain_above(parent, parents):
        return refused(
            f"{names[parent]} already stands under {names[group]}, so {names[group]} cannot stand under it:"
            " the tree would go round in a circle."
        )
    return fine()


def assess_end(name: str, on: date, living_children: list[str]) -> Finding:
    """A group ends after the groups under it have ended or moved."""
    if living_children:
        return refused(
            f"{', '.join(living_children)} would be left without a parent on {said(on)}:"
            " move or end what stands under this group first."
        )
    return fine(f"{name} can end.")
