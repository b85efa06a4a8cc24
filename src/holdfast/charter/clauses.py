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


MOST = 500
LONGEST_ID = 80
LISTS = ("agency", "body", "clause")
OWN = ("id", "says", "note", "reading")
CLAUSE_KEYS = (*OWN, *MECHANISMS, *UNDERTAKINGS)


def read_group(raw: object, place: Place, shared: dict[str, Any], siblings: dict[str, str]) -> Charter:
    """Read one group; `shared` are the file's agencies and bodies, `siblings` its groups' titles by key.

    What could not be read has left its fault and is missing from the charter, so the rest is checked too.
    """
    own = Place(replace(place.findings, references=[]), place.path)
    if not isinstance(raw, dict):
        own.fault("expected a table: [[group]]")
        return Charter(key="?", title="?")
    name = "key" if siblings or "key" in raw else "group"
    key = Key().read(raw[name], own.at(name)) if name in raw else _missing(name, own)
    head = _head(raw, name, own)
    agencies, bodies = (_listed(kind, raw, shared, own) for kind in ("agency", "body"))
    clauses = _clauses(raw.get("clause"), own)
    _check_names(raw, own, shared, {*siblings, str(raw.get(name, ""))})
    return Charter(
        key="?" if key is INVALID else key,
        agencies=agencies,
        bodies=bodies,
        clauses=clauses,
        neighbours={plain(each): title for each, title in siblings.items()},
        **head,
    )


def _check_names(raw: dict[str, Any], own: Place, shared: dict[str, Any], groups: set[str]) -> None:
    defined = definitions(raw, own)
    for kind in shared:
        defined[kind] = definitions(shared, Place(own.findings))[kind] | defined[kind]
    defined["body"] |= {plain(group): own for group in groups}
    check_references(own.findings, defined)


def _missing(name: str, place: Place) -> Any:
    return place.fault(f'{name} is missing: expected the group\'s short name, such as {name} = "my-group"')


def _head(raw: dict[str, Any], name: str, place: Place) -> dict[str, Any]:
    known = stated(Head)
    for key in raw:
        if key in MECHANISMS or key in UNDERTAKINGS:
            place.at(key).fault(f"is a rule without a clause: state it in a clause, as [clause.{key}]")
        elif key not in known and key not in (name, *LISTS):
            unknown_key(key, [*known, name, *LISTS], place)
    if "title" not in raw:
        place.fault(f"title is missing: expected {known['title'].metadata['meaning']}")
    read = {key: known[key].metadata["shape"].read(raw[key], place.at(key)) for key in known if key in raw}
    return {"title": "?"} | {key: value for key, value in read.items() if value is not INVALID}


def _listed(kind: str, raw: dict[str, Any], shared: dict[str, Any], place: Place) -> tuple[Any, ...]:
    table = Table(Agency if kind == "agency" else Body)
    own = _tables(table, raw[kind], place.at(kind)) if kind in raw else ()
    common = _tables(table, shared[kind], Place(place.findings, (kind,))) if kind in shared else ()
    return common + own


def _tables(table: Table, value: object, place: Place) -> tuple[Any, ...]:
    if not isinstance(value, list):
        return _valid([table.read(value, place)])
    if len(value) > MOST:
        place.fault(f"expected at most {MOST} entries")
        return ()
    return _valid([table.read(each, place.at(index)) for index, each in enumerate(value)])


def _valid(read: list[Any]) -> tuple[Any, ...]:
    return tuple(each for each in read if each is not INVALID)


def _clauses(value: object, place: Place) -> tuple[Clause, ...]:
    where = place.at("clause") if value is not None else place
    if not isinstance(value, list) or not value:
        where.fault("expected at least one clause: [[clause]] with its id, says and what keeps it")
        return ()
    if len(value) > 1000:
        where.fault("expected at most 1,000 clauses")
        return ()
    _refuse_repeated(value, where)
    return tuple(_clause(each, where.at(index)) for index, each in enumerate(value))


def _refuse_repeated(clauses: list[Any], place: Place) -> None:
    seen: dict[str, int] = {}
    for index, clause in enumerate(clauses):
        identity = clause.get("id") if isinstance(clause, dict) else None
        if not isinstance(identity, str):
            continue
        where = place.at(index).in_clause(identity.strip()).at("id")
        first = seen.setdefault(identity.strip(), where.line)
        if first != where.line:
            words = f"there is already a clause {identity.strip()} on line {first}"
            where.fault(f"{words}: expected an id of its own")


def _clause(value: object, place: Place) -> Clause:
    if not isinstance(value, dict):
        place.fault("expected a table: [[clause]]")
        return Clause(id="?", says="?", mechanisms=())
    identity = value.get("id")
    here = place
    if (
        isinstance(identity, str)
        and identity.strip()
        and len(identity) <= LONGEST_ID
        and "\n" not in identity
    ):
        here = place.in_clause(identity.strip())
    else:
        place.at("id").fault('expected the clause\'s number or short name, such as id = "9.1"')
    says = Text().read(value.get("says"), here.at("says"))
    note = Text().read(value["note"], here.at("note")) if "note" in value else None
    return Clause(
        id=here.clause or "?",
        says="?" if says is INVALID else says,
        note=None if note is INVALID else note,
        readings=_tables(Table(Reading), value["reading"], here.at("reading")) if "reading" in value else (),
        mechanisms=_mechanisms(value, here),
        line=here.line,
    )


def _mechanisms(clause: dict[str, Any], place: Place) -> tuple[Any, ...]:
    for key in clause:
        if key not in CLAUSE_KEYS:
            unknown_key(key, CLAUSE_KEYS, place)
    stated_here = [key for key in clause if key in MECHANISMS or key in UNDERTAKINGS]
    if not stated_here:
        place.fault(
            "nothing keeps this clause: add a rule such as [clause.schedule], a record such as"
            " [clause.register], or [clause.attested] if only people can do it"
        )
    return _valid([each for key in stated_here for each in _each(key, clause[key], place.at(key))])


def _each(name: str, value: object, place: Place) -> list[Any]:
    if isinstance(value, list) and value:
        if len(value) > MOST:
            return [place.fault(f"expected at most {MOST} entries")]
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
