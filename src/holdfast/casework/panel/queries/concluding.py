"""The children that a meeting took up and left without a conclusion, and what stands of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from holdfast.casework.children.models import Child
from holdfast.casework.panel.models import CaseList, Discussion, Listing
from holdfast.casework.risk.queries import current_levels
from holdfast.casework.risk.queries.levels import LevelSaid
from holdfast.casework.screening.queries import Waiting, queue
from holdfast.governance.meetings.models import Meeting
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything


@dataclass(frozen=True, slots=True)
class Standing:
    """What a plain confirmation of one child confirms: a waiting screening speaks for its area."""

    levels: tuple[LevelSaid, ...]
    screenings: tuple[Waiting, ...]

    @property
    def words(self) -> str:
        """`Sexual exploitation: high; screening of criminal exploitation: low`."""
        said = [f"{one.area_words}: {one.words.lower()}" for one in self.levels]
        said += [f"screening of {one.area.lower()}: {one.level}" for one in self.screenings]
        return "; ".join(said) or "No level is set"


def standing_of(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Standing]:
    """Of each of these children; the same number of queries for one and for forty."""
    levels = current_levels(child_ids)
    waiting: dict[UUID, tuple[Waiting, ...]] = {}
    for one in queue(actor, child_ids=child_ids):
        if one.child is not None:
            waiting[one.child.pk] = (*waiting.get(one.child.pk, ()), one)
    return {pk: standing(levels.get(pk, ()), waiting.get(pk, ())) for pk in child_ids}


def standing(levels: Collection[LevelSaid], waiting: tuple[Waiting, ...]) -> Standing:
    """Levels that no waiting screening speaks for, and the screenings."""
    covered = {one.area for one in waiting}
    return Standing(tuple(one for one in levels if one.area_words not in covered), waiting)


@dataclass(frozen=True, slots=True)
class LeftRow:
    """One child without a conclusion."""

    listing: Listing
    child: Child
    is_open: bool
    stands: Standing


@dataclass(frozen=True, slots=True)
class LeftPage:
    """Those that the person may see, and how many there are besides."""

    meeting: Meeting
    rows: tuple[LeftRow, ...]
    hidden: int

    @property
    def total(self) -> int:
        return len(self.rows) + self.hidden


def left_page(actor: Actor, case_list: CaseList) -> LeftPage:
    """The children to answer before the meeting closes, in the order of the list."""
    of_list = Discussion.objects.filter(listing__case_list=case_list).not_concluded()
    rows = of_list.select_related("listing__child", "item").order_by("listing__position", "item__opened_at")
    found = list(rows.visible_to(actor))
    stands = standing_of(actor, [row.child_id for row in found])
    with seeing_everything():
        everything = of_list.count()
    return LeftPage(
        meeting=case_list.meeting,
        rows=tuple(
            LeftRow(row.listing, row.listing.child, row.item.closed_at is None, stands[row.child_id])
            for row in found
        ),
        hidden=everything - len(found),
    )
