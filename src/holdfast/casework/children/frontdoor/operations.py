"""Saying where the front door is, and recording that it was used."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from holdfast.casework.children.frontdoor.models import FrontDoor, FrontDoorUse
from holdfast.casework.children.models import Child
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def state_front_door(*, by: Actor, **stated: Any) -> FrontDoor:
    """Say how children's social care is reached: name, telephone, hours, telephone_otherwise, online."""
    by.require(Permission.KEEP_REFERRALS)
    door, _ = FrontDoor.objects.update_or_create(partnership_id=by.partnership_id, defaults=stated)
    record("stated", door, by=by)
    return door


@transaction.atomic
def record_front_door_use(
    *,
    by: Actor,
    cause: tuple[str, UUID],
    how: str,
    whom: str,
    used_at: datetime,
    outside_reference: str = "",
    child: Child | None = None,
) -> FrontDoorUse:
    """Write down that the front door was told, because of the record `cause` (its label and id).

    The caller has made sure that `by` may see that record. `used_at` is an instant that has passed.
    """
    if used_at > clock.now():
        refuse("That time has not come yet. Say when the front door was told.")
    if not whom.strip():
        refuse("Say who took it: a name, or the call's reference.")
    use = FrontDoorUse.objects.create(
        partnership_id=by.partnership_id,
        child=child,
        cause_kind=cause[0],
        cause_id=cause[1],
        how=how,
        whom=whom.strip(),
        outside_reference=outside_reference,
        used_at=used_at,
        by_id=by.person_id,
        by_name=by.name,
    )
    record("recorded", use, by=by, because_of=cause[0], record=str(cause[1]))
    return use


def move_to_child(*, cause: tuple[str, UUID], child: Child) -> None:
    """The record that it was used for turned out to be about this child: need to know follows."""
    FrontDoorUse.objects.filter(cause_kind=cause[0], cause_id=cause[1]).update(child=child)
