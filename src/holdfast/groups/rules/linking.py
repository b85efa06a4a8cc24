"""Suggests which local agency an agency key of a charter stands for, by name and by sector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from holdfast.charter.model import Agency

# Words that say nothing of which agency it is.
_EMPTY = frozenset(
    {"the", "of", "and", "for", "a", "an", "s", "service", "services", "team", "group", "trust", "nhs"}
    | {"foundation", "council", "borough", "city", "county", "local", "authority", "board", "partnership"}
)


@dataclass(frozen=True, slots=True)
class Local:
    """A local agency to choose from."""

    id: UUID
    name: str
    short_name: str
    sector: str


def suggest(stated: Agency, locals_: Sequence[Local]) -> Local | None:
    """The local agency that shares most words with the charter's, of its sector where that is stated.

    Without a shared word, the only agency of the sector; None where nothing tells.
    """
    same_sector = [one for one in locals_ if stated.sector is None or one.sector == stated.sector]
    words = _words(f"{stated.key} {stated.name or ''}")
    scored = [(len(words & _words(f"{one.name} {one.short_name}")), one) for one in same_sector]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    if best[0]:
        return best[1]
    return same_sector[0] if stated.sector is not None and len(same_sector) == 1 else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) - _EMPTY
