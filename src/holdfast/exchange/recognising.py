"""Decides which child on record a file means: by numbers first, then by name and date of birth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from holdfast.casework.children.codes import IdentifierKind
from holdfast.casework.children.rules.matching import Known, Name, likeness
from holdfast.casework.children.rules.names import name_key
from holdfast.exchange.incoming import FileChild, Number
from holdfast.exchange.problems import Problem

# A social care system's own number is what the return asks for, so one stands for the other.
_ALIKE = {
    IdentifierKind.SOCIAL_CARE.value: IdentifierKind.LOOKED_AFTER.value,
    IdentifierKind.LOOKED_AFTER.value: IdentifierKind.SOCIAL_CARE.value,
}

UNKNOWN = Problem("child-unknown", "No child on record is known by this.")


@dataclass(frozen=True, slots=True)
class RecordedChild:
    """A child on record, as far as recognising it needs."""

    pk: UUID
    reference: str
    given_names: str
    family_name: str
    birth_on: date | None
    is_birth_estimated: bool = False


@dataclass(frozen=True, slots=True)
class OnFile:
    """All children who may be meant: by number, by reference, by date of birth and by name."""

    by_number: Mapping[tuple[str, str], Sequence[RecordedChild]] = field(default_factory=dict)
    by_reference: Mapping[str, RecordedChild] = field(default_factory=dict)
    by_birth: Mapping[date, Sequence[RecordedChild]] = field(default_factory=dict)
    by_name: Mapping[str, Sequence[RecordedChild]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The child on record; or that it is `new`; or why a person has to say who it is.

    `seen` are the children that the answer rests on, whether or not it is one of them.
    """

    child: RecordedChild | None = None
    is_new: bool = False
    problem: Problem | None = None
    seen: tuple[RecordedChild, ...] = ()


def recognise(asked: FileChild, on_file: OnFile, *, may_add: bool = True) -> Recognised:
    """Who is meant. `may_add`: whether a child who is not on record may be added."""
    found = _by_numbers(asked, on_file)
    if len(found) > 1:
        words = "Its numbers belong to different children on record. Say which one is meant."
        return Recognised(problem=Problem("child-unclear", words), seen=tuple(found))
    if found:
        return _checked(asked, found[0])
    if asked.has_name and (named := _by_name(asked, on_file)) is not None:
        return named
    if not may_add or not (asked.numbers or asked.has_name):
        return Recognised(problem=UNKNOWN)
    return Recognised(is_new=True)


def _by_numbers(asked: FileChild, on_file: OnFile) -> list[RecordedChild]:
    """A doubtful number identifies nobody; a like kind only with the same date of birth."""
    found: dict[UUID, RecordedChild] = {}
    if asked.reference and (by_ours := on_file.by_reference.get(asked.reference)):
        return [by_ours]
    for number in asked.numbers:
        if not number.is_doubtful:
            for child in on_file.by_number.get((number.kind, number.value), ()):
                found[child.pk] = child
    if not found:
        found = {child.pk: child for child in _by_like_kinds(asked, on_file)}
    return list(found.values())


def _by_like_kinds(asked: FileChild, on_file: OnFile) -> list[RecordedChild]:
    numbers: list[Number] = [number for number in asked.numbers if number.kind in _ALIKE]
    return [
        child
        for number in numbers
        for child in on_file.by_number.get((_ALIKE[number.kind], number.value), ())
        if asked.born_on and child.birth_on == asked.born_on
    ]


def _checked(asked: FileChild, child: RecordedChild) -> Recognised:
    """Found by a number: the dates of birth have to agree, unless the record's is a guess."""
    differ = asked.born_on and child.birth_on and asked.born_on != child.birth_on
    if differ and not child.is_birth_estimated:
        words = "The record with this number has another date of birth. One is wrong, or it is another child."
        return Recognised(problem=Problem("birth-differs-from-record", words), seen=(child,))
    return Recognised(child, seen=(child,))


def _by_name(asked: FileChild, on_file: OnFile) -> Recognised | None:
    """The one child of this name and birth; a question where somebody is like it; None where nobody is."""
    key = name_of(asked.given_names, asked.family_name)
    born = on_file.by_birth.get(asked.born_on, ()) if asked.born_on else ()
    same = [child for child in born if name_of(child.given_names, child.family_name) == key]
    if len(same) == 1:
        return Recognised(same[0], seen=(same[0],))
    known = _known(asked.given_names, asked.family_name, asked.born_on)
    near = {child.pk: child for child in (*born, *on_file.by_name.get(key, ()))}
    like = [child for child in near.values() if likeness(known, _of(child)).is_likely]
    if not like:
        return None
    words = "Somebody on record has a name and a date of birth like these. Say whether it is the same child."
    return Recognised(problem=Problem("child-may-be-on-record", words), seen=tuple(like))


def name_of(given: str, family: str) -> str:
    """A whole name as it is compared, whichever half stands first."""
    return " ".join(sorted((name_key(given), name_key(family))))


def _of(child: RecordedChild) -> Known:
    return _known(child.given_names, child.family_name, child.birth_on)


def _known(given: str, family: str, born: date | None) -> Known:
    return Known((Name.of(given, family),), born)
