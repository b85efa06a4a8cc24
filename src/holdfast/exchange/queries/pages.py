"""What the pages of imports show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.casework.children.models import Child
from holdfast.exchange.comparing import Outcome
from holdfast.exchange.models import HeldRow, ImportRow, ImportRun, PlainRows
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

COLOURS = {"added": "green", "matched": "grey", "changed": "blue", "tray": "yellow", "refused": "red"}
# What the report can be narrowed to: words by what stands in the address.
SHOWN = {
    "tray": "Waits",
    "all": "Something to be said",
    "changed": "Changed",
    "refused": "Refused",
    "plain": "The rest",
}
_TOTALS = {"matched": "on record already", "tray": "to wait in the tray"}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row of a run: `child` is the record's reference where it is seen, else what the file says."""

    number: int
    child: str
    child_id: UUID | None
    outcome: str
    colour: str
    problems: Sequence[str]


@dataclass(frozen=True)
class RunPage:
    """A run with its totals, and how many rows it has of each sort."""

    run: ImportRun
    totals: Sequence[tuple[str, int]]
    problems: Sequence[tuple[str, int]]
    is_ready: bool
    is_open: bool


def runs_for(actor: Actor) -> QuerySet[ImportRun]:
    """Imports, the latest first."""
    rows: QuerySet[ImportRun] = ImportRun.objects.visible_to(actor).select_related("asked_by")
    return rows.exclude(state=ImportRun.State.DISCARDED).defer("map", "questions")


def waiting_for(actor: Actor) -> QuerySet[ImportRow]:
    """The rows in the importers' tray."""
    rows: QuerySet[ImportRow] = ImportRow.objects.visible_to(actor).select_related("run", "child")
    return rows.filter(state="waiting").order_by("-run__asked_at", "number")


def held_for(actor: Actor) -> QuerySet[HeldRow]:
    """The rows in the tray of whoever guards records: those about children whom the actor sees."""
    rows: QuerySet[HeldRow] = HeldRow.objects.visible_to(actor).select_related("run", "child")
    if not actor.may(Permission.GUARD_CHILDREN):
        return rows.none()
    return rows.filter(state="waiting").order_by("-run__asked_at", "number")


def run_page(run: ImportRun) -> RunPage:
    """The run's totals in words; no query."""
    totals = [
        (_TOTALS.get(outcome.value, outcome.value), int(run.totals.get(outcome.value, 0)))
        for outcome in Outcome
    ]
    problems = sorted(run.totals.get("problems", {}).items(), key=lambda pair: -pair[1])
    state = ImportRun.State
    is_open = run.state in (state.UPLOADED, state.LOOKED, state.FAILED)
    return RunPage(run, totals, problems, run.state == state.LOOKED, is_open)


def rows_of(run: ImportRun, shown: str) -> QuerySet[ImportRow]:
    """The rows that somebody may want to look at, narrowed."""
    rows: QuerySet[ImportRow] = ImportRow.objects.filter(run=run).select_related("child")
    return rows if shown == "all" else rows.filter(outcome=shown)


def report_rows(actor: Actor, rows: Iterable[ImportRow]) -> list[ReportRow]:
    """As the page prints them."""
    rows = list(rows)
    seen = _seen(actor, {row.child_id for row in rows if row.child_id})
    return [
        _row(
            row.number, row.label, row.child_id, row.outcome, seen, [one["sentence"] for one in row.problems]
        )
        for row in rows
    ]


def plain_rows(actor: Actor, run: ImportRun, start: int, end: int) -> list[ReportRow]:
    """The rows that nobody has to look at, from one place to another, in three queries."""
    kept: list[Any] = []
    for rows in PlainRows.objects.filter(run=run).values_list("rows", flat=True):
        kept += rows
    kept.sort(key=lambda row: row[0])
    part = kept[start:end]
    seen = _seen(actor, {UUID(row[3]) for row in part if row[3]})
    return [
        _row(number, label, UUID(child) if child else None, outcome, seen, [])
        for number, label, outcome, child in part
    ]


def _seen(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Child.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", "reference"))


def _row(
    number: int, label: str, child: UUID | None, outcome: str, seen: Mapping[UUID, str], problems: list[str]
) -> ReportRow:
    known = child if child in seen else None
    called = seen[known] if known else label
    return ReportRow(number, called, known, Outcome(outcome).words, COLOURS[outcome], problems)


class PlainPart:
    """Plain rows as `tables.paged` cuts them."""

    def __init__(self, actor: Actor, run: ImportRun) -> None:
        self.actor, self.run = actor, run

    def __getitem__(self, part: slice, /) -> list[ReportRow]:
        return plain_rows(self.actor, self.run, part.start or 0, part.stop)


class ReportPart:
    """Report rows as `tables.paged` cuts them."""

    def __init__(self, actor: Actor, rows: QuerySet[ImportRow]) -> None:
        self.actor, self.rows = actor, rows

    def __getitem__(self, part: slice, /) -> list[ReportRow]:
        return report_rows(self.actor, self.rows[part])
