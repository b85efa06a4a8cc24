"""Reads files of dates: days to avoid, and days that are bank holidays besides (or not after all)."""

import re
from datetime import date
from typing import Any

from holdfast.kernel.working_days import PUBLISHED_UNTIL, WorkingDays

from .json_file import parse_json, place_in, raise_faults
from .place import INVALID, Place
from .quantities import Day
from .shapes import Json, Text

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*[,;:\t ]?\s*(.*)")


def read_dates(text: str | bytes, name: str, called: str) -> dict[date, str]:
    """Days with their names, from JSON (a list, or days to names) or lines such as '2026-03-10 Board'."""
    place = place_in(name)
    read = _dates(_value(text, name), called, place)
    raise_faults(place)
    return read


def read_holidays(text: str | bytes, name: str) -> WorkingDays:
    """Bank holidays besides those published: days as for `read_dates`, or extra, removed, known_until."""
    place = place_in(name)
    value = _as_published(_value(text, name))
    if not (isinstance(value, dict) and {"extra", "removed", "known_until"} & set(value)):
        extra = _dates(value, "an extra bank holiday", place)
        raise_faults(place)
        return WorkingDays(extra=extra)
    for key in set(value) - {"extra", "removed", "known_until"}:
        place.at(key).fault("is not known here; expected extra, removed or known_until")
    extra = _dates(value.get("extra", []), "an extra bank holiday", place.at("extra"))
    removed = _dates(value.get("removed", []), "", place.at("removed"))
    until = (
        Day().read(value["known_until"], place.at("known_until"))
        if "known_until" in value
        else PUBLISHED_UNTIL
    )
    raise_faults(place)
    return WorkingDays(extra=extra, removed=frozenset(removed), known_until=until)


def _as_published(value: Any) -> Any:
    """The days of the government's own file of bank holidays, which holds three countries' by their names."""
    own = value.get("england-and-wales") if isinstance(value, dict) else None
    events = own.get("events") if isinstance(own, dict) else None
    if not isinstance(events, list) or not all(isinstance(each, dict) for each in events):
        return value
    days = [{"date": each.get("date"), "name": each.get("title")} for each in events]
    last = max((str(each["date"])[:4] for each in days), default="")
    return {"extra": days, "known_until": max(f"{last}-12-31", PUBLISHED_UNTIL.isoformat())}


def _value(text: str | bytes, name: str) -> Any:
    start = text[:200].decode("utf-8", "replace") if isinstance(text, bytes) else text[:200]
    if start.lstrip("\ufeff \t\r\n")[:1] in ("[", "{"):
        return parse_json(text, name)
    words = text.decode("utf-8-sig", "replace") if isinstance(text, bytes) else text
    return [line.strip() for line in words.splitlines() if line.strip() and not line.strip().startswith("#")]


def _dates(value: Any, called: str, place: Place) -> dict[date, str]:
    if isinstance(value, dict):
        pairs = [(place.at(key), key, name) for key, name in value.items()]
    elif isinstance(value, list):
        pairs = [_pair(each, called, place.at(index)) for index, each in enumerate(value)]
    else:
        place.fault('expected a list of dates, or dates with names: {"2026-03-10": "the Board"}')
        return {}
    read = {Day().read(day, where): (name, where) for where, day, name in pairs}
    return {day: _name(name, called, where) for day, (name, where) in read.items() if day is not INVALID}


def _pair(each: Any, called: str, place: Place) -> tuple[Place, Any, Any]:
    if isinstance(each, dict):
        return place, each.get("date"), each.get("name", called)
    found = _LINE.fullmatch(each) if isinstance(each, str) else None
    return (place, found[1], found[2] or called) if found else (place, each, called)


def _name(name: Any, called: str, place: Place) -> str:
    if name in (None, True, ""):
        return called
    read = Text().read(name, place)
    return called if read is INVALID else str(read)


def dates_schema() -> Json:
    """The JSON Schema of a file of dates to avoid."""
    day = Day().schema()
    named = {
        "type": "object",
        "properties": {"date": day, "name": Text().schema()},
        "required": ["date"],
        "additionalProperties": False,
    }
    table = {"type": "object", "propertyNames": day, "additionalProperties": Text().schema()}
    lines = {"type": "string", "pattern": r"^\s*\d{4}-\d{2}-\d{2}"}
    return {"anyOf": [{"type": "array", "items": {"anyOf": [lines, named]}}, table]}


def holidays_schema() -> Json:
    """The JSON Schema of a file of bank holidays."""
    own = {
        "type": "object",
        "properties": {"extra": dates_schema(), "removed": dates_schema(), "known_until": Day().schema()},
        "additionalProperties": False,
        "minProperties": 1,
    }
    country = {"type": "object", "properties": {"events": {"type": "array", "items": {"type": "object"}}}}
    published = {
        "type": "object",
        "properties": {"england-and-wales": country},
        "required": ["england-and-wales"],
    }
    return {"anyOf": [own, published, dates_schema()]}
