"""Add and change Boards, and record the dates on which they meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from holdfast.groups.hooks import on_board_changed
from holdfast.groups.models import Board, BoardMeeting
from holdfast.groups.operations.rows import require_unchanged, visible
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def add_board(*, by: Actor, name: str, short_name: str = "") -> Board:
    """Add a body that groups report to."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    _require_free_name(by, name)
    board = Board.objects.create(partnership_id=by.partnership_id, name=name, short_name=short_name)
    record("added", board, by=by, name=name)
    return board


@transaction.atomic
def change_board(
    board_id: UUID, *, by: Actor, name: str, short_name: str = "", version: int | None = None
) -> Board:
    """Rename a Board; `version` is the one its editor was looking at."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    visible(Board, board_id, by)
    board: Board = Board.objects.select_for_update().get(pk=board_id)
    require_unchanged(board.version, version)
    _require_free_name(by, name, besides=board_id)
    was = board.name
    board.name, board.short_name, board.version = name, short_name, board.version + 1
    board.save(update_fields=["name", "short_name", "version"])
    record("changed", board, by=by, name=name, was=was)
    on_board_changed.call(board, by)
    return board


@transaction.atomic
def add_board_meetings(board_id: UUID, days: Iterable[date], *, by: Actor) -> int:
    """Record dates on which a Board meets; those known already are left. Returns how many were new."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    board = visible(Board, board_id, by)
    known = set(BoardMeeting.objects.filter(board=board).values_list("held_on", flat=True))
    new = sorted(set(days) - known)
    BoardMeeting.objects.bulk_create(
        [BoardMeeting(partnership_id=by.partnership_id, board=board, held_on=day) for day in new],
        ignore_conflicts=True,
    )
    if new:
        record("dates added", board, by=by, dates=[day.isoformat() for day in new])
        on_board_changed.call(board, by)
    return len(new)


@transaction.atomic
def remove_board_meeting(meeting_id: UUID, *, by: Actor) -> None:
    """Take away a date on which the Board does not meet after all."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    meeting = visible(BoardMeeting, meeting_id, by)
    record("date removed", meeting.board, by=by, date=meeting.held_on.isoformat())
    meeting.delete()
    on_board_changed.call(meeting.board, by)


def _require_free_name(by: Actor, name: str, besides: UUID | None = None) -> None:
    if Board.objects.visible_to(by).filter(name__iexact=name).exclude(pk=besides).exists():
        refuse(f"There is already a Board called {name}.")
