"""Reads an action written as one line: `Police to visit the flat by Friday`.

Nothing is ever lost: the pieces of the result, joined, are the line as typed, and what cannot be read
stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .due_words import read_due

_LINK = re.compile(r"\s+(?:to|will|shall|must|should)\s+|\s*[:–]\s*|\s+-\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:,|&|\band\b|\bwith\b)\s*", re.IGNORECASE)
_DUE = re.compile(r"[\s,;(-]+(?:by|before|within|in|on|until|due|no later than)\s+", re.IGNORECASE)
_LONGEST_OWNER = 200
_LONGEST_DUE = 60


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who may be given an action: an agency, or a person of it."""

    agency: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What a line was read as. `pieces` joined are the line; `text` is what is to be done."""

    pieces: tuple[str, ...]
    text: str
    owners: tuple[Owner, ...] = ()
    due_on: date | None = None

    @property
    def owner(self) -> Owner | None:
        """Who takes it; further owners contribute."""
        return self.owners[0] if self.owners else None


@dataclass(frozen=True, slots=True)
class KnownOwners:
    """The names by which owners are called in a group, in small letters."""

    names: Mapping[str, Owner] = field(default_factory=dict)

    @classmethod
    def of(
        cls, agencies: Iterable[tuple[str, Sequence[str]]], people: Iterable[tuple[str, str, str]]
    ) -> KnownOwners:
        """From agencies as (id, names) and people as (id, full name, agency id).

        A name borne by two is nobody's: it stays text, and the person is chosen by hand.
        """
        found: dict[str, set[Owner]] = {}
        for agency, names in agencies:
            for name in names:
                found.setdefault(_plain(name), set()).add(Owner(agency))
        for person, name, agency in people:
            for called in {_plain(name), _plain(name.split(" ")[0])}:
                found.setdefault(called, set()).add(Owner(agency, person))
        return cls({name: next(iter(who)) for name, who in found.items() if len(who) == 1 and name})

    def read(self, words: str) -> tuple[Owner, ...]:
        """Every owner named in `Police and Health`; empty unless all of it names owners."""
        whole = self.names.get(_plain(words))
        if whole is not None:
            return (whole,)
        parts = [self.names.get(_plain(part)) for part in _SEPARATOR.split(words)]
        owners = tuple(owner for owner in parts if owner is not None)
        return tuple(dict.fromkeys(owners)) if len(owners) == len(parts) else ()


def _plain(name: str) -> str:
    words = re.sub(r"[\s_-]+", " ", name).strip().casefold()
    return words.removeprefix("the ")


def read_action_line(
    line: str, *, known: KnownOwners, today: date, next_meeting: date | None = None
) -> ActionLine:
    """Owner, text and due date of one line, each as far as it can be read."""
    head, owners = _read_owner(line, known)
    body = line[len(head) :]
    text, tail, due_on = _read_due(body, today, next_meeting)
    if not text.strip():
        return ActionLine((line,), line.strip())
    return ActionLine((head, text, tail), text.strip(), owners, due_on)


def _read_owner(line: str, known: KnownOwners) -> tuple[str, tuple[Owner, ...]]:
    """The longest beginning that names owners and is followed by `to`, `will`, a colon or a dash."""
    best: tuple[str, tuple[Owner, ...]] = ("", ())
    for found in _LINK.finditer(line, 0, _LONGEST_OWNER):
        owners = known.read(line[: found.start()])
        if owners:
            best = (line[: found.end()], owners)
    return best


def _read_due(body: str, today: date, next_meeting: date | None) -> tuple[str, str, date | None]:
    """The last words that say a date, if the line ends with them."""
    for found in reversed(list(_DUE.finditer(body))):
        said = body[found.start() :]
        due_on = read_due(said.strip(" ,;(-\t"), today, next_meeting) if len(said) <= _LONGEST_DUE else None
        if due_on is not None:
            return body[: found.start()], said, due_on
    return body, "", None
