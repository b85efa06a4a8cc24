"""Striking out a level, or a change of the list, that was wrong: it stays to be read, and counts no more."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.casework.children.models import RiskArea
from holdfast.casework.risk.models import LevelChange, ListChange
from holdfast.casework.risk.operations.laying import lay_anew
from holdfast.casework.risk.operations.listing import may_keep_list
from holdfast.casework.risk.operations.locking import held
from holdfast.casework.risk.rules.levels import assess_reason
from holdfast.casework.risk.rules.striking import assess_striking
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

Entry = TypeVar("Entry", LevelChange, ListChange)


def may_strike_level(by: Actor, change: LevelChange) -> bool:
    """Who decides on levels; of a provisional level also who set it."""
    return bool(
        assess_striking(
            decides=by.may(Permission.CONFIRM_LEVEL),
            is_own=by.may(Permission.ASSESS_RISK) and change.by_id == by.person_id,
            is_provisional=change.is_provisional,
        ).met
    )


@transaction.atomic
def strike_out_level(*, change: LevelChange, reason: str, by: Actor) -> None:
    """Strike out a level: before and after it, and as of any day, it is as if it had not been set.

    Raises `PermissionDenied`, or `Refused` without a reason or where it is struck out already.
    """
    if not may_strike_level(by, change):
        raise PermissionDenied("Only the coordinator or the chair strikes that out.")
    now = _struck(LevelChange, change, reason, by)
    of_area = LevelChange.objects.standing().filter(child=now.child, area=now.area)
    _tell_the_next(now, of_area)
    if not of_area.exists():
        # Known for the area by this level alone.
        day = now.at.astimezone(LONDON).date()
        areas = RiskArea.objects.filter(child=now.child, area=now.area, ended_on=None, since_on=day)
        areas.update(ended_on=day)


def _tell_the_next(struck: LevelChange, of_area: object) -> None:
    """The level that followed now follows what stood before."""
    order = list(of_area.order_by("at", "number"))  # type: ignore[attr-defined]
    before = ""
    for row in order:
        if (row.at, row.number) > (struck.at, struck.number):
            LevelChange.objects.filter(pk=row.pk).update(before=before)
            return
        before = row.level


@transaction.atomic
def strike_out_place(*, change: ListChange, reason: str, by: Actor) -> None:
    """Strike out a change of the list, which is then as of any day what the other changes make of it.

    Raises as `strike_out_level` does.
    """
    if not may_keep_list(by):
        raise PermissionDenied("Only the coordinator or the chair strikes that out.")
    lay_anew(_struck(ListChange, change, reason, by).child)


def _struck(model: type[Entry], change: Entry, reason: str, by: Actor) -> Entry:
    """The entry as it is now, with its child held."""
    assess_reason(reason, "it is struck out").require()
    child = held(change.child, by)
    now: Entry = model.objects.select_related("meeting").get(pk=change.pk, child=child)
    if now.struck_out_at is not None:
        refuse("It is struck out already.")
    now.struck_out_at, now.struck_out_by_id, now.struck_out_reason = clock.now(), by.person_id, reason.strip()
    now.save(update_fields=["struck_out_at", "struck_out_by", "struck_out_reason"])
    now.child = child
    group_id = now.meeting.group_id if now.meeting else None
    record("struck out", now, by=by, group_id=group_id, child=child.reference)
    return now
