"""What whole groups owe, for whoever chases it or reads about it: narrowed, sorted, with who keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from holdfast.charter.words import spoken
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.obligations.ledger.holders import Held
from holdfast.obligations.ledger.keepers import keepers_of
from holdfast.obligations.ledger.kinds import kinds
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.queries.owed import Rows
from holdfast.obligations.ledger.queries.rows import OwedRow, owed_rows
from holdfast.obligations.ledger.states import State
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.web.tables import Sorting

SORTED_BY = {"due": "due_at", "group": "group__short_name", "kind": "kind", "ended": "ended_at"}


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to.

    `state` is open, overdue, any, or a state by name; `owner` names an office ('office:chair'), a seat or a
    person; `late_days` is for how long at least it is overdue.
    """

    state: str = "open"
    group_id: UUID | None = None
    kind: str = ""
    agency_id: UUID | None = None
    owner: str = ""
    late_days: int = 0
    has_no_keeper: bool = False


@dataclass(frozen=True)
class KeptRow:
    """One obligation of the list, with who would keep it today."""

    row: OwedRow
    keepers: tuple[str, ...]

    @property
    def is_kept(self) -> bool:
        """Whether there is anybody to do it, or nothing left to do."""
        return bool(self.keepers) or not self.row.state.is_outstanding


def everything(actor: Actor, held: Held, wanted: Wanted, groups: frozenset[UUID] | None) -> Rows:
    """What is owed in these groups (None: all), as far as the person sees it, narrowed; not sorted yet."""
    rows = Obligation.objects.visible_to(actor, held)
    if groups is not None:
        rows = rows.filter(group__in=groups)
    rows = _in_state(rows, wanted)
    if wanted.group_id:
        rows = rows.filter(group_id=wanted.group_id)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.agency_id:
        rows = rows.filter(Q(owner_agency_id=wanted.agency_id) | Q(owner_person__agency_id=wanted.agency_id))
    if wanted.owner:
        rows = rows.filter(_owner(wanted.owner))
    if wanted.has_no_keeper:
        rows = rows.filter(_without_keeper(rows.outstanding()))
    narrowed: Rows = rows
    return narrowed


# Said as plain conditions, which the database can estimate; the same as `state_expression` (a test compares).
_ENDED = {
    State.MET: Q(voided_at=None, met_at__isnull=False) & (Q(due_at=None) | Q(met_at__lte=F("due_at"))),
    State.MET_LATE: Q(voided_at=None, met_at__gt=F("due_at")),
    State.WAIVED: Q(voided_at=None, met_at=None, waived_at__isnull=False),
    State.VOID: Q(voided_at__isnull=False),
}


def _in_state(rows: Any, wanted: Wanted) -> Any:
    now = clock.now()
    if wanted.late_days:
        return rows.outstanding().filter(due_at__lt=now - timedelta(days=wanted.late_days))
    if wanted.state == "open":
        return rows.outstanding()
    if wanted.state == "overdue":
        return rows.outstanding().filter(due_at__lt=now)
    if wanted.state == "any":
        return rows
    return rows.filter(_ENDED[State(wanted.state)], ended_at__isnull=False)


def _owner(owner: str) -> Q:
    what, _, key = owner.partition(":")
    if what == "person":
        return Q(owner_person_id=key)
    return Q(**{f"owner_{what}": key})


def _without_keeper(rows: Any) -> Q:
    """The condition that nobody would keep a row: five queries, however many rows."""
    columns = ("group_id", "owner_group_id", "owner_office", "owner_seat", "owner_agency_id")
    unnamed = rows.order_by().filter(owner_person__isnull=True, owner_body="")
    owners = [Obligation(**dict(zip(columns, each, strict=True))) for each in
              unnamed.values_list(*columns).distinct()]  # fmt: skip
    keepers = keepers_of(owners)
    nobody = Q(owner_person__left_on__lt=clock.today())
    for one in owners:
        if not keepers.of(one):
            nobody |= Q(owner_person__isnull=True, **{name: getattr(one, name) for name in columns})
    return nobody


def usual_order(wanted: Wanted) -> str:
    """What is open by when it is due; what has ended, the latest first, by its index."""
    return "due" if wanted.state in ("open", "overdue", "any") else "-ended"


def in_order(rows: Rows, sorting: Sorting) -> Rows:
    """Sorted by a column, what has no date last."""
    column = F(SORTED_BY[sorting.key])
    if (
        sorting.key == "ended"
    ):  # never empty where it is asked for: the index has no order of empty ones to keep
        return rows.order_by(column.desc() if sorting.is_descending else column.asc())
    first = column.desc(nulls_last=True) if sorting.is_descending else column.asc(nulls_last=True)
    return rows.order_by(first, *([] if sorting.key == "due" else [F("due_at").asc(nulls_last=True)]), "pk")


def kept_rows(actor: Actor, held: Held, rows: Iterable[Obligation]) -> list[KeptRow]:
    """The rows of a page, each with who would keep it: eight queries."""
    found = list(rows)
    shown = owed_rows(found, actor, held, clock.now())
    keepers = keepers_of(found)
    return [KeptRow(row, keepers.names(one)) for row, one in zip(shown, found, strict=True)]


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    groups: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    agencies: list[tuple[str, str]]
    owners: list[tuple[str, str]]


def choices(actor: Actor, held: Held, groups: frozenset[UUID] | None) -> Choices:
    """What the list can be narrowed to: five queries."""
    in_scope = Group.objects.visible_to(actor)
    in_scope = in_scope if groups is None else in_scope.filter(pk__in=groups)
    agencies = Agency.objects.visible_to(actor).order_by("short_name")
    return Choices(
        [(str(group.pk), str(group)) for group in in_scope.order_by("short_name")],
        sorted(((kind.key, kind.title) for kind in kinds().values()), key=lambda each: each[1]),
        [(str(agency.pk), str(agency)) for agency in agencies],
        list(_owners(everything(actor, held, Wanted(), groups))),
    )


def _owners(rows: Any) -> Iterable[tuple[str, str]]:
    """Offices and seats that owe something now, and people."""
    held = rows.order_by().values_list("owner_office", "owner_seat").distinct()
    for office, seat in sorted(each for each in held if any(each)):
        yield (f"office:{office}", f"The {spoken(office)}") if office else (
            f"seat:{seat}", f"{spoken(seat).capitalize()} (seat)",
        )  # fmt: skip
    named = rows.order_by().filter(owner_person__isnull=False)
    people = Person.objects.filter(pk__in=named.values("owner_person")).order_by("name")
    yield from ((f"person:{person.pk}", person.name) for person in people)


def groups_to_chase(actor: Actor) -> frozenset[UUID] | None:
    """The groups whose business the person chases; None is all."""
    return actor.groups_where(Permission.CHASE)


STATES = {state.name.lower().replace("_", "-"): state for state in State if not state.is_outstanding}


def with_state(wanted: Wanted, asked: str) -> Wanted:
    """The filter with a state as its address names it."""
    return replace(wanted, state=STATES[asked].value if asked in STATES else asked or "open")
