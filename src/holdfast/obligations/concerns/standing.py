"""Who may act for which side of a matter: a group's chair, or the business manager, also for a Board."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied

from holdfast.obligations.concerns.models import Matter
from holdfast.obligations.concerns.rules import Side
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

_NEEDS = {Side.SENDER: Permission.SEND_CONCERN, Side.RECEIVER: Permission.ANSWER_CONCERN}


def may_act(by: Actor, matter: Matter, side: Side) -> bool:
    """Whether somebody may act for that side of a matter; nobody here does for another partnership's."""
    is_sender = side is Side.SENDER
    group_id = matter.from_group_id if is_sender else matter.to_group_id
    board_id = matter.from_board_id if is_sender else matter.to_board_id
    if group_id is not None:
        return by.may(_NEEDS[side], group_id)
    return board_id is not None and acts_for_boards(by, _NEEDS[side])


def acts_for_boards(by: Actor, permission: Permission) -> bool:
    """Whether somebody acts for the partnership's Boards: who holds the permission in all of it."""
    return by.groups_where(permission) is None


def require_side(by: Actor, matter: Matter, side: Side) -> None:
    """Raise `PermissionDenied` unless the person may act for that side."""
    if not may_act(by, matter, side):
        raise PermissionDenied(f"This needs the permission: {_NEEDS[side].value.lower()}.")


def require_sender(by: Actor, *, group_id: UUID | None, board_id: UUID | None) -> None:
    """Raise `PermissionDenied` unless the person may send for the group, or for the Board."""
    require_side(by, Matter(from_group_id=group_id, from_board_id=board_id), Side.SENDER)
