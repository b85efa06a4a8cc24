"""The risk of the children of a world: a row of everything, for the child and for a restricted one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.casework.children.models import Child, Placement
from holdfast.casework.risk import models
from holdfast.groups.models import Group
from holdfast.kernel import clock
from tests.factories import make_meeting

if TYPE_CHECKING:
    from tests.access.world import World


def make_risk(world: World, child: Child, hidden: Child) -> None:
    """A meeting after which the list is brought up to date, and the rows of both children."""
    own = {"partnership": world.place.partnership}
    group = Group.objects.get(pk=world.ids["casework_group_id"])
    now = clock.now()
    times = {"opened_at": now - timedelta(hours=2), "closed_at": now - timedelta(hours=1), "state": "closed"}
    meeting = make_meeting(group, now - timedelta(hours=2), **times)
    before = make_meeting(group, now - timedelta(days=8), state="closed")
    models.RecordingAgency.objects.create(group=group, agency=world.place.agencies["police"], **own)
    by = world.person("coordinator")
    models.ListUpdate.objects.create(
        group=group, meeting=before, changes=1, note=world.canary, at=now, by=by, **own
    )
    world.ids |= {"list_meeting_id": meeting.pk, "change": "left"}
    world.ids |= _rows(world, hidden, group, "restricted_") | _rows(world, child, group, "")


def _rows(world: World, child: Child, group: Group, which: str) -> dict[str, Any]:
    name, now, today = world.canary, clock.now(), clock.today()
    level = _made("LevelChange", child, area="sexual", number=1, level="high", reason=name, at=now)
    change = _made("ListChange", child, kind="joined", number=1, reason=name, at=now)
    _made("ListEntry", child, standing="listed", joined_at=now, from_at=now)
    plan = _made("SafetyPlan", child, text=name, agreed_on=today, review_on=today + timedelta(days=7))
    _made("PlanReview", child, plan=plan, followed="yes", text=name, reviewed_on=today, next_on=today)
    item = _made("SharedItem", child, kind="information", group=group, text=name, shared_at=now)
    agency = world.place.agencies["health"]
    confirmation = _made("Confirmation", child, item=item, agency=agency, asked_at=now)
    placement = Placement.objects.get(child=child)
    notice = _made("AreaNotice", child, placement=placement, authority=name, sent_on=today)
    return {
        f"{which}level_id": level.pk, f"{which}list_change_id": change.pk,
        f"{which}confirmation_id": confirmation.pk, f"{which}placement_id": placement.pk,
        f"{which}notice_id": notice.pk,
    }  # fmt: skip


def _made(model: str, child: Child, **values: Any) -> Any:
    row = getattr(models, model)(child=child, **values)
    row.partnership = child.partnership
    row.save()
    return row
