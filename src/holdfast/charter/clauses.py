"""Reads the clauses of one group, each with whatever keeps it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .defining import check_references, definitions
from .model import Agency, Body, Charter, Clause, Reading
from .needs import read_quorum
from .place import INVALID, Place
from .promises import Attested, Undertaking
from .quantities import Day
from .registry import MECHANISMS, UNDERTAKINGS
from .shapes import Key, ListOf, Ref, Text, said
from .tables import Table, read_table, stated, unknown_key
from .words import plain


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a charter says of itself, before its clauses."""

    title: str = said(Text(), "the group's name")
    level: str | None = said(Text(), "strategic, tactical, operational ...", default=None)
    version: str | None = said(Text(), "the version of the terms, in quotation marks", default=None)
    approved_on: date | None = said(Day(), "when the terms were approved", default=None)
    in_force_from: date | None = said(Day(), "from when they are in force", default=None)
    boards: tuple[str, ...] = said(ListOf(Ref("body"), one=True), "the boards it belongs to", default=())
    reports_to: tuple[str, ...] = said(
        ListOf(Ref("body"), one=True), "the boards or groups it reports to", default=()
    )
    note: str | None = said(Text(), "anything a reader should know", default=None)


LISTS = ("agency", "body", "clause")
OWN = ("id", "says", "note", "reading")
CLAUSE_KEYS = (*OWN, *MECHANISMS, *UNDERTAKINGS)


def read_group(raw: object, place: Place, shared: dict[str, Any], siblings: set[str]) -> Any:
    """Read one group; `shared` are the file's agencies and bodies, `siblings` the keys of its groups."""
    if not isinstance(raw, dict):
        return place.fault("expected a table: [[group]]")
    own = Place(replace(place.findings, references=[]), place.path)
    name = "key" if siblings or "key" in raw else "group"
    key = Key().read(raw[name], own.at(name)) if name in raw else _missing(name, own)
    head = _head(raw, name, own)
    agencies, bodies = (_listed(kind, raw, shared, own) for kind in ("agency", "body"))
    clauses = _clauses(raw.get("clause"), own)
    defined = definitions(raw, own)
    for kind in shared:
        defined[kind] = definitions(shared, Place(own.findings))[kind] | defined[kind]
    defined["body"] |= {plain(sibling): own for sibling in {*siblings, str(raw.get(name, ""))}}
    check_references(own.findings, defined)
    if INVALID in (key, head, agencies, bodies, clauses):
        return INVALID
    return Charter(key=key, agencies=agencies, bodies=bodies, clauses=clauses, **vars(head))


def _missing(name: str, place: Place) -> Any:
    return place.fault(f'{name} is missing: expected the group\'s short name, such as {name} = "my-group"')


def _head(raw: dict[str, Any], name: str, place: Place) -> Any:
    known = stated(Head)
    for key in raw:
        if key in MECHANISMS or key in UNDERTAKINGS:
            place.at(key).fault(f"is a rule without a clause: state it in a clause, as [clause.{key}]")
        elif key not in known and key not in (name, *LISTS):
            unknown_key(key, [*known, name, *LISTS], place)
    return read_table(Head, {key: value for key, value in raw.items() if key in known}, place)


def _listed(kind: str, raw: dict[str, Any], shared: dict[str, Any], place: Place) -> Any:
    made = ListOf(Table(Agency if kind == "agency" else Body), one=True)
    own = made.read(raw[kind], place.at(kind)) if kind in raw else ()
    common = made.read(shared[kind], Place(place.findings, (kind,))) if kind in shared else ()
    return INVALID if INVALID in (own, common) else common + own


def _clauses(value: object, place: Place) -> Any:
    if not isinstance(value, list) or not value:
        where = place.at("clause") if value is not None else place
        return where.fault("expected at least one clause: [[clause]] with its id, says and what keeps it")
    if len(value) > 1000:
        return place.at("clause").fault("expected at most 1,000 clauses")
    read = [_clause(each, place.at("clause").at(index)) for index, each in enumerate(value)]
    _refuse_repeated(value, place.at("clause"))
    return INVALID if INVALID in read else tuple(read)


def _refuse_repeated(clauses: list[Any], place: Place) -> None:
    seen: dict[str, int] = {}
    for index, clause in enumerate(clauses):
        identity = clause.get("id") if isinstance(clause, dict) else None
        if not isinstance(identity, str):
            continue
        where = place.at(index).in_clause(identity.strip()).at("id")
        first = seen.setdefault(identity.strip(), where.line)
        if first != where.line:
            where.fault(
                f"there is already a clause {identity.strip()} on line {first}: expected an id of its own"
            )


def _clause(value: object, place: Place) -> Any:
    if not isinstance(value, dict):
        return place.fault("expected a table: [[clause]]")
    identity = value.get("id")
    if not isinstance(identity, str) or not identity.strip() or len(identity) > 80 or "\n" in identity:
        place.at("id").fault(
            'expected the clause\'s number or short name in quotation marks, such as id = "9.1"'
        )
        identity = INVALID
    here = place if identity is INVALID else place.in_clause(identity.strip())
    says = Text().read(value.get("says"), here.at("says"))
    note = Text().read(value["note"], here.at("note")) if "note" in value else None
    readings = _readings(value.get("reading"), here.at("reading"))
    mechanisms = _mechanisms(value, here)
    if INVALID in (identity, says, note, readings, mechanisms):
        return INVALID
    return Clause(
        id=here.clause or "", says=says, note=note, readings=readings, mechanisms=mechanisms, line=here.line
    )


def _readings(value: object, place: Place) -> Any:
    return () if value is None else ListOf(Table(Reading), one=True).read(value, place)


def _mechanisms(clause: dict[str, Any], place: Place) -> Any:
    for key in clause:
        if key not in CLAUSE_KEYS:
            unknown_key(key, CLAUSE_KEYS, place)
    stated_here = [key for key in clause if key in MECHANISMS or key in UNDERTAKINGS]
    if not stated_here:
        return place.fault(
            "nothing keeps this clause: add a rule such as [clause.schedule], a record such as"
            " [clause.register], or [clause.attested] if only people can do it"
        )
    read = [each for key in stated_here for each in _each(key, clause[key], place.at(key))]
    return INVALID if INVALID in read else tuple(read)


def _each(name: str, value: object, place: Place) -> list[Any]:
    if isinstance(value, list) and value:
        if len(value) > 500:
            return [place.fault("expected at most 500 entries")]
        return [_mechanism(name, each, place.at(index)) for index, each in enumerate(value)]
    return [_mechanism(name, value, place)]


def _mechanism(name: str, value: object, place: Place) -> Any:
    if name == "quorum":
        return read_quorum(value, place)
    clause = place.clause or ""
    if name in UNDERTAKINGS:
        table = {"what": value} if isinstance(value, str) else value
        return read_table(Undertaking, table, place, kind=name, clause=clause)
    if name == "attested" and (value is True or isinstance(value, str)):
        statement = None if value is True else Text().read(value, place)
        return INVALID if statement is INVALID else Attested(clause=clause, statement=statement)
    return read_table(MECHANISMS[name], value, place, clause=clause)
