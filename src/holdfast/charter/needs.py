"""Reads a quorum: a tree of needs in which every table asks one thing."""

from dataclasses import fields
from typing import Any

from .leaf_makers import MAKERS
from .place import INVALID, Place
from .quantities import ShareShape
from .quorum_rule import EVERY_MEMBER, AllOf, Among, AnyOf, Base, Counting, Override, QuorumRule
from .shapes import Choice, ListOf, Ref, Shape, Text, Whole, YesNo
from .tables import Table, unknown_key

DEEPEST = 10
MOST = 500
COUNTING = {f"{each.name}_count": each.name for each in fields(Counting)}
PLACES = {
    "from_sectors": "sectors",
    "from_agencies": "agencies",
    "from_seats": "seats",
    "besides": "besides",
    "not_from_sectors": "not_sectors",
    "not_from_agencies": "not_agencies",
}
SWITCHES = ("voting", "statutory", "anyone")

SWITCH: dict[str, Shape] = {name: YesNo() for name in COUNTING}
WHO: dict[str, Shape] = {
    "from_sectors": ListOf(Text(), one=True),
    "from_agencies": ListOf(Ref("agency"), one=True),
    "from_seats": ListOf(Ref("seat"), one=True),
    "besides": ListOf(Ref("office"), one=True),
    "not_from_sectors": ListOf(Text(), one=True),
    "not_from_agencies": ListOf(Ref("agency"), one=True),
    "voting": YesNo(),
    "statutory": YesNo(),
    "anyone": YesNo(),
    **SWITCH,
}
COUNT: dict[str, Shape] = {"count": Whole(1, MOST)}
DIFFERENT: dict[str, Shape] = {"different_people": YesNo()}

# Each question a need may ask: the shape of its answer, and what else its table may say.
TESTS: dict[str, tuple[Shape, dict[str, Shape]]] = {
    "members": (Whole(1, MOST), WHO),
    "share": (ShareShape(), WHO | {"of": Choice(Base)}),
    "more_than": (ShareShape(), WHO | {"of": Choice(Base)}),
    "seat": (Ref("seat"), WHO),
    "seats": (ListOf(Ref("seat")), WHO),
    "sector": (Text(), WHO | COUNT),
    "sectors": (ListOf(Text()), WHO | COUNT | DIFFERENT),
    "agency": (Ref("agency"), WHO | COUNT | {"or": ListOf(Ref("agency"), one=True)}),
    "agencies": (ListOf(Ref("agency")), WHO | COUNT | DIFFERENT),
    "office": (Ref("office"), WHO),
    "offices": (ListOf(Ref("office")), WHO),
    "distinct_agencies": (Whole(1, MOST), WHO | DIFFERENT),
    "distinct_statutory_agencies": (Whole(1, MOST), WHO | DIFFERENT),
    "distinct_sectors": (Whole(1, MOST), WHO | DIFFERENT),
}
GROUPS = ("all", "any", "at_least")
RULE: dict[str, Shape] = {
    "for": ListOf(Text(), one=True),
    "override": Table(Override),
    "none": YesNo(),
    **SWITCH,
}


def read_quorum(value: object, place: Place) -> Any:
    """Read `[clause.quorum]`; `quorum = "none"` or `none = true` says that the terms state none."""
    if value == "none":
        return QuorumRule(needs=None, clause=place.clause or "")
    if not isinstance(value, dict):
        return place.fault('expected a table such as { members = 4 }, or "none" where the terms state none')
    said = {key: item for key, item in value.items() if key in RULE}
    rest = {key: item for key, item in value.items() if key not in RULE}
    read = {key: _read(RULE[key], key, item, place) for key, item in said.items() if key != "override"}
    override = _override(said["override"], place.at("override")) if "override" in said else None
    needs = _no_needs(rest, place) if read.get("none") is True else read_need(rest, place)
    if needs is INVALID or override is INVALID or INVALID in list(read.values()):
        return INVALID
    return QuorumRule(
        needs=needs,
        kinds=read.get("for", ()),
        counting=_counting(read),
        override=override,
        clause=place.clause or "",
    )


def _no_needs(rest: dict[str, Any], place: Place) -> Any:
    return place.fault("says that there is no quorum and also states one") if rest else None


def _override(value: object, place: Place) -> Any:
    if isinstance(value, bool):
        return Override(allowed=value, clause=place.clause or "")
    made = Table(Override).read(value, place)
    return made if made is INVALID else Override(**{**vars(made), "clause": place.clause or ""})


def _read(shape: Shape, key: str, value: object, place: Place) -> Any:
    return shape.read(value, place.at(key))


def _counting(read: dict[str, Any]) -> Counting:
    return Counting(**{name: read[key] for key, name in COUNTING.items() if key in read})


def read_need(value: object, place: Place, depth: int = 0) -> Any:
    """Read one table of a quorum, and those inside it."""
    if not isinstance(value, dict):
        return place.fault('expected a table such as { sector = "health" }')
    if depth > DEEPEST:
        return place.fault(f"expected needs nested at most {DEEPEST} deep")
    asked = [key for key in value if key in TESTS or key in GROUPS]
    if len(asked) != 1:
        return place.fault(_one_question(asked))
    if asked[0] in GROUPS:
        return _group(asked[0], value, place, depth)
    return _leaf(asked[0], value, place)


def _one_question(asked: list[str]) -> str:
    if asked:
        both = " and ".join(asked)
        return f"asks {both} in one table: put each in its own, inside all = [ ... ] or any = [ ... ]"
    return "expected one of " + ", ".join([*GROUPS, *TESTS])


def _group(kind: str, value: dict[str, Any], place: Place, depth: int) -> Any:
    listed = "of" if kind == "at_least" else kind
    allowed = {kind, listed, *(("different_people",) if kind == "all" else ())}
    for key in value:
        if key not in allowed:
            unknown_key(key, allowed, place)
    different = _read(YesNo(), "different_people", value.get("different_people", False), place)
    parts = _parts(value.get(listed), place.at(listed), depth)
    count = _read(Whole(1, MOST), kind, value[kind], place) if kind == "at_least" else 1
    if INVALID in (parts, different, count) or not allowed.issuperset(value):
        return INVALID
    if count > len(parts):
        return place.at(kind).fault(f"asks for {count} of only {len(parts)}")
    return (
        AllOf(parts=parts, different_people=different) if kind == "all" else AnyOf(parts=parts, count=count)
    )


def _parts(value: object, place: Place, depth: int) -> Any:
    if not isinstance(value, list) or not 0 < len(value) <= 50:
        return place.fault("expected a list of 1 to 50 tables: [ { ... }, { ... } ]")
    parts = [read_need(part, place.at(index), depth + 1) for index, part in enumerate(value)]
    return INVALID if INVALID in parts else tuple(parts)


def _leaf(test: str, value: dict[str, Any], place: Place) -> Any:
    shape, more = TESTS[test]
    read: dict[str, Any] = {}
    for key, item in value.items():
        if key == test or key in more:
            read[key] = _read(shape if key == test else more[key], key, item, place)
        else:
            unknown_key(key, [test, *more], place)
            read[key] = INVALID
    if any(item is INVALID for item in read.values()):
        return INVALID
    return MAKERS[test](read, _among(read))


def _among(read: dict[str, Any]) -> Among:
    narrowed = {name: read[key] for key, name in PLACES.items() if key in read}
    switches = {key: read[key] for key in SWITCHES if key in read}
    made = Among(**narrowed, **switches, counting=_counting(read))
    return EVERY_MEMBER if made == EVERY_MEMBER else made
