"""The levels of children at a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.casework.children.codes import Area
from holdfast.casework.risk.models import Level, LevelChange
from holdfast.casework.risk.rules.levels import RANK, highest

_SAID = ("pk", "child_id", "area", "level", "before", "circumstances", "is_provisional", "at")


@dataclass(frozen=True, slots=True)
class LevelSaid:
    """The level of one child in one area, since when, and whether a meeting still has to confirm it."""

    id: UUID
    child_id: UUID
    area: str
    level: str
    before: str
    circumstances: str
    is_provisional: bool
    at: datetime

    @property
    def rank(self) -> int:
        return RANK[self.level]

    @property
    def words(self) -> str:
        """`High, after an event, provisional`."""
        parts = (Level(self.level).label, self.circumstances, "provisional" if self.is_provisional else "")
        return ", ".join(part for part in parts if part)

    @property
    def area_words(self) -> str:
        return str(Area(self.area).label)

    @property
    def colour(self) -> str:
        """Of a tag, which only repeats the words."""
        return {"high": "red", "medium": "orange", "low": "green"}[self.level]


Levels = dict[UUID, tuple[LevelSaid, ...]]


def current_levels(child_ids: Collection[UUID] | QuerySet[Any, Any], at: datetime | None = None) -> Levels:
    """The level of each child in each area at an instant (UTC; now), the highest first. One query.

    `child_ids` may be a query of one column. Children without a level are left out.
    """
    rows = LevelChange.objects.standing().filter(child_id__in=child_ids)
    if at is not None:
        rows = rows.filter(at__lte=at)
    return _by_child(LevelSaid(*row) for row in rows.latest_of_each().values_list(*_SAID))


def _by_child(rows: Iterable[LevelSaid]) -> Levels:
    found: Levels = {}
    for said in sorted(rows, key=lambda one: (-one.rank, one.area)):
        found[said.child_id] = (*found.get(said.child_id, ()), said)
    return found


def highest_levels(child_ids: Collection[UUID], at: datetime | None = None) -> dict[UUID, str]:
    """The highest level of each child over all areas; children without one are left out. One query."""
    return {
        child: highest(one.level for one in said) for child, said in current_levels(child_ids, at).items()
    }


def high_at(at: datetime | None = None, child_ids: Collection[UUID] | None = None) -> Levels:
    """The children at high risk in some area at an instant (now), with all their levels. One query.

    `child_ids` asks of these alone.
    """
    ever = LevelChange.objects.standing().filter(level=Level.HIGH).order_by().values("child_id")
    if child_ids is not None:
        ever = ever.filter(child_id__in=child_ids)
    found = current_levels(ever, at)
    return {child: said for child, said in found.items() if said[0].level == Level.HIGH}
