"""A child's details and their history: one function a page, a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from holdfast.casework.children.codes import Answered, CharacteristicKind, IdentifierKind
from holdfast.casework.children.models import (
    Address,
    Characteristic,
    Child,
    ChildName,
    Identifier,
    Merge,
)
from holdfast.casework.children.rules.identifiers import as_shown, assess_identifier
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the page shows it; `doubt` says what looks wrong about it."""

    row: Identifier
    kind: str
    value: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A record that was merged into this one; `stayed` is how many rows could not move."""

    row: Merge
    reference: str
    name: str
    by: str
    stayed: int


@dataclass(frozen=True, slots=True)
class DetailsPage:
    """Everything that says who the child is, and whether this person may change it."""

    names: tuple[ChildName, ...]
    numbers: tuple[Number, ...]
    addresses: tuple[Address, ...]
    characteristics: tuple[tuple[str, str], ...]
    merged: tuple[Merged, ...]
    may_keep: bool
    may_merge: bool


def details_page(actor: Actor, child: Child) -> DetailsPage:
    """The details of a child whom the actor may see."""
    return DetailsPage(
        names=tuple(ChildName.objects.filter(child=child, ended_at=None).order_by("created_at")),
        numbers=tuple(map(_number, Identifier.objects.filter(child=child, ended_at=None).order_by("kind"))),
        addresses=tuple(addresses_of(child)),
        characteristics=tuple(characteristics_of(child)),
        merged=tuple(map(_merged, merges_of(child))),
        may_keep=actor.may(Permission.KEEP_CHILDREN),
        may_merge=actor.may(Permission.MERGE_CHILDREN),
    )


def _number(row: Identifier) -> Number:
    finding = assess_identifier(row.kind, row.written or row.value)
    doubt = finding.reason if finding.met is False else ""
    shown = as_shown(row.kind, row.value, row.written)
    return Number(row, IdentifierKind(row.kind).label, shown, doubt)


def numbers_of(child: Child) -> tuple[str, ...]:
    """The numbers by which another record of the same child would be found."""
    return tuple(Identifier.objects.filter(child=child, ended_at=None).values_list("value", flat=True))


def addresses_of(child: Child) -> QuerySet[Address, Address]:
    """The present ones first, then the latest."""
    rows: QuerySet[Address, Address] = Address.objects.filter(child=child)
    return rows.order_by(F("to_on").desc(nulls_first=True), F("from_on").desc(nulls_last=True))


def characteristics_of(child: Child) -> list[tuple[str, str]]:
    """Every kind with what was answered; what nobody recorded was not asked."""
    rows = {row.kind: row for row in Characteristic.objects.filter(child=child)}
    return [(text, _answer(rows.get(code))) for code, text in CharacteristicKind.choices]


def _answer(row: Characteristic | None) -> str:
    if row is None:
        return str(Answered.NOT_ASKED.label)
    return row.words or str(row.get_answered_display())


def merges_of(child: Child) -> QuerySet[Merge, Merge]:
    """The records that are merged into this one now, the latest first."""
    rows: QuerySet[Merge, Merge] = Merge.objects.filter(child=child, undone_at=None)
    return rows.select_related("merged", "merged_by")


def _merged(row: Merge) -> Merged:
    stayed = sum(len(ids) for ids in row.stayed.values())
    return Merged(row, row.merged.reference, row.merged.name, row.merged_by.name, stayed)


def characteristics_initial(child: Child) -> dict[str, Any]:
    """What the form of characteristics begins with."""
    initial: dict[str, Any] = dict.fromkeys(CharacteristicKind.values, Answered.NOT_ASKED.value)
    for row in Characteristic.objects.filter(child=child):
        initial |= {row.kind: row.answered, f"{row.kind}-words": row.words}
        initial["asked_on"] = row.asked_on or initial.get("asked_on")
    return initial
