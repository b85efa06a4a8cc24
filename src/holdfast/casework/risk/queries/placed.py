"""Children placed out of the area, and those placed here by others: with their risk, actions and notices."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from holdfast.casework.children.models import Placement
from holdfast.casework.children.rules.placing import assess_notice
from holdfast.casework.risk.actions_of_children import OpenAction, open_actions
from holdfast.casework.risk.models import AreaNotice
from holdfast.casework.risk.queries.levels import LevelSaid, current_levels
from holdfast.casework.risk.queries.listing import entries_at
from holdfast.groups.models import on_date
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One placed child."""

    placement: Placement
    child_id: UUID
    reference: str
    name: str
    other: str
    levels: tuple[LevelSaid, ...]
    is_listed: bool
    actions: tuple[OpenAction, ...]
    notice: AreaNotice | None
    late: str


@dataclass(frozen=True)
class PlacedPage:
    """Both monitoring lists."""

    out: tuple[PlacedRow, ...]
    here: tuple[PlacedRow, ...]


def placed_page(actor: Actor) -> PlacedPage:
    """The children placed away or here today whom the person sees. A constant number of queries."""
    now = on_date(clock.today()) & (Q(is_placed_out=True) | Q(is_placed_here=True))
    rows = Placement.objects.visible_to(actor).filter(now, child__merged_into=None).select_related("child")
    placements = list(rows.order_by("child__family_name", "child__given_names"))
    ids = [placement.child_id for placement in placements]
    levels, actions = current_levels(ids), open_actions(actor, ids)
    listed = set(entries_at(clock.now()).filter(child_id__in=ids).values_list("child_id", flat=True))
    notices = {one.placement_id: one for one in _notices(placements)}
    found = [
        PlacedRow(
            placement=one,
            child_id=one.child_id,
            reference=one.child.reference,
            name=one.child.name,
            other=one.host_authority if one.is_placed_out else one.placing_authority,
            levels=levels.get(one.child_id, ()),
            is_listed=one.child_id in listed,
            actions=actions.get(one.child_id, ()),
            notice=notices.get(one.pk),
            late=_late(one),
        )
        for one in placements
    ]
    return PlacedPage(
        tuple(row for row in found if row.placement.is_placed_out),
        tuple(row for row in found if row.placement.is_placed_here),
    )


def _late(placement: Placement) -> str:
    """Why the notice to the host authority is late, in a sentence; empty where it is not, or was given."""
    found = assess_notice(
        is_out=placement.is_placed_out, from_on=placement.from_on, is_emergency=placement.is_emergency,
        told_on=placement.host_told_on, today=clock.today(),
    )  # fmt: skip
    return found.reason if found.met is False else ""


def _notices(placements: list[Placement]) -> list[AreaNotice]:
    """The latest of each last."""
    return list(AreaNotice.objects.filter(placement__in=placements).order_by("sent_on", "recorded_at"))
