"""Reads a TOML table into a frozen dataclass from the shapes of its fields, and writes its schema."""

import difflib
from dataclasses import MISSING, Field, fields
from typing import Any

from .place import INVALID, Place
from .shapes import Json, Shape


class Table:
    """A table whose keys are the fields of a dataclass."""

    def __init__(self, made: type[Any]) -> None:
        self.made = made

    def read(self, value: object, place: Place) -> Any:
        """Read it into the dataclass."""
        return read_table(self.made, value, place)

    def schema(self) -> Json:
        """Its schema."""
        return table_schema(self.made)


def stated(made: type[Any]) -> dict[str, Field[Any]]:
    """The fields of a dataclass that a file may state, by their name in the file."""
    return {f.metadata.get("name") or f.name: f for f in fields(made) if "shape" in f.metadata}


def read_table(made: type[Any], value: object, place: Place, **given: Any) -> Any:
    """Read a table into `made`, recording every fault; `given` are fields that the file does not state."""
    if not isinstance(value, dict):
        return place.fault("expected a table of its own")
    known = stated(made)
    read: dict[str, Any] = dict(given)
    whole = True
    for key, item in value.items():
        if key not in known:
            unknown_key(key, known, place)
            continue
        shape: Shape = known[key].metadata["shape"]
        read[known[key].name] = result = shape.read(item, place.at(key))
        whole = whole and result is not INVALID
    for name, each in known.items():
        if each.name not in read and each.default is MISSING:
            place.fault(f"{name} is missing: expected {each.metadata['meaning']}")
            whole = False
    return made(**read) if whole else INVALID


def unknown_key(key: str, known: Any, place: Place) -> None:
    """Record a key that nobody knows, with the nearest that is known."""
    if place.findings.is_full:
        return
    near = difflib.get_close_matches(key[:60], list(known), n=1, cutoff=0.6)
    meant = f"did you mean '{near[0]}'?" if near else f"expected one of {', '.join(sorted(known))}"
    place.at(key).fault(f"is not known here; {meant}")


def table_schema(made: type[Any]) -> Json:
    """The JSON Schema of such a table."""
    known = stated(made)
    required = [name for name, each in known.items() if each.default is MISSING]
    properties = {
        name: {"description": each.metadata["meaning"], **each.metadata["shape"].schema()}
        for name, each in known.items()
    }
    schema: Json = {"type": "object", "additionalProperties": False, "properties": properties}
    return schema | ({"required": required} if required else {})
