"""The JSON Schemas of charter files and of the files that go with them, made from what the parser knows."""

from collections.abc import Callable
from typing import Any

from .clauses import Head
from .dates_file import dates_schema, holidays_schema
from .history_file import HistoryFile
from .model import Agency, Body, Reading
from .needs import RULE, TESTS
from .promises import Undertaking
from .quorum_rule import Override
from .registry import MECHANISMS, UNDERTAKINGS
from .room_file import room_schema
from .shapes import Json, Key, Text, Whole, YesNo
from .tables import table_schema

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NEED: Json = {"$ref": "#/$defs/need"}


def charter_schema() -> Json:
    """The schema of a charter file, read as TOML and with dates written as text."""
    definitions = {name: table_schema(made) for name, made in MECHANISMS.items() if name != "quorum"}
    definitions |= {
        "quorum": _quorum(),
        "need": _need(),
        "undertaking": table_schema(Undertaking),
        "agency": table_schema(Agency),
        "body": table_schema(Body),
        "reading": table_schema(Reading),
        "clause": _clause(),
    }
    return {
        "$schema": DRAFT,
        "title": "A Holdfast charter: the terms of reference of one group, or of several",
        "$defs": definitions,
        "anyOf": [_group("key"), _group("group"), _several()],
    }


def _one_or_many(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "array", "minItems": 1, "maxItems": 500, "items": schema}]}


def _group(name: str) -> Json:
    head = table_schema(Head)
    more = {
        name: Key().schema(),
        "agency": _one_or_many({"$ref": "#/$defs/agency"}),
        "body": _one_or_many({"$ref": "#/$defs/body"}),
        "clause": {"type": "array", "minItems": 1, "maxItems": 1000, "items": {"$ref": "#/$defs/clause"}},
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name, "clause", *head["required"]],
        "properties": head["properties"] | more,
    }


def _several() -> Json:
    shared = {key: _one_or_many({"$ref": f"#/$defs/{key}"}) for key in ("agency", "body")}
    groups = {"type": "array", "minItems": 1, "items": _group("key")}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["group"],
        "properties": shared | {"group": groups},
    }


def _clause() -> Json:
    kept = {name: _mechanism(name) for name in (*MECHANISMS, *UNDERTAKINGS)}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "says"],
        "properties": {
            "id": {"type": "string", "minLength": 1, "maxLength": 80},
            "says": Text().schema(),
            "note": Text().schema(),
            "reading": _one_or_many({"$ref": "#/$defs/reading"}),
            **kept,
        },
        "anyOf": [{"required": [name]} for name in kept],
    }


def _mechanism(name: str) -> Json:
    if name in UNDERTAKINGS:
        return _one_or_many({"anyOf": [Text().schema(), {"$ref": "#/$defs/undertaking"}]})
    if name == "quorum":
        return _one_or_many({"anyOf": [{"const": "none"}, {"$ref": "#/$defs/quorum"}]})
    if name == "attested":
        return _one_or_many({"anyOf": [{"const": True}, Text().schema(), {"$ref": "#/$defs/attested"}]})
    return _one_or_many({"$ref": f"#/$defs/{name}"})


def _need() -> Json:
    return {"anyOf": [*_groups({}), *(_leaf(test, {}) for test in TESTS)]}


def _quorum() -> Json:
    own = {key: shape.schema() for key, shape in RULE.items() if key != "override"}
    own["override"] = {"anyOf": [YesNo().schema(), table_schema(Override)]}
    none = {
        "type": "object",
        "properties": {**own, "none": {"const": True}},
        "required": ["none"],
        "additionalProperties": False,
    }
    own["none"] = {"const": False}
    return {"anyOf": [none, *_groups(own), *(_leaf(test, own) for test in TESTS)]}


def _groups(own: Json) -> list[Json]:
    parts = {"type": "array", "minItems": 1, "maxItems": 50, "items": _NEED}
    return [
        _table({"all": parts, "different_people": YesNo().schema()} | own, ["all"]),
        _table({"any": parts} | own, ["any"]),
        _table({"at_least": Whole(1, 500).schema(), "of": parts} | own, ["at_least", "of"]),
    ]


def _leaf(test: str, own: Json) -> Json:
    shape, more = TESTS[test]
    properties = {test: shape.schema(), **{key: each.schema() for key, each in more.items()}}
    return _table(properties | own, [test])


def _table(properties: Json, required: list[str]) -> Json:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


SCHEMAS: dict[str, Callable[[], Any]] = {
    "charter": charter_schema,
    "room": lambda: {"$schema": DRAFT, "title": "Who is in the room", **room_schema()},
    "history": lambda: {"$schema": DRAFT, "title": "Past attendance", **table_schema(HistoryFile)},
    "avoid": lambda: {"$schema": DRAFT, "title": "Dates to avoid", **dates_schema()},
    "holidays": lambda: {"$schema": DRAFT, "title": "Bank holidays besides the table", **holidays_schema()},
}
