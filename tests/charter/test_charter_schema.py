"""The published JSON Schema and the parser agree."""

import json
import tomllib
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from tests.charter.test_charter_faults import NAMES, VALUES, clause, faults_if_any, toml

from holdfast.charter.command import main
from holdfast.charter.reading import load
from holdfast.charter.schema import SCHEMAS, charter_schema
from holdfast.charter.shelf import shipped, shipped_text
from holdfast.charter.starter import STARTER

VALIDATOR = jsonschema.Draft202012Validator(charter_schema())


def as_json(text: str) -> Any:
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_the_published_schema_accepts_what_the_parser_accepts() -> None:
    validator = jsonschema.Draft202012Validator(charter_schema())
    for text in (STARTER, *map(shipped_text, shipped())):
        assert validator.is_valid(as_json(text))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("members = 3", "members = 0"),
        ("members = 3", 'members = 3, sector = "health"'),
        ('then = "adjourned"', 'then = "postponed"'),
        ('within = "10 working days"', 'within = "10 moons"'),
        ("expected = true", 'expected = "yes"'),
        ('weekday = "Tuesday"', 'weekdays = "Tuesday"'),
        ('at_least = "80%"', 'at_least = "many"'),
        ('says = "The terms are reviewed bi-annually."', ""),
    ],
)
def test_the_published_schema_refuses_what_the_parser_refuses(good: str, bad: str) -> None:
    assert good in STARTER
    text = STARTER.replace(good, bad)
    assert not jsonschema.Draft202012Validator(charter_schema()).is_valid(as_json(text))
    with pytest.raises(Exception, match=r"expected|not known|missing|asks"):
        load(text, "bad.toml")


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_each_schema_is_a_schema_and_is_printed(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    assert main(["schema", kind, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(data)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, VALUES)
def test_whatever_the_parser_accepts_keeps_to_the_schema(name: str, value: object) -> None:
    text = clause(f"{name} = {toml(value)}")
    if not faults_if_any(text):
        VALIDATOR.validate(as_json(text))
