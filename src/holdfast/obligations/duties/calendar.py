"""What is known to lay a group's reports and reviews: its versions, who is meant, its Boards' dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.charter.promises import Report
from holdfast.charter.words import plain
from holdfast.groups.models import Board, BoardMeeting, Group, ReportingLine
from holdfast.kernel.clock import LONDON
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.ledger.kinds import Asked
from holdfast.obligations.ledger.parties import Directory, directory_of
from holdfast.obligations.ledger.versions import Version

if TYPE_CHECKING:
    from holdfast.charter.model import Charter


@dataclass(frozen=True)
class BoardDates:
    """A local Board and the days on which it meets, oldest first."""

    id: UUID
    name: str
    names: frozenset[str]
    is_reported_to: bool
    days: tuple[date, ...]


@dataclass(frozen=True)
class Calendar:
    """The facts behind reports and reviews. Nothing begins after `until`, nor after the group ended."""

    group_id: UUID
    until: datetime
    versions: tuple[Version, ...]
    directory: Directory
    boards: tuple[BoardDates, ...]

    @property
    def until_on(self) -> date:
        """The London date of `until`."""
        return self.until.astimezone(LONDON).date()

    def boards_meant(self, charter: Charter, word: str) -> Iterator[BoardDates]:
        """The local Boards that a charter's word for a body means: by name, else those it reports to."""
        body = charter.body_by_key.get(plain(word))
        names = {plain(word)} | ({plain(body.name)} if body else set())
        named = [board for board in self.boards if board.names & names]
        return iter(named or [board for board in self.boards if board.is_reported_to])


def calendar_of(asked: Asked) -> Calendar:
    """Two queries, and three more where a version promises something for each meeting of a Board."""
    group = asked.group
    return Calendar(
        group.pk,
        last_beginning(group, asked.until),
        asked.versions,
        directory_of(group),
        tuple(_boards(group)) if any(waits_for_boards(one.charter) for one in asked.versions) else (),
    )


def last_beginning(group: Group, until: datetime) -> datetime:
    """Until when occasions begin: not after the group's last day."""
    return until if group.ended_on is None else min(until, end_of_day(group.ended_on))


def waits_for_boards(charter: Charter | None) -> bool:
    """Whether something is promised for each meeting of a Board."""
    return charter is not None and any(one.each_meeting_of for one in charter.each(Report))


def _boards(group: Group) -> Iterator[BoardDates]:
    days: dict[UUID, list[date]] = {}
    rows = BoardMeeting.objects.filter(partnership_id=group.partnership_id).order_by("held_on")
    for board_id, day in rows.values_list("board_id", "held_on"):
        days.setdefault(board_id, []).append(day)
    reported = set(ReportingLine.objects.filter(group=group).values_list("board_id", flat=True))
    for board in Board.objects.filter(partnership_id=group.partnership_id).order_by("name"):
        names = frozenset(plain(name) for name in (board.name, board.short_name) if name)
        yield BoardDates(board.pk, board.name, names, board.pk in reported, tuple(days.get(board.pk, ())))
