"""What a charter file defines, and whether every name that it uses is defined."""

import difflib
from collections.abc import Iterator
from typing import Any

from .place import Findings, Place
from .words import plain

Definitions = dict[str, dict[str, Place]]

# Those whom terms name without a seat or office of their own.
EVERYDAY = {
    "members",
    "group",
    "chair",
    "vice-chair",
    "everyone",
    "board",
    "those-present",
    "business-support",
    "minute-taker",
}
KINDS = ("agency", "body", "seat", "office")
_A = {"agency": "an agency", "body": "a body", "seat": "a seat", "office": "an office"}


def definitions(group: dict[str, Any], place: Place) -> Definitions:
    """Every key that this group defines, by kind; a key defined twice is a fault."""
    found: Definitions = {kind: {} for kind in KINDS}
    for kind, key, where in _stated(group, place):
        if key in found[kind]:
            first = found[kind][key].line
            where.fault(f"the {kind} '{key}' is already defined on line {first}: expected a key of its own")
        else:
            found[kind][key] = where
    return found


def _stated(group: dict[str, Any], place: Place) -> Iterator[tuple[str, str, Place]]:
    for kind in ("agency", "body"):
        yield from _keys(kind, group.get(kind), place)
    for index, clause in enumerate(_tables(group.get("clause"))):
        where = place.at("clause").at(index)
        if isinstance(clause.get("id"), str):
            where = where.in_clause(clause["id"])
        for kind in ("seat", "office"):
            yield from _keys(kind, clause.get(kind), where)


def _keys(kind: str, value: object, place: Place) -> Iterator[tuple[str, str, Place]]:
    single = isinstance(value, dict)
    for index, table in enumerate(_tables([value] if single else value)):
        key = table.get("key")
        if isinstance(key, str):
            where = place.at(kind) if single else place.at(kind).at(index)
            yield kind, plain(key), where.at("key")


def _tables(value: object) -> list[dict[str, Any]]:
    return [each if isinstance(each, dict) else {} for each in value] if isinstance(value, list) else []


def check_references(findings: Findings, defined: Definitions) -> None:
    """Record a fault for every name that is used and nowhere defined."""
    for reference in findings.references:
        known = _known(reference.kind, defined)
        if reference.key in known or findings.is_full:
            continue
        near = difflib.get_close_matches(reference.key, sorted(known), n=1, cutoff=0.6)
        kind = "anyone" if reference.kind == "anyone" else _A[reference.kind]
        hint = f"did you mean '{near[0]}'?" if near else _all_known(reference.kind, defined)
        reference.place.fault(f"'{reference.key}' is not defined as {kind}; {hint}")


def _known(kind: str, defined: Definitions) -> set[str]:
    if kind == "anyone":
        return EVERYDAY.union(*defined.values())
    return set(defined[kind])


def _all_known(kind: str, defined: Definitions) -> str:
    if kind == "anyone":
        return "expected the key of an office, seat, agency or body, or a word such as 'members' or 'group'"
    keys = sorted(defined[kind])
    return f"expected one of {', '.join(keys[:30])}" if keys else f"this file defines no {kind}"
