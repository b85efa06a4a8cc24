"""The versions of a group's terms over time, and which of them governs a promise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from holdfast.groups.charters import charter_known_by

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


# Asked in every operation that something is owed for: the query builder would take longer than the database.
_VERSIONS = """
    select id, version, charter_key, digest, in_force_from, in_force_to,
    (select jsonb_object_agg(clause, choice) from groups_termscarry where terms_id = terms.id)
    from groups_terms terms where group_id = %s and in_force_from is not null order by in_force_from
"""


def versions_of(group_id: UUID) -> tuple[Version, ...]:
    """Every version that has been or will be in force, oldest first, in one query.

    What was chosen for clauses when a version came is in its `carries`; without a choice the usual holds.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, [group_id])
        rows = cursor.fetchall()
    return tuple(
        Version(pk, name, charter_known_by(digest, key, pk), from_on, to_on, json.loads(carries or "{}"))
        for pk, name, key, digest, from_on, to_on, carries in rows
    )


def version_on(versions: tuple[Version, ...], day: date) -> Version:
    """The version in force on a date, or none."""
    return next((one for one in versions if one.covers(day)), NO_TERMS)
