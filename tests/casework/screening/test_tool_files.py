"""A tool is a file: read whole or refused with everything that is wrong with it, each with its place."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.casework.screening.rules.reading import FaultyTool, read_tool
from holdfast.casework.screening.rules.shipped import shipped_source, shipped_tool

SOURCE = shipped_source()


def faults(source: str) -> list[str]:
    with pytest.raises(FaultyTool) as refused:
        read_tool(source)
    return [str(fault) for fault in refused.value.faults]


def changed(old: str, new: str) -> str:
    assert old in SOURCE
    return SOURCE.replace(old, new, 1)


def test_the_shipped_tool_is_whole_and_says_whose_words_it_is() -> None:
    tool = shipped_tool()
    assert len(list(tool.items())) > 20
    assert tool.owner.startswith("Holdfast")
    assert {item.key for item in tool.items() if item.is_abuse} >= {"told-somebody", "pictures-used"}


def test_the_same_tool_as_json_is_the_same_tool() -> None:
    assert read_tool(json.dumps(tomllib.loads(SOURCE))) == shipped_tool()
    assert read_tool("\ufeff" + SOURCE) == shipped_tool()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('key = "debt"', 'key = "Debt!"', "item 2 (Debt!), key: must be a key of small letters"),
        ('key = "debt"', 'key = "changed"', "item changed: stands 2 times"),
        ("is_abuse = true", "is_abbuse = true", "is_abbuse: is not known here"),
        ("is_abuse = true", 'is_abuse = "yes"', "is_abuse: must be true or false"),
        ("begins = 15", "begins = 6", "band many, begins: must be above 6"),
        ("begins = 0", "begins = 1", "band few, begins: must be 0"),
        ("begins = 26", "begins = 999", "band severe, begins: cannot be reached"),
        ('level = "low"', 'level = "high"', "band some, level: cannot be lower"),
        ('level = "low"', 'level = "severe"', "level: must be one of low, medium, high"),
        ("under_age = 13", "", "floor 1: holds for nobody"),
        ("under_age = 13", "under_age = true", "under_age: must be a whole number"),
        ("half-year = 6", "yesterday = 6", "names the window yesterday"),
        ("score = 3", "score = -3", "score: must be a whole number from 0"),
        ("score = 3", "score = 3.5", "score: must be a whole number from 0"),
        ('key = "now"', 'key = "no"', "window no: is an answer that every item takes"),
        ('"sexual", "criminal"', '"sexual", "sexual"', "areas: must be a list of one or more, each once"),
        ('title = "Severe"', 'title = " "', "band 4 (severe), title: must be a text"),
        ("format = 1\n", "", "format: is missing; it takes 1"),
        ("format = 1\n", "format = true\n", "format: must be 1"),
        ("format = 1\n", "format = \n", "the file: cannot be read"),
    ],
)
def test_a_fault_is_said_with_its_place_and_what_is_wanted(old: str, new: str, says: str) -> None:
    assert any(says in fault for fault in faults(changed(old, new))), faults(changed(old, new))


def test_every_fault_is_said_at_once() -> None:
    assert len(faults('format = 2\nkey = "X"\ncolour = "red"\n')) > 10


@pytest.mark.parametrize(
    "source", ["", "[]", "{}", "{", "null", '{"format": 1}', "[[[[", "a\0b", "x" * 200_001]
)
def test_what_is_no_tool_is_refused_in_words(source: str) -> None:
    assert faults(source)


values: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(tomllib.loads(SOURCE))), values)
def test_whatever_stands_where_something_else_should_it_is_read_or_refused(name: str, value: Any) -> None:
    with suppress(FaultyTool):
        assert read_tool(json.dumps(tomllib.loads(SOURCE) | {name: value})).bands
