"""The kinds of thing that the trail speaks of: each app says what its own are called and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import reverse

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import TenantModel


@dataclass(frozen=True)
class Thing:
    """What an entry is about, for somebody who may see it; `address` is empty where it has no page."""

    name: str
    address: str = ""


Finder = Callable[[Actor, Collection[UUID]], Mapping[UUID, Thing]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing in plain words, and how those that the reader may see are found, in one query."""

    words: str
    find: Finder | None = None
    said: Mapping[str, str] = field(default_factory=dict)


_kinds: dict[str, Kind] = {}


def register_kind(
    label: str, words: str, find: Finder | None = None, said: Mapping[str, str] | None = None
) -> None:
    """Name a kind: `register_kind("groups.group", "group", rows_of(Group, "groups:group"))`.

    `said`: whole phrases for verbs that cannot simply be followed by the thing.
    """
    _kinds[label] = Kind(words, find, said or {})


def rows_of(
    model: type[TenantModel],
    route: str = "",
    *,
    key: str = "pk",
    name: Callable[[Any], str] = str,
    related: tuple[str, ...] = (),
) -> Finder:
    """Finds rows of a model by `visible_to`; the address is of `route` with the row's `key`."""

    def find(actor: Actor, wanted: Collection[UUID]) -> Mapping[UUID, Thing]:
        rows = model.objects.visible_to(actor).filter(pk__in=wanted)  # type: ignore[attr-defined]
        rows = rows.select_related(*related) if related else rows
        return {row.pk: Thing(name(row), _address(route, row, key)) for row in rows}

    return find


def _address(route: str, row: Any, key: str) -> str:
    return reverse(route, args=[getattr(row, key)]) if route else ""


def words_for(label: str) -> str:
    """`agenda item` for `meetings.agendaitem`, whether or not an app named the kind."""
    if label in _kinds:
        return _kinds[label].words
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label.rpartition(".")[2]


def said_of(label: str, verb: str) -> str:
    """The whole phrase that an app gave for a verb of its kind, or nothing."""
    return _kinds[label].said.get(verb, "") if label in _kinds else ""


def known_kinds() -> list[tuple[str, str]]:
    """Every kind of thing that a partnership has, as label and words, by its words."""
    labels = {
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, TenantModel) and not model._meta.abstract
    }
    return sorted(((label, words_for(label).capitalize()) for label in labels), key=lambda pair: pair[1])


def find_things(actor: Actor, wanted: Mapping[str, Collection[UUID]]) -> dict[UUID, Thing]:
    """The things that the reader may see, of each kind in one query; the others are left out."""
    found: dict[UUID, Thing] = {}
    for label, ids in wanted.items():
        kind = _kinds.get(label)
        if kind is not None and kind.find is not None and ids:
            found.update(kind.find(actor, ids))
    return found
