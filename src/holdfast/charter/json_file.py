"""Reads the JSON files that go with a charter, refusing what is not JSON with its line."""

import json
from typing import Any

from .place import Fault, FaultyCharter, Findings, Place

LARGEST = 5_000_000


def parse_json(text: str | bytes, name: str) -> Any:
    """The value of a JSON text; `FaultyCharter` where it is not JSON or not UTF-8."""
    if len(text) > LARGEST:
        raise faulty(name, f"is too large: expected at most {LARGEST:,} bytes")
    try:
        words = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        return json.loads(words, parse_constant=_refuse, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise faulty(name, "is not UTF-8 text: save the file as 'UTF-8'") from None
    except RecursionError:
        raise faulty(name, "is nested too deeply") from None
    except json.JSONDecodeError as why:
        raise faulty(name, f"is not JSON: {why.msg}", why.lineno) from None
    except ValueError as why:
        raise faulty(name, f"is not JSON: {str(why)[:200]}") from None


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not a number here")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise ValueError(f"'{twice[:80]}' stands twice in one table")
    return table


def faulty(name: str, expected: str, line: int = 0) -> FaultyCharter:
    """A fault of a whole file."""
    return FaultyCharter((Fault(name, line, None, "", expected),))


def place_in(name: str) -> Place:
    """The root of a JSON file, whose faults name fields such as people[2].seat."""
    return Place(Findings(name, {(): 0}, is_numbered=True))


def raise_faults(place: Place) -> None:
    """Raise every fault found, if any."""
    if place.findings.faults:
        raise FaultyCharter(tuple(place.findings.faults))


def without_nulls(value: Any) -> Any:
    """The same value, where a null in a table stands for leaving it out."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value
