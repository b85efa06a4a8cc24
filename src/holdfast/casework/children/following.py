"""What the rights around records do when children are searched for or merged, and when a group ends."""

from __future__ import annotations

from uuid import UUID

from holdfast.casework.children.hooks import Merging, on_match_of_restricted, on_merging
from holdfast.casework.children.models import Child, Merge, Placement
from holdfast.casework.children.operations.discussing import keep_group_while_discussing
from holdfast.casework.children.operations.matching import tell_of_match
from holdfast.casework.children.operations.owing import settle_of_children
from holdfast.casework.children.placed_promises import CAUSE
from holdfast.casework.children.rules.placing import assess_overlap
from holdfast.groups.hooks import on_group_changed
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor


def set_placements_aside(merging: Merging, by: Actor) -> None:
    """Two records of one child often hold the same placement: that of the merged one steps aside."""
    for child in (merging.kept, merging.merged):
        rows = Placement.objects.filter(child=child).order_by("from_on", "pk")
        came = _came_with_a_merge(child)
        standing: list[Placement] = []
        for row in sorted(rows, key=lambda row: (row.set_aside_at is not None, row.pk in came)):
            dates = [(each.from_on, each.to_on) for each in standing]
            fits = assess_overlap(row.from_on, row.to_on, dates).met
            if fits:
                standing.append(row)
            _set_aside(row, not fits)
        settle_of_children(CAUSE, rows.values_list("pk", flat=True), by=by, why="records were merged")


def _came_with_a_merge(child: Child) -> frozenset[UUID]:
    """The placements that the record did not have by itself."""
    merges = Merge.objects.filter(child=child, undone_at=None).values_list("moved", flat=True)
    table = Placement._meta.db_table
    moved = (ids for each in merges for place, ids in each.items() if place.startswith(table))
    return frozenset(UUID(pk) for ids in moved for pk in ids)


def _set_aside(row: Placement, is_aside: bool) -> None:
    if is_aside != (row.set_aside_at is not None):
        row.set_aside_at = clock.now() if is_aside else None
        row.save(update_fields=["set_aside_at"])


def register() -> None:
    """Follow all three; called when the app is ready."""
    on_match_of_restricted.register(tell_of_match)
    on_merging.register(set_placements_aside)
    on_group_changed.register(keep_group_while_discussing)
