"""Who owes what a meeting owes, read from the database only where the terms name somebody outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from holdfast.charter.model import Charter
from holdfast.charter.words import plain
from holdfast.obligations.ledger.kinds import Asked
from holdfast.obligations.ledger.parties import Directory, directory_of
from holdfast.obligations.ledger.promises import Party

CHAIR = "chair"
_GROUP = "group"
_MEMBERS = frozenset({"members", "everyone", "group", "core-members", "all"})


def means_members(word: str) -> bool:
    """Whether a charter's word means everybody who belongs to the group."""
    return plain(word) in _MEMBERS


def directory_for(asked: Asked, words: Callable[[Charter], Iterable[str]]) -> Directory:
    """Who is meant by the words of the terms: no query where each is an office or a seat of the group."""
    charters = [version.charter for version in asked.versions if version.charter]
    if any(_is_elsewhere(charter, word) for charter in charters for word in words(charter)):
        return directory_of(asked.group)
    return Directory(asked.group.pk, {}, {})


def _is_elsewhere(charter: Charter, word: str) -> bool:
    key = plain(word)
    return key not in charter.office_by_key and key not in charter.seat_by_key and not means_members(key)


def chair_or_group(charter: Charter, directory: Directory) -> Party:
    """The chair, who answers for what the terms give to nobody in particular; else the whole group."""
    return directory.party(charter, CHAIR if CHAIR in charter.office_by_key else _GROUP)
