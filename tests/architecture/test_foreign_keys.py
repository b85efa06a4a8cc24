"""A foreign key named by a string is invisible to the import contracts: the models themselves are walked."""

from configparser import ConfigParser
from pathlib import Path

from django.apps import apps
from django.db.models import Model

CHECKOUT = Path(__file__).resolve().parents[2]


def layers(contract: str) -> list[set[str]]:
    """The layers of a contract of .importlinter, highest first; apps of one layer share a line."""
    parser = ConfigParser()
    parser.read(CHECKOUT / ".importlinter")
    section = parser[f"importlinter:contract:{contract}"]
    return [
        {name.strip(" ()") for name in line.split("|")}
        for line in section["layers"].splitlines()
        if line.strip()
    ]


def every_model() -> list[type[Model]]:
    return list(apps.get_models(include_auto_created=True))


def rank(model: type[Model]) -> tuple[int, int]:
    """Where a model stands: its layer, and within governance its app; greater is higher."""
    parts = model.__module__.split(".")
    outer = [f"holdfast.{parts[1]}" in layer for layer in reversed(layers("layers"))]
    inner = [parts[2] in layer for layer in reversed(layers("governance"))]
    return outer.index(True), inner.index(True) if True in inner else -1


def test_foreign_keys_cross_the_layers_only_downwards() -> None:
    own = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("holdfast.")
    ]
    upwards = [
        f"{model._meta.label}.{field.name} > {field.related_model._meta.label}"
        for model in own
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model in own
        if rank(model) < rank(field.related_model)
    ]
    assert own
    assert upwards == []


def test_no_many_to_many_makes_a_table_that_no_policy_knows() -> None:
    made = [
        model._meta.label for model in apps.get_models(include_auto_created=True) if model._meta.auto_created
    ]
    assert [label for label in made if label.split(".")[0] not in {"auth", "socialaccount"}] == []
