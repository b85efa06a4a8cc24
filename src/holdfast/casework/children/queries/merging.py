"""Two records beside each other, for whoever decides whether they are of one child."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.changing import CIRCUMSTANCES, IDENTITY
from holdfast.casework.children.operations.merging import child_columns
from holdfast.casework.children.operations.searching import known_of
from holdfast.casework.children.pages import born
from holdfast.casework.children.queries.history import label, said
from holdfast.casework.children.rules.matching import Likeness, likeness


@dataclass(frozen=True, slots=True)
class Compared:
    """What each of two records says, line by line; how alike they are; how much hangs on each."""

    lines: tuple[tuple[str, str, str], ...]
    likeness: Likeness
    rows: tuple[int, int]


def compared(one: Child, other: Child) -> Compared:
    """Both records; a constant number of queries."""
    names = [name for name in IDENTITY + CIRCUMSTANCES if name not in ("birth_on", "is_birth_estimated")]
    lines = [(label(n), said(n, getattr(one, n)), said(n, getattr(other, n))) for n in names]
    lines.insert(3, ("Born", born(one), born(other)))
    known = known_of([one.pk, other.pk])
    alike = likeness(known[one.pk][1], known[other.pk][1])
    shown = tuple(line for line in lines if line[1] or line[2])
    return Compared(shown, alike, (_hanging_on(one), _hanging_on(other)))


def _hanging_on(child: Child) -> int:
    """How many rows refer to a child, of those that this person may see."""
    counts = [f"select count(*) as n from {table} where {column} = %s" for table, column in child_columns()]  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        cursor.execute(f"select sum(n) from ({' union all '.join(counts)}) as each", [child.pk] * len(counts))  # noqa: S608  # nosec B608
        return int(cursor.fetchone()[0])
