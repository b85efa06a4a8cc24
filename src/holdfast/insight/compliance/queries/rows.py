"""The obligations behind a number, each with its owner, its times and its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from holdfast.groups.models import Terms
from holdfast.insight.compliance.figures import Number, condition, counted_in
from holdfast.insight.compliance.parties import agencies_of_seats, owner_said
from holdfast.insight.compliance.periods import Period
from holdfast.insight.compliance.queries.attesting import (
    asked_by_end,
    attested_by_end,
    unanswered_at_end,
)
from holdfast.insight.compliance.seeing import obligations_counted, obligations_listed
from holdfast.kernel import clock
from holdfast.obligations.ledger.kinds import kind_of
from holdfast.obligations.ledger.models import Obligation, ObligationQuerySet
from holdfast.obligations.ledger.naming import seat_titles, with_names
from holdfast.obligations.ledger.states import State
from holdfast.stewardship.access.actor import Actor

ASKED, ATTESTED, UNANSWERED = "asked", "attested", "unanswered"
OF_PEOPLE = {
    ASKED: "Asked of people by the end of the period",
    ATTESTED: "Attested by the end of the period",
    UNANSWERED: "Not attested by the end of the period",
}
NO_AGENCY = "none"
NO_CLAUSE = "none"


@dataclass(frozen=True, slots=True)
class RowsFilter:
    """Which obligations are wanted."""

    period: Period
    groups: frozenset[UUID]
    number: str = Number.PROMISED
    clause: str = ""
    terms_id: UUID | None = None
    kind: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One obligation as it is listed."""

    id: UUID
    group: str
    clause: str
    kind: str
    says: str
    owner: str
    began_at: datetime
    due_at: datetime | None
    met_at: datetime | None
    state: State
    reason: str
    evidence: tuple[str, ...]
    version: str
    url: str


def obligations_wanted(actor: Actor, wanted: RowsFilter) -> ObligationQuerySet:
    """The rows that a number counts and the person may see, the latest due first."""
    rows = _narrowed(obligations_listed(actor, wanted.groups), wanted)
    return (
        rows.order_by("-due_at", "-began_at", "pk").select_related("waived_by").prefetch_related("evidence")
    )


def counted_only(actor: Actor, wanted: RowsFilter) -> int:
    """How many the number counts besides, of which the person sees nothing but that. One query."""
    rows = _narrowed(obligations_counted(actor, wanted.groups), wanted)
    listed = obligations_listed(actor, wanted.groups).values("pk")
    return rows.exclude(pk__in=listed).count()


def _narrowed(rows: ObligationQuerySet, wanted: RowsFilter) -> ObligationQuerySet:
    rows = _of_number(rows, wanted)
    if wanted.clause == NO_CLAUSE:
        rows = rows.filter(clause="")
    elif wanted.clause:
        rows = rows.filter(clause=wanted.clause)
    if wanted.terms_id:
        rows = rows.filter(terms=wanted.terms_id)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return rows.filter(_of_agency(wanted)) if wanted.agency else rows


def _of_number(rows: ObligationQuerySet, wanted: RowsFilter) -> ObligationQuerySet:
    period = wanted.period
    if wanted.number in OF_PEOPLE:
        asked = asked_by_end(rows, period)
        of = {ATTESTED: attested_by_end(period), UNANSWERED: unanswered_at_end(period)}
        return asked.filter(of[wanted.number]) if wanted.number in of else asked
    return counted_in(rows, period).filter(condition(Number(wanted.number), clock.now()))


def _of_agency(wanted: RowsFilter) -> Q:
    seats = agencies_of_seats(wanted.groups)
    if wanted.agency != NO_AGENCY:
        return seats.owes(UUID(wanted.agency))
    some = Q(owner_agency__isnull=False)
    for agency_id in set(seats.by_seat.values()):
        some |= seats.owes(agency_id)
    by_person = Q(owner_person__isnull=False, owner_seat="", owner_office="")
    return ~(some | by_person)


def rows_said(found: Iterable[Obligation]) -> list[Row]:
    """Obligations as they are listed; five queries more for names and the versions of the terms."""
    listed = with_names(found)
    versions = dict(
        Terms.objects.filter(pk__in={row.terms_id for row in listed}).values_list("pk", "version")
    )
    now, titles = clock.now(), seat_titles(listed)
    return [_row(row, owner_said(row, titles), versions.get(row.terms_id, ""), now) for row in listed]


def _row(row: Obligation, owner: str, version: str, now: datetime) -> Row:
    return Row(
        id=row.pk,
        group=str(row.group),
        clause=row.clause,
        kind=kind_of(row.kind).title,
        says=row.says,
        owner=owner,
        began_at=row.began_at,
        due_at=row.due_at,
        met_at=row.met_at,
        state=row.state(now),
        reason=_waiver(row) if row.state(now) is State.WAIVED else "",
        evidence=tuple(one.words for one in row.evidence.all()),
        version=version,
        url=reverse("ledger:obligation", args=[row.pk]),
    )


def _waiver(row: Obligation) -> str:
    """By whom and why: whoever chairs may waive what the chair owes, and whoever reads this is to see it."""
    return f"By {row.waived_by}: {row.waiver_reason}"
