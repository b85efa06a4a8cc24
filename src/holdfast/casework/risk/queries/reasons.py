"""Why children belong on a case list by their risk: high, new, changed, due again, gaps, placed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from holdfast.casework.children.models import Placement
from holdfast.casework.children.rules.coming_of_age import is_adult_on
from holdfast.casework.risk.models import LevelChange
from holdfast.casework.risk.queries.gaps import plan_gaps, sharing_gaps
from holdfast.casework.risk.queries.levels import LevelSaid, high_at
from holdfast.casework.risk.queries.listing import (
    Category,
    entries_at,
    joined_since,
    london_day,
    said_placement,
)
from holdfast.casework.risk.rules.listing import Standing
from holdfast.groups.models import on_date
from holdfast.kernel.clocks import said_day

Reason = tuple[UUID, str, str]

# What a meeting looks at first; the keys begin the reasons' own.
RANKS = (
    ("provisional", 10), ("high-risk", 20), ("new", 30), ("changed", 30), ("watching-due", 40),
    ("plan", 50), ("recording", 55), ("placed", 60), ("turned-18", 70),
)  # fmt: skip


def entry_reasons(since: datetime, until: datetime) -> Iterator[Reason]:
    """(child, key, words) of each reason between two instants (UTC): the last case meeting and the next."""
    listed = {entry.child_id: entry for entry in entries_at(until).select_related("child")}
    yield from _high(until)
    yield from _changed(since, until)
    for child_id in joined_since(since, until).values_list("child_id", flat=True):
        yield child_id, "new", "New on the list"
    day = london_day(until)
    for child_id, entry in listed.items():
        if entry.standing == Standing.WATCHED and entry.review_on is not None and entry.review_on <= day:
            yield child_id, "watching-due", f"Watching brief to look at again by {said_day(entry.review_on)}"
        if is_adult_on(entry.child.birth_on, day):
            yield child_id, "turned-18", "Turned 18 and still on the list"
    yield from _wanting(day)
    yield from _placed(until, set(listed))


def _high(until: datetime) -> Iterator[Reason]:
    for child_id, said in high_at(until).items():
        high = [one for one in said if one.level == "high"]
        yield child_id, "high-risk", f"High risk: {', '.join(_area(one) for one in high)}"


def _area(said: LevelSaid) -> str:
    return f"{said.area_words.lower()}{' (provisional)' if said.is_provisional else ''}"


def _changed(since: datetime, until: datetime) -> Iterator[Reason]:
    """Levels that changed, and those that wait to be confirmed."""
    rows = LevelChange.objects.standing().filter(at__gt=since, at__lte=until).latest_of_each()
    for change in rows.defer("reason", "child_view", "protective_factors"):
        if change.before != change.level:
            was = f"from {change.get_before_display().lower()} " if change.before else ""
            words = f"{change.get_area_display()}: {was}to {change.get_level_display().lower()}"
            yield change.child_id, f"changed:{change.area}", words
        if change.is_provisional:
            words = f"{change.get_area_display()}: provisional level to confirm"
            yield change.child_id, f"provisional:{change.area}", words


def _wanting(day: date) -> Iterator[Reason]:
    for key, wanting in (("plan-gaps", plan_gaps(day)), ("recording-gaps", sharing_gaps(day))):
        for child_id, gaps in groupby(wanting, key=lambda gap: gap.child_id):
            yield child_id, key, "; ".join(gap.words for gap in gaps)


def _placed(until: datetime, listed: set[UUID]) -> Iterator[Reason]:
    """Children placed away or here, if they are on the list: not every placed child is in danger."""
    rows = Placement.objects.filter(on_date(london_day(until)), child_id__in=listed)
    for placement in rows:
        if said := said_placement(placement):
            key = Category.PLACED_OUT if placement.is_placed_out else Category.PLACED_HERE
            yield placement.child_id, key.value, f"{key.words}: {said}"
