"""Recording where a child is placed, by whom and in whose area; the host told; the partnership's own area."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from holdfast.casework.children.models import Child, OwnAuthority, Placement
from holdfast.casework.children.operations.entries import enter, locked_child
from holdfast.casework.children.operations.owing import settle_of_children
from holdfast.casework.children.placed_promises import CAUSE
from holdfast.casework.children.rules.placing import (
    Authority,
    assess_overlap,
    is_placed_here,
    is_placed_out,
)
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@dataclass(frozen=True, kw_only=True)
class Placing:
    """A placement as it is typed or imported."""

    placing_authority: str
    host_authority: str
    from_on: date
    to_on: date | None = None
    placing_code: str = ""
    host_code: str = ""
    placement_type: str = ""
    provider: str = ""
    is_emergency: bool = False


@transaction.atomic
def record_placement(*, by: Actor, child: Child, placing: Placing) -> Placement:
    """Add a placement. One that overlaps another is refused."""
    by.require(Permission.KEEP_CHILDREN)
    now = locked_child(child.pk, by)
    _require_room(now, placing)
    made: Placement = Placement.objects.create(
        partnership_id=by.partnership_id, child=now, **asdict(placing), **_seen_from_here(placing)
    )
    enter(now, "placement recorded", by=by, after=_said(made), placement=str(made.pk))
    settle_of_children(CAUSE, [made.pk], by=by)
    return made


@transaction.atomic
def change_placement(*, by: Actor, placement: Placement, placing: Placing, reason: str = "") -> None:
    """Correct a placement or end it; what it was stays in the child's history."""
    by.require(Permission.KEEP_CHILDREN)
    child = locked_child(placement.child_id, by)
    row = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    _require_room(child, placing, row.pk)
    before = _said(row)
    for name, value in (asdict(placing) | _seen_from_here(placing)).items():
        setattr(row, name, value)
    row.save()
    enter(
        child, "placement changed", by=by, reason=reason, before=before, after=_said(row),
        placement=str(row.pk),
    )  # fmt: skip
    settle_of_children(CAUSE, [row.pk], by=by, why=reason or "the placement was changed")


@transaction.atomic
def record_host_told(*, by: Actor, placement: Placement, on: date, whom: str, how: str) -> None:
    """Record that the host authority was told of the placement: when, whom, how."""
    by.require(Permission.KEEP_CHILDREN)
    child = locked_child(placement.child_id, by)
    row = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if on > clock.today():
        refuse("The day on which the host authority was told cannot lie ahead.")
    before = {"host_told_on": row.host_told_on.isoformat() if row.host_told_on else ""}
    row.host_told_on, row.host_told_whom, row.host_told_how = on, whom.strip(), how
    row.host_told_by_id = by.person_id
    row.save(update_fields=["host_told_on", "host_told_whom", "host_told_how", "host_told_by"])
    enter(
        child, "host authority told", by=by, before=before, after={"host_told_on": on.isoformat()},
        placement=str(row.pk),
    )  # fmt: skip
    settle_of_children(CAUSE, [row.pk], by=by)


def own_authorities() -> list[Authority]:
    """Those whose area is the partnership's, in the present context."""
    return [Authority(row.name, row.code) for row in OwnAuthority.objects.filter(ended_at=None)]


@transaction.atomic
def add_own_authority(*, by: Actor, name: str, code: str = "") -> OwnAuthority:
    """Say that an authority's area is the partnership's; open placements are seen anew by it."""
    by.require(Permission.KEEP_CHILDREN)
    if OwnAuthority.objects.filter(name__iexact=name.strip(), ended_at=None).exists():
        refuse("That authority is among the partnership's own already.")
    made: OwnAuthority = OwnAuthority.objects.create(
        partnership_id=by.partnership_id, name=name.strip(), code=code.strip().upper()
    )
    record("added", made, by=by)
    _see_anew(by)
    return made


@transaction.atomic
def end_own_authority(*, by: Actor, authority: OwnAuthority) -> None:
    """Say that an authority's area is no longer the partnership's. A second time changes nothing."""
    by.require(Permission.KEEP_CHILDREN)
    row = OwnAuthority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
    if row.ended_at is None:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        record("ended", row, by=by)
        _see_anew(by)


def _see_anew(by: Actor) -> None:
    """What is out of area and what is here from elsewhere follows from the partnership's own authorities."""
    own = own_authorities()
    changed = []
    for row in Placement.objects.all():
        placing, host = _authorities(row)
        seen = is_placed_out(placing, host, own), is_placed_here(placing, host, own)
        if seen != (row.is_placed_out, row.is_placed_here):
            row.is_placed_out, row.is_placed_here = seen
            changed.append(row)
    Placement.objects.bulk_update(changed, ["is_placed_out", "is_placed_here"], batch_size=500)
    why = "our own authorities are others"
    settle_of_children(CAUSE, [row.pk for row in changed], by=by, why=why)


def _seen_from_here(placing: Placing) -> dict[str, bool]:
    by_whom, where = _authorities(placing)
    own = own_authorities()
    return {
        "is_placed_out": is_placed_out(by_whom, where, own),
        "is_placed_here": is_placed_here(by_whom, where, own),
    }


def _authorities(row: Placement | Placing) -> tuple[Authority, Authority]:
    return (
        Authority(row.placing_authority, row.placing_code),
        Authority(row.host_authority, row.host_code),
    )


def _require_room(child: Child, placing: Placing, besides: UUID | None = None) -> None:
    if placing.to_on is not None and placing.to_on < placing.from_on:
        refuse("The placement ends before it begins. Correct one of the two dates.")
    if child.birth_on is not None and placing.from_on < child.birth_on:
        refuse("The placement begins before the child was born. Correct one of the two dates.")
    others = Placement.objects.filter(child=child, set_aside_at=None).exclude(pk=besides)
    dates = list(others.values_list("from_on", "to_on"))
    assess_overlap(placing.from_on, placing.to_on, dates).require()


def _said(row: Placement) -> dict[str, Any]:
    return {
        "placing_authority": row.placing_authority,
        "host_authority": row.host_authority,
        "placement_type": row.placement_type,
        "from_on": row.from_on.isoformat(),
        "to_on": row.to_on.isoformat() if row.to_on else "",
    }
