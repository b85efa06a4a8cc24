"""A record's history in words: what each change said before and what it says since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet

from holdfast.casework.children.codes import Area, IdentifierKind, PlacementType
from holdfast.casework.children.models import Child, ChildEntry
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.web.words import listed, short_day

# What an entry keeps as an id and the page says by name; ids of anything else mean nothing to a reader.
_PEOPLE, _AGENCIES, _UNSAID = {"guardian", "person"}, {"agency"}, {"share", "received"}
_LABELS = {"areas": Area, "placement_type": PlacementType}


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history in words: what it said, what it says."""

    entry: ChildEntry
    by: str
    lines: tuple[tuple[str, str, str], ...]


def history_of(child: Child) -> QuerySet[ChildEntry, ChildEntry]:
    """The record's history, the latest first."""
    rows: QuerySet[ChildEntry, ChildEntry] = ChildEntry.objects.filter(child=child).select_related("by")
    return rows.order_by("-at", "pk")


def changes(entries: Iterable[ChildEntry]) -> list[Change]:
    """The entries as the page prints them; two queries for the names in them."""
    rows = list(entries)
    called = _names_in(rows, _PEOPLE, Person) | _names_in(rows, _AGENCIES, Agency)
    return [_change(row, called) for row in rows]


def _names_in(
    rows: Iterable[ChildEntry], fields: set[str], model: type[Person] | type[Agency]
) -> dict[str, str]:
    sides = [side for row in rows for side in (row.before, row.after)]
    ids = {side[name] for side in sides for name in fields if side.get(name)}
    return {str(one.pk): one.name for one in model.objects.filter(pk__in=ids)}


def _change(entry: ChildEntry, called: Mapping[str, str]) -> Change:
    names = [*entry.before, *(name for name in entry.after if name not in entry.before)]
    lines = (
        (label(name), _said(name, entry.before.get(name), called), _said(name, entry.after.get(name), called))
        for name in names
        if name not in _UNSAID
    )
    return Change(
        entry, entry.by.name if entry.by else "", tuple(each for each in lines if each[1] or each[2])
    )


def _said(name: str, value: Any, called: Mapping[str, str]) -> str:
    if name in _PEOPLE | _AGENCIES:
        return called.get(str(value), "")
    if name.endswith("_on") and isinstance(value, str) and value:
        return short_day(date.fromisoformat(value))
    return said(name, value)


def label(name: str) -> str:
    """A field in words."""
    known = {
        "birth_on": "Birth date",
        "is_birth_estimated": "Birth date is an estimate",
        "merged": "Merged record",
        "language": "First language",
        "needs_interpreter": "Needs an interpreter",
        "has_learning_disability": "Learning disability",
        "school": "School or college",
        "is_looked_after": "Looked after",
        "to_on": "Until",
        "from_on": "Since",
    }
    return known.get(name, name.replace("_", " ").removeprefix("is ").capitalize())


def said(name: str, value: Any) -> str:
    """A value in words: a choice by its label, yes and no for what is either."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return listed(said(name, each) for each in value) or "none"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name == "kind" and value in IdentifierKind.values:
        return str(IdentifierKind(value).label)
    if name in _LABELS and value in _LABELS[name].values:
        return str(_LABELS[name](value).label)
    try:
        choices: Any = getattr(Child._meta.get_field(name), "flatchoices", [])
    except FieldDoesNotExist:
        return str(value)
    return str(dict(choices).get(value, value))
