"""Which areas of risk a child is known for, since when."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from holdfast.casework.children.codes import Area
from holdfast.casework.children.models import Child, RiskArea
from holdfast.casework.children.operations.entries import enter, locked_child
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@transaction.atomic
def set_areas(
    *, by: Actor, child: Child, areas: frozenset[str], on: date | None = None, reason: str = ""
) -> None:
    """Make these the child's areas of risk from a day; those left out end on it."""
    by.require(Permission.RECORD_ON_CHILD)
    now = locked_child(child.pk, by)
    day = on or clock.today()
    if unknown := areas - set(Area.values):
        refuse(f"{', '.join(sorted(unknown))} is no area of risk of the group.")
    known = {row.area: row for row in RiskArea.objects.filter(child=now, ended_on=None)}
    if set(known) == areas:
        return
    for area in set(known) - areas:
        row = known[area]
        row.ended_on = max(day, row.since_on)
        row.save(update_fields=["ended_on"])
    for area in sorted(areas - set(known)):
        RiskArea.objects.create(partnership_id=by.partnership_id, child=now, area=area, since_on=day)
    enter(
        now, "areas of risk changed", by=by, reason=reason,
        before={"areas": sorted(known)}, after={"areas": sorted(areas)},
    )  # fmt: skip
