"""How lists name who owes something and to whom it is owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal
from uuid import UUID

from holdfast.charter.words import plain, spoken
from holdfast.groups.models import Group, Seat
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.tenancy.models import Agency, Person

Side = Literal["owner", "owed"]
Titles = Mapping[tuple[UUID, str], str]
# Planning a query that joins all of them takes the database longer than reading the rows.
_NAMED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Group, ("group", "owner_group", "owed_group")),
    (Agency, ("owner_agency", "owed_agency")),
    (Person, ("owner_person", "owed_person")),
)
# The same for `select_related`, where few rows are looked for among many.
NAMED = tuple(column for _, columns in _NAMED for column in columns)


def with_names(rows: Iterable[Obligation]) -> list[Obligation]:
    """The rows with their groups and everybody whom they name at hand: three queries more."""
    found = list(rows)
    for model, columns in _NAMED:
        named = [(row, column, getattr(row, f"{column}_id")) for row in found for column in columns]
        ids = {pk for *_, pk in named if pk is not None}
        known = model.objects.in_bulk(ids) if ids else {}
        for row, column, pk in named:
            if pk in known:
                setattr(row, column, known[pk])
    return found


def seat_titles(rows: Iterable[Obligation]) -> Titles:
    """What the seats that these name are called in their groups, by group and key: a query, if any is."""
    named = {
        (getattr(row, f"{side}_group_id") or row.group_id, getattr(row, f"{side}_seat"))
        for row in rows
        for side in ("owner", "owed")
    }
    groups = {group_id for group_id, seat in named if seat}
    seats = Seat.objects.filter(group_id__in=groups).order_by("opened_on") if groups else ()
    return {(seat.group_id, plain(seat.key)): seat.title for seat in seats}


def party_words(row: Obligation, side: Side, titles: Titles) -> str:
    """`the chair`, `Named nurse (seat)`, `Paul Okafor, Fernshire Police`; empty for nobody."""
    office, seat = getattr(row, f"{side}_office"), getattr(row, f"{side}_seat")
    agency, person = getattr(row, f"{side}_agency"), getattr(row, f"{side}_person")
    group, body = getattr(row, f"{side}_group"), getattr(row, f"{side}_body")
    if office or seat:
        at = getattr(row, f"{side}_group_id") or row.group_id
        named = f"the {spoken(office)}" if office else f"{titles.get((at, seat)) or spoken(seat)} (seat)"
        return f"{named} of {group}" if group else named
    if person:
        return f"{person}, {agency}" if agency else str(person)
    if agency:
        return str(agency)
    return f"{group} as a whole" if group else str(body)
