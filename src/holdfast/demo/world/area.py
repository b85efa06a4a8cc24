"""What an invented area is made of: local names for everything that its charter names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True)
class LocalBody:
    """A local agency or Board: its name, and how people call it."""

    name: str
    short: str
    sector: str = "other"
    is_statutory: bool = False


@dataclass(frozen=True)
class Above:
    """A group above the one whose terms are adopted."""

    name: str
    short: str
    level: str


@dataclass(frozen=True)
class Area:
    """One partnership to be invented.

    `charter` is the key of the shipped charter that it adopts; `renamed` what is put in place of each real
    name in its text; `agencies` the local body for each agency key of the charter; `others` further bodies.
    `sits_for` says which body sends somebody to a seat that names no agency.
    """

    charter: str
    name: str
    place: str
    group: str
    short: str
    renamed: Mapping[str, str]
    agencies: Mapping[str, LocalBody]
    boards: tuple[LocalBody, ...]
    above: tuple[Above, ...] = ()
    others: Mapping[str, LocalBody] = field(default_factory=dict)
    sits_for: Mapping[str, str] = field(default_factory=dict)
    venue: str = "Conference room 2, Civic Centre"
    weekday: int = 2
    starts: time = time(9, 30)
    minutes: int = 120
    often_missing: str = ""
    sends_deputies: str = ""
    vacant: str = ""
    steady: tuple[str, ...] = ()
    business: tuple[str, ...] = ()
    quorum_tip: str = "see what the terms say of the quorum."


def in_local_names(text: str, renamed: Mapping[str, str]) -> str:
    """A charter's text with each real name replaced, the longest first."""
    for real in sorted(renamed, key=len, reverse=True):
        text = text.replace(real, renamed[real])
    return text
