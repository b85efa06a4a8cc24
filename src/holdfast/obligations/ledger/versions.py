"""The versions of a group's terms over time, and which of them governs a promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.groups.charters import charter_of
from holdfast.groups.models import Terms, TermsCarry

if TYPE_CHECKING:
    from holdfast.charter.model import Charter


class Carry(StrEnum):
    """What becomes of an obligation that is open when a new version comes into force."""

    NEW = "new"
    OLD = "old"
    END = "end"


@dataclass(frozen=True, eq=False)
class Version:
    """One version of the terms in force from one date to another (both included; None is open)."""

    terms_id: UUID | None
    name: str
    charter: Charter | None
    from_on: date
    to_on: date | None = None
    carries: Mapping[str, str] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        """Whether it is in force on a date."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def has(self, clause: str) -> bool:
        """Whether its charter has the clause."""
        return self.charter is not None and any(one.id == clause for one in self.charter.clauses)

    def carry(self, clause: str) -> Carry:
        """What becomes of what was promised by this clause before: by its new rule if nothing is said."""
        return Carry(self.carries.get(clause, Carry.NEW))


NO_TERMS = Version(None, "", None, date.min)


def versions_of(group_id: UUID) -> tuple[Version, ...]:
    """Every version that has been or will be in force, oldest first. One query, two with several versions."""
    rows = list(
        Terms.objects.filter(group_id=group_id, in_force_from__isnull=False)
        .defer("source")
        .order_by("in_force_from")
    )
    carries = _carries(group_id) if len(rows) > 1 else {}
    return tuple(_version(row, carries.get(row.pk, {})) for row in rows)


def _carries(group_id: UUID) -> dict[UUID, dict[str, str]]:
    """What was chosen for clauses when a version came; without a choice the usual holds (see `Carry`)."""
    chosen: dict[UUID, dict[str, str]] = {}
    rows = TermsCarry.objects.filter(terms__group_id=group_id)
    for terms_id, clause, choice in rows.values_list("terms_id", "clause", "choice"):
        chosen.setdefault(terms_id, {})[clause] = choice
    return chosen


def _version(row: Terms, carries: Mapping[str, str]) -> Version:
    from_on = row.in_force_from
    assert from_on is not None  # noqa: S101  # nosec B101  # asked for above
    return Version(row.pk, row.version, charter_of(row), from_on, row.in_force_to, carries)


def version_on(versions: tuple[Version, ...], day: date) -> Version:
    """The version in force on a date, or none."""
    return next((one for one in versions if one.covers(day)), NO_TERMS)
