"""The exploitation list as of any day: who was on it, how, at what level, and what marks each child."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.casework.children.models import CaseworkGroup, Child, Placement
from holdfast.casework.children.rules.coming_of_age import is_adult_on
from holdfast.casework.missing.queries import frequent_on
from holdfast.casework.risk.models import ListEntry
from holdfast.casework.risk.queries.levels import LevelSaid, current_levels, high_at
from holdfast.casework.risk.rules.listing import Standing
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.models import on_date
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.working_days import end_of_day
from holdfast.stewardship.access.actor import Actor


class Category(StrEnum):
    """By what the list can be narrowed; the value stands in the address."""

    HIGH = "high-risk"
    NEW = "new"
    CHANGED = "changed"
    PLACED_OUT = "placed-out"
    PLACED_HERE = "placed-here"
    FREQUENT = "frequent-missing"
    WATCHED = "watching"
    ADULT = "turned-18"

    @property
    def words(self) -> str:
        return _SAID[self][0]

    @property
    def colour(self) -> str:
        """Of the tag, which only repeats the words."""
        return _SAID[self][1]


_SAID = {
    Category.HIGH: ("High risk", "red"),
    Category.NEW: ("New", "blue"),
    Category.CHANGED: ("Level changed", "orange"),
    Category.PLACED_OUT: ("Placed out of our area", "purple"),
    Category.PLACED_HERE: ("Placed here by another area", "purple"),
    Category.FREQUENT: ("Frequently missing", "pink"),
    Category.WATCHED: ("Watching brief", "turquoise"),
    Category.ADULT: ("18 or over", "grey"),
}


def list_on(day: date) -> QuerySet[ListEntry, ListEntry]:
    """Everybody on the list at the end of a London day, each once, with how they stood on it."""
    rows: QuerySet[ListEntry, ListEntry] = entries_at(end_of_day(day))
    return rows


def entries_at(at: datetime) -> Any:
    """Everybody on the list at an instant."""
    still = Q(to_at=None) | Q(to_at__gt=at)
    return ListEntry.objects.filter(still, from_at__lte=at, child__merged_into=None)


@dataclass(frozen=True)
class ListFilter:
    """What the list is narrowed to; `on` is the day as of which it is shown, today if left out."""

    on: date | None = None
    category: Category | None = None

    @property
    def day(self) -> date:
        return self.on or clock.today()


@dataclass(frozen=True)
class ListRow:
    """One child on the list."""

    child_id: UUID
    reference: str
    name: str
    birth_on: date | None
    standing: str
    joined_at: datetime
    review_on: date | None
    levels: tuple[LevelSaid, ...]
    categories: tuple[Category, ...]
    placement: str

    @property
    def is_watched(self) -> bool:
        return self.standing == Standing.WATCHED

    @property
    def marks(self) -> tuple[Category, ...]:
        """What the level does not say already."""
        return tuple(one for one in self.categories if one is not Category.HIGH)

    @property
    def level(self) -> LevelSaid | None:
        """The highest."""
        return self.levels[0] if self.levels else None


@dataclass(frozen=True)
class ListPage:
    """The list as of a day, and how many there are of each kind."""

    day: date
    is_today: bool
    since: datetime
    since_meeting: bool
    rows: tuple[ListRow, ...]
    total: int
    counts: dict[Category, int]


def list_page(actor: Actor, wanted: ListFilter) -> ListPage:
    """The list for somebody who sees some or all of its children. Five queries."""
    at = min(end_of_day(wanted.day), clock.now())
    last = _last_meeting(at)
    since = last or at - timedelta(days=7)
    rows = _rows(actor, at, since, wanted.day)
    counts = {one: sum(one in row.categories for row in rows) for one in Category}
    shown = [row for row in rows if wanted.category is None or wanted.category in row.categories]
    return ListPage(
        day=wanted.day,
        is_today=wanted.day == clock.today(),
        since=since,
        since_meeting=last is not None,
        rows=tuple(shown),
        total=len(rows),
        counts=counts,
    )


def high_and_not_listed(actor: Actor) -> list[tuple[Child, tuple[LevelSaid, ...]]]:
    """Children at high risk today who are not on the list, by name, for somebody to decide on."""
    high = high_at()
    listed = entries_at(clock.now()).filter(child_id__in=high).values("child_id")
    rows = Child.objects.visible_to(actor).filter(pk__in=high).exclude(pk__in=listed)
    return [(child, high[child.pk]) for child in rows if not is_adult_on(child.birth_on, clock.today())]


def _last_meeting(at: datetime) -> datetime | None:
    """When the last case meeting before an instant began: what came with it or after it is new."""
    groups = CaseworkGroup.objects.filter(ended_at=None).values("group_id")
    held = Meeting.objects.filter(group__in=groups, opened_at__lte=at, closed_at__isnull=False)
    return held.order_by("-opened_at").values_list("opened_at", flat=True).first()


def _rows(actor: Actor, at: datetime, since: datetime, day: date) -> list[ListRow]:
    entries = list(entries_at(at).visible_to(actor).select_related("child"))
    ids = [entry.child_id for entry in entries]
    levels, placed, frequent = current_levels(ids, at), placements_on(ids, day), frequent_on(ids, day)
    rows = (
        _row(entry, levels.get(entry.child_id, ()), placed.get(entry.child_id), frequent, since, day)
        for entry in entries
    )
    return sorted(rows, key=lambda row: (row.is_watched, -(row.level.rank if row.level else 0), row.name))


def _row(
    entry: ListEntry,
    levels: tuple[LevelSaid, ...],
    placement: Placement | None,
    frequent: Collection[UUID],
    since: datetime,
    day: date,
) -> ListRow:
    child = entry.child
    holds = {
        Category.HIGH: bool(levels) and levels[0].level == "high",
        Category.NEW: entry.joined_at >= since,
        Category.CHANGED: any(one.before and one.before != one.level and one.at >= since for one in levels),
        Category.PLACED_OUT: placement is not None and placement.is_placed_out,
        Category.PLACED_HERE: placement is not None and placement.is_placed_here,
        Category.FREQUENT: child.pk in frequent,
        Category.WATCHED: entry.standing == Standing.WATCHED,
        Category.ADULT: is_adult_on(child.birth_on, day),
    }
    return ListRow(
        child_id=child.pk,
        reference=child.reference,
        name=child.name,
        birth_on=child.birth_on,
        standing=entry.standing,
        joined_at=entry.joined_at,
        review_on=entry.review_on,
        levels=levels,
        categories=tuple(one for one in Category if holds[one]),
        placement=said_placement(placement),
    )


def placements_on(child_ids: Iterable[UUID], day: date) -> dict[UUID, Placement]:
    """Where each child was placed on a day. One query."""
    rows = Placement.objects.filter(on_date(day), child_id__in=list(child_ids)).order_by("from_on")
    return {row.child_id: row for row in rows}


def said_placement(placement: Placement | None) -> str:
    """`Westshire, by Fernshire`."""
    if placement is None or not (placement.is_placed_out or placement.is_placed_here):
        return ""
    if placement.is_placed_out:
        return f"in {placement.host_authority}"
    return f"by {placement.placing_authority}"


def joined_since(since: datetime, until: datetime) -> QuerySet[Any, Any]:
    """Entries of those who came onto the list in a time and are on it at its end."""
    rows: QuerySet[Any, Any] = entries_at(until).filter(joined_at__gt=since)
    return rows


def london_day(at: datetime) -> date:
    """The London date of an instant."""
    return at.astimezone(LONDON).date()
