"""What changed between two versions of a charter, in words."""

from collections.abc import Iterator
from dataclasses import fields
from difflib import SequenceMatcher

from .findings import Change
from .model import Agency, Body, Charter, Clause
from .plain import explain_clause
from .words import spoken

ANOTHER_ORDER = "The clauses stand in another order."
_OWN = ("key", "title", "level", "version", "approved_on", "in_force_from", "note", "boards", "reports_to")
_HEADS = {"boards": "The boards it belongs to were", "reports_to": "Those it reports to were"}


def diff(old: Charter, new: Charter) -> tuple[Change, ...]:
    """Changed, added and removed clauses, and changes to what the charter says of itself. Empty if equal."""
    return (*_heads(old, new), *_defined(old, new), *_clauses(old, new), *_order(old, new))


def clauses_touched(old: Charter, new: Charter) -> dict[str, str]:
    """The clauses that the new charter changes or removes: 'changed' or 'removed' by the clause's id."""
    after = {clause.id: _content(clause) for clause in new.clauses}
    return {
        clause.id: "changed" if clause.id in after else "removed"
        for clause in old.clauses
        if after.get(clause.id) != _content(clause)
    }


def _heads(old: Charter, new: Charter) -> Iterator[Change]:
    for name in _OWN:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            was, now = _said(before), _said(after)
            words = f"{_HEADS.get(name, f'The {spoken(name)} was')} {was} and is now {now}."
            yield Change(kind="changed", clause=None, words=words, before=(was,), after=(now,))


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"'{value}'" if value is not None else "not stated"


def _defined(old: Charter, new: Charter) -> Iterator[Change]:
    pairs: tuple[
        tuple[str, dict[str, Agency] | dict[str, Body], dict[str, Agency] | dict[str, Body]], ...
    ] = (
        ("agency", old.agency_by_key, new.agency_by_key),
        ("body", old.body_by_key, new.body_by_key),
    )
    for kind, before, after in pairs:
        for key in [*before, *(key for key in after if key not in before)]:
            if before.get(key) != after.get(key):
                yield _definition(kind, key, before.get(key), after.get(key))


def _definition(kind: str, key: str, before: Agency | Body | None, after: Agency | Body | None) -> Change:
    if before is None or after is None:
        done = "added" if before is None else "removed"
        return Change(kind=done, clause=None, words=f"The {kind} '{key}' was {done}.")
    parts = [f for f in fields(before) if getattr(before, f.name) != getattr(after, f.name)]
    said = [
        f"{spoken(f.name)} from {_said(getattr(before, f.name))} to {_said(getattr(after, f.name))}"
        for f in parts
    ]
    return Change(kind="changed", clause=None, words=f"The {kind} '{key}' changed: {'; '.join(said)}.")


def _clauses(old: Charter, new: Charter) -> Iterator[Change]:
    before = {clause.id: clause for clause in old.clauses}
    after = {clause.id: clause for clause in new.clauses}
    for identity, clause in before.items():
        if identity not in after:
            words = f"Clause {identity} was removed: {clause.says}"
            yield Change(kind="removed", clause=identity, words=words, before=_lines(old, clause))
        elif _content(clause) != _content(after[identity]):
            yield _changed(old, new, clause, after[identity])
    for identity, clause in after.items():
        if identity not in before:
            words = f"Clause {identity} was added: {clause.says}"
            yield Change(kind="added", clause=identity, words=words, after=_lines(new, clause))


def _content(clause: Clause) -> tuple[object, ...]:
    return (clause.says, clause.mechanisms, clause.readings, clause.note)


def _lines(charter: Charter, clause: Clause) -> tuple[str, ...]:
    read = explain_clause(charter, clause)
    return (
        f"Says: {read.says}",
        *read.kept_by,
        *read.readings,
        *((f"Note: {read.note}",) if read.note else ()),
    )


def _changed(old: Charter, new: Charter, before: Clause, after: Clause) -> Change:
    was, now = _lines(old, before), _lines(new, after)
    gone, come = _differences(was, now)
    pairs = [f"was: {line}" for line in gone] + [f"is now: {line}" for line in come]
    detail = " ".join(pairs) or "how the system keeps it changed in a detail that the words do not show."
    words = f"Clause {before.id} changed. {detail}"
    return Change(kind="changed", clause=before.id, words=words, before=tuple(gone), after=tuple(come))


def _differences(was: tuple[str, ...], now: tuple[str, ...]) -> tuple[list[str], list[str]]:
    gone: list[str] = []
    come: list[str] = []
    for tag, start, end, first, last in SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += was[start:end]
            come += now[first:last]
    return gone, come


def _order(old: Charter, new: Charter) -> Iterator[Change]:
    kept = {clause.id for clause in old.clauses} & {clause.id for clause in new.clauses}
    before = [clause.id for clause in old.clauses if clause.id in kept]
    after = [clause.id for clause in new.clauses if clause.id in kept]
    if before != after:
        yield Change(kind="changed", clause=None, words=ANOTHER_ORDER)
