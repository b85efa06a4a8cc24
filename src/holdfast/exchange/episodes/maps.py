"""A map: which column of a spreadsheet says what. Written as TOML or JSON, kept, and used again."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from holdfast.kernel.finding import listed, refuse

# What a column can say, in the words of the mapping page.
FIELDS: Mapping[str, str] = {
    "reference": "Our own reference of the child",
    "social_care": "Social care number",
    "police": "Police reference of the person",
    "nhs": "NHS number",
    "upn": "Unique pupil number",
    "given_names": "Given names",
    "family_name": "Family name",
    "name": "Whole name",
    "birth_on": "Date of birth",
    "kind": "Missing or away",
    "began": "Start, date and perhaps time",
    "began_time": "Time of the start, in a column of its own",
    "ended": "Found, date and perhaps time",
    "ended_time": "Time found, in a column of its own",
    "last_seen": "Last seen, date and perhaps time",
    "setting": "Missing from: home, care or education",
    "grade": "Grade",
    "circumstances": "Circumstances",
    "found_where": "Where found",
}
WHO = ("reference", "social_care", "police", "nhs", "upn")
KINDS = {"missing": "missing", "away": "away"}
_TOP = {"name", "sheet", "heading_row", "dates", "kind", "new_children", "columns", "values"}
_ORDERS = ("uk", "us")


@dataclass(frozen=True)
class Map:
    """`columns`: field to heading. `values`: field, then what a cell says, to what it means.

    `dates` is `uk` or `us` where numbers are written day or month first, and empty while nobody has said.
    """

    columns: Mapping[str, str]
    name: str = ""
    sheet: str = ""
    heading_row: int = 0
    dates: str = ""
    kind: str = "missing"
    new_children: str = "add"
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def as_kept(self) -> dict[str, Any]:
        """What reading it again makes the same map of."""
        kept = {name: getattr(self, name) for name in ("name", "sheet", "heading_row", "dates")}
        data = {name: value for name, value in kept.items() if value}
        data |= {"kind": self.kind, "new_children": self.new_children, "columns": dict(self.columns)}
        return data | ({"values": {k: dict(v) for k, v in self.values.items()}} if self.values else {})


def read_map(text: str) -> Map:
    """The map that a file holds; `Refused` with the first fault for anything else."""
    try:
        data = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except ValueError as why:
        refuse(f"The map is neither TOML nor JSON that can be read: {why}.")
    return map_from(data)


def map_from(data: Mapping[str, Any]) -> Map:
    """The map that this data states."""
    if unknown := sorted(set(data) - _TOP):
        refuse(
            f"The map says {listed(unknown)}, which means nothing here. It can say {listed(sorted(_TOP))}."
        )
    columns = _texts(data.get("columns"), "columns")
    if unknown := sorted(set(columns) - set(FIELDS)):
        refuse(f"The map names the columns {listed(unknown)}. It can name {listed(FIELDS)}.")
    _require_enough(columns)
    values = {of: _texts(said, f"values.{of}") for of, said in dict(data.get("values") or {}).items()}
    _require_known(data, values)
    return Map(
        columns,
        str(data.get("name", "")),
        str(data.get("sheet", "")),
        _number(data.get("heading_row", 0)),
        str(data.get("dates", "")),
        str(data.get("kind", "missing")),
        str(data.get("new_children", "add")),
        {of: {key.strip().casefold(): value for key, value in said.items()} for of, said in values.items()},
    )


def _texts(data: object, called: str) -> dict[str, str]:
    if not isinstance(data, Mapping) or not all(isinstance(value, str) for value in data.values()):
        refuse(f"The map's {called} must be pairs of a name and a text in quotation marks.")
    return {str(key): value.strip() for key, value in data.items() if value.strip()}


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1000:
        refuse("The map's heading_row must be the number of a row, such as 3.")
    return value


def _require_enough(columns: Mapping[str, str]) -> None:
    if "began" not in columns:
        refuse("The map does not say which column holds the start (began).")
    named = "name" in columns or "family_name" in columns
    if not any(who in columns for who in WHO) and not (named and "birth_on" in columns):
        refuse(
            "The map does not say how a child is known: give a column with a number or reference of the child"
            f" ({listed(WHO, 'or')}), or the name and the date of birth."
        )


def _require_known(data: Mapping[str, Any], values: Mapping[str, Mapping[str, str]]) -> None:
    if data.get("dates", "") not in ("", *_ORDERS):
        refuse("The map's dates must be uk (day first) or us (month first).")
    if data.get("kind", "missing") not in KINDS:
        refuse("The map's kind must be missing or away: what a row is where no column says it.")
    if data.get("new_children", "add") not in ("add", "wait"):
        refuse("The map's new_children must be add or wait: what happens to a child who is not on record.")
    if unknown := sorted(set(values.get("kind", {}).values()) - set(KINDS)):
        refuse(f"The map's values.kind mean {listed(unknown)}: they can mean missing or away.")
