"""Fills in a form of a fetched page as a browser would."""

from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

from tests.web.faults import elements, words_of

from holdfast.web.forms.dates import PARTS, split_date


def standing_values(form: Element) -> dict[str, Any]:
    """What a browser would send if nobody typed."""
    values: dict[str, Any] = {}
    for element in elements(form, "input", "select", "textarea"):
        name = element.attrib.get("name")
        if not name or "disabled" in element.attrib:
            continue
        for value in _values_of(element):
            values.setdefault(name, []).append(value)
    return values


def _values_of(element: Element) -> list[str]:
    if element.tag == "textarea":
        return ["".join(element.itertext()).removeprefix("\n")]
    if element.tag == "select":
        options = list(elements(element, "option"))
        chosen = [o for o in options if "selected" in o.attrib] or options[:1]
        return [option.attrib.get("value", words_of(option)) for option in chosen]
    kind = element.attrib.get("type", "text")
    if kind in ("file", "submit", "button") or (
        kind in ("radio", "checkbox") and "checked" not in element.attrib
    ):
        return []
    return [element.attrib.get("value", "on" if kind == "checkbox" else "")]


def typed(given: tuple[str, Any], names: set[str]) -> list[tuple[str, Any]]:
    """A date given whole (`3/3/2026`, or a date) is typed into its three boxes."""
    name, value = given
    if f"{name}_day" not in names:
        return [given]
    parts = split_date(value.isoformat() if isinstance(value, date) else str(value))
    return [(f"{name}_{part}", text) for part, text in zip(PARTS, parts, strict=True)]


def names_of(form: Element) -> set[str]:
    return {e.attrib["name"] for e in form.iter() if "name" in e.attrib}
