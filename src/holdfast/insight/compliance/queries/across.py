"""All groups that somebody may look at, and all agencies: what was promised, what was kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from holdfast.groups.charters import charters_of, terms_in_force_of
from holdfast.groups.models import Board, Group
from holdfast.insight.compliance.figures import Figures, counted_in, counts, part_of
from holdfast.insight.compliance.mechanisms import BY_SYSTEM, names_of
from holdfast.insight.compliance.parties import AgenciesOfSeats, agencies_of_seats
from holdfast.insight.compliance.periods import Period
from holdfast.insight.compliance.seeing import (
    groups_assured,
    groups_standing,
    kinds_seen,
    obligations_counted,
)
from holdfast.kernel import clock
from holdfast.obligations.ledger.kinds import kinds
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency

BY_AGENCY = (
    "What an agency owes by name, what its seats owe, and what its people owe in their own name counts for"
    " the agency. What an office owes (the chair, the minute taker), a whole group or a body outside counts"
    " for none."
)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group with its figures, and how many clauses of its terms something in the product shows."""

    id: UUID
    name: str
    level: str
    version: str
    clauses: int
    unmeasured: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency with its figures; without an id what no single agency owes."""

    id: UUID | None
    name: str
    figures: Figures


@dataclass(frozen=True)
class AcrossPage:
    """All groups, all agencies, in one period."""

    period: Period
    made_at: datetime
    groups: tuple[GroupRow, ...]
    agencies: tuple[AgencyRow, ...]
    totals: Figures
    parts: tuple[date, ...]
    trend: tuple[Figures, ...]
    hidden: tuple[str, ...]
    board_id: UUID | None = None

    @property
    def query(self) -> dict[str, str]:
        """What asks for the same period and Board in an address."""
        return {**self.period.query, **({"board": str(self.board_id)} if self.board_id else {})}

    @property
    def worst_first(self) -> tuple[GroupRow, ...]:
        """The groups with most missed first."""
        return tuple(sorted(self.groups, key=lambda row: (-row.figures.missed, -row.figures.late, row.name)))


def boards_of(actor: Actor) -> list[tuple[str, str]]:
    """The Boards to which groups report that the person may look at, as choices."""
    rows = Board.objects.visible_to(actor).filter(reporting_lines__group__in=groups_assured(actor))
    return [(str(pk), name) for pk, name in rows.distinct().order_by("name").values_list("pk", "name")]


def across_page(actor: Actor, period: Period, board_id: UUID | None = None) -> AcrossPage:
    """Six queries, of which one reads the ledger and counts there."""
    found = list(groups_standing(actor, board_id))
    now, ids = clock.now(), frozenset(group.pk for group in found)
    seats = agencies_of_seats(ids)
    by_group, by_agency, by_part = _sums(actor, ids, period, now, seats)
    terms = terms_in_force_of(ids, min(period.until, clock.today()))
    charters = charters_of(terms.values())
    return AcrossPage(
        period=period,
        made_at=now,
        groups=tuple(_group_row(group, terms.get(group.pk), charters, by_group) for group in found),
        agencies=_agency_rows(actor, by_agency),
        totals=sum(by_group.values(), Figures()),
        parts=period.parts,
        trend=tuple(by_part.get(part, Figures()) for part in period.parts),
        hidden=_hidden(actor, ids),
        board_id=board_id,
    )


Sums = tuple[Mapping[UUID, Figures], Mapping[UUID | None, Figures], Mapping[date, Figures]]
_OWNER = (
    "group_id",
    "owner_group_id",
    "owner_agency_id",
    "owner_seat",
    "owner_office",
    "owner_person__agency_id",
)


def _sums(actor: Actor, ids: frozenset[UUID], period: Period, now: datetime, seats: AgenciesOfSeats) -> Sums:
    rows = counted_in(obligations_counted(actor, ids), period).order_by()
    grouped: Any = rows.values(*_OWNER, part=part_of(period.step)).annotate(**counts(now))
    by_group: defaultdict[UUID, Figures] = defaultdict(Figures)
    by_agency: defaultdict[UUID | None, Figures] = defaultdict(Figures)
    by_part: defaultdict[date, Figures] = defaultdict(Figures)
    for row in grouped:
        figures = Figures.of(row)
        by_group[row["group_id"]] += figures
        by_agency[_agency(row, seats)] += figures
        by_part[row["part"].astimezone(clock.LONDON).date()] += figures
    return by_group, by_agency, by_part


def _agency(row: Mapping[str, Any], seats: AgenciesOfSeats) -> UUID | None:
    return seats.agency_of(
        row["owner_group_id"] or row["group_id"],
        agency=row["owner_agency_id"],
        seat=row["owner_seat"],
        office=row["owner_office"],
        person_agency=row["owner_person__agency_id"],
    )


def _group_row(
    group: Group, terms: Any, charters: Mapping[UUID, Any], by_group: Mapping[UUID, Figures]
) -> GroupRow:
    clauses = charters[terms.pk].clauses if terms else ()
    return GroupRow(
        id=group.pk,
        name=group.name,
        level=group.get_level_display(),
        version=terms.version if terms else "",
        clauses=len(clauses),
        unmeasured=sum(not _is_shown(clause) for clause in clauses),
        figures=by_group.get(group.pk, Figures()),
    )


def _is_shown(clause: Any) -> bool:
    """Whether something declares to measure it, or the product keeps it by itself."""
    kept = {name for kind in kinds().values() for name in kind.keeps} | set(BY_SYSTEM)
    names = {name for mechanism in clause.mechanisms for name in names_of(mechanism)}
    return bool(names & kept)


def _agency_rows(actor: Actor, by_agency: Mapping[UUID | None, Figures]) -> tuple[AgencyRow, ...]:
    rows = Agency.objects.visible_to(actor).filter(pk__in=[pk for pk in by_agency if pk]).order_by("name")
    found = [AgencyRow(pk, name, by_agency[pk]) for pk, name in rows.values_list("pk", "name")]
    if None in by_agency:
        found.append(AgencyRow(None, "Offices, whole groups and bodies outside", by_agency[None]))
    return tuple(found)


def _hidden(actor: Actor, ids: frozenset[UUID]) -> tuple[str, ...]:
    """The kinds that the person does not see in some of these groups."""
    seen = [kinds_seen(actor, group_id) for group_id in ids]
    return tuple(sorted(kind.title for key, kind in kinds().items() if any(key not in each for each in seen)))
