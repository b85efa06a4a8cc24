"""Who runs the cases of a group, and who takes part in its meetings."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied

from holdfast.governance.room.operations.floor import acting_as
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission, Role

# How the agenda names a child's item: the reference follows.
CHILD_ITEM = "Child "
_RUNNING = (Permission.RUN_CASES, Permission.ANSWER_CASES, Permission.TAKE_MINUTES)


def takes_part(actor: Actor) -> bool:
    """Whether somebody runs cases, or answers for an agency, in any such meeting."""
    return actor.may(Permission.RUN_CASES) or actor.may(Permission.ANSWER_CASES)


def may_run_cases(by: Actor, group_id: UUID) -> bool:
    """Who runs cases by role, and whoever takes the minutes of the group that discusses them."""
    groups = groups_run_by(by)
    return groups is None or group_id in groups


def groups_run_by(actor: Actor) -> frozenset[UUID] | None:
    """The groups of which `may_run_cases` is true; None for all."""
    runs, answers, minutes = (actor.groups_where(one) for one in _RUNNING)
    if runs is None or (answers is None and minutes is None):
        return None
    narrowing = [one for one in (answers, minutes) if one is not None]
    return runs | frozenset.intersection(*narrowing)


def require_running(by: Actor, group_id: UUID) -> None:
    """Raise `PermissionDenied` for whoever does not run the group's cases."""
    if not may_run_cases(by, group_id):
        raise PermissionDenied("Only the coordinator, the chair or the minute taker can do that.")


def as_clerk(by: Actor, group_id: UUID) -> Actor:
    """The same person with the standing by which the meeting room lets its record be kept."""
    return acting_as(by, Role.MINUTE_TAKER, group_id)
