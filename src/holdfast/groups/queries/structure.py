"""The partnership's Boards, groups in their tree and agencies; one Board; a group's place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, Q

from holdfast.groups.models import Board, BoardMeeting, Group, Level, ReportingLine
from holdfast.groups.operations.rows import visible
from holdfast.groups.rules.structure import chain_above
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Agency, Sector


@dataclass(frozen=True, slots=True)
class Branch:
    """A group in the tree, `depth` steps under the top."""

    id: UUID
    name: str
    short_name: str
    level: str
    depth: int
    boards: tuple[tuple[UUID, str], ...]
    ended_on: date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A Board with its next meeting."""

    id: UUID
    name: str
    short_name: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as the partnership's page lists it."""

    name: str
    short_name: str
    sector: str
    is_statutory: bool
    joined_on: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """The partnership at a glance."""

    name: str
    boards: tuple[BoardRow, ...]
    groups: tuple[Branch, ...]
    ended: tuple[Branch, ...]
    agencies: tuple[AgencyRow, ...]
    may_manage: bool


def partnership_page(actor: Actor, day: date) -> PartnershipPage:
    """Boards, the tree of groups, agencies: four queries."""
    branches = tuple(tree(actor, day))
    return PartnershipPage(
        name=actor.partnership_name,
        boards=tuple(_boards(actor, day)),
        groups=tuple(b for b in branches if b.ended_on is None or b.ended_on >= day),
        ended=tuple(b for b in branches if b.ended_on is not None and b.ended_on < day),
        agencies=tuple(_agencies(actor)),
        may_manage=actor.may(Permission.MANAGE_PARTNERSHIP),
    )


def _boards(actor: Actor, day: date) -> Iterator[BoardRow]:
    following = Min("meetings__held_on", filter=Q(meetings__held_on__gte=day))
    rows = Board.objects.visible_to(actor).annotate(next_on=following).order_by("name")
    for row in rows:
        yield BoardRow(row.pk, row.name, row.short_name, row.next_on)


def _agencies(actor: Actor) -> Iterator[AgencyRow]:
    for row in Agency.objects.visible_to(actor).order_by("name"):
        sector = Sector(row.sector).label if row.sector in Sector.values else row.sector
        yield AgencyRow(row.name, row.short_name, sector, row.is_statutory, row.joined_on, row.left_on)


def boards_of_groups(actor: Actor) -> dict[UUID, tuple[tuple[UUID, str], ...]]:
    """The Boards that each group reports to, by name."""
    found: defaultdict[UUID, tuple[tuple[UUID, str], ...]] = defaultdict(tuple)
    lines = ReportingLine.objects.visible_to(actor).select_related("board").order_by("board__name")
    for line in lines:
        found[line.group_id] += ((line.board_id, str(line.board)),)
    return dict(found)


def tree(actor: Actor, day: date) -> Iterator[Branch]:
    """Every group of the partnership, each after the one above it. Their names are the partnership's own."""
    opened = actor.groups_where(Permission.SEE_GROUP)
    boards = boards_of_groups(actor)
    below: defaultdict[UUID | None, list[Group]] = defaultdict(list)
    for group in Group.objects.filter(partnership_id=actor.partnership_id).order_by("name"):
        below[group.parent_id].append(group)

    def walk(parent: UUID | None, depth: int) -> Iterator[Branch]:
        for group in below[parent]:
            yield Branch(
                id=group.pk,
                name=group.name,
                short_name=group.short_name,
                level=Level(group.level).label,
                depth=depth,
                boards=boards.get(group.pk, ()),
                ended_on=group.ended_on,
                is_open=opened is None or group.pk in opened,
            )
            yield from walk(group.pk, depth + 1)

    return walk(None, 0)


@dataclass(frozen=True, slots=True)
class BoardDate:
    """A date on which a Board meets."""

    id: UUID
    held_on: date
    is_past: bool


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A Board, the groups that report to it, its own meeting dates."""

    id: UUID
    name: str
    short_name: str
    version: int
    groups: tuple[tuple[UUID, str, bool], ...]
    coming: tuple[BoardDate, ...]
    past: tuple[BoardDate, ...]
    may_manage: bool


def board_page(actor: Actor, board_id: UUID, day: date) -> BoardPage:
    """A Board with its dates and groups: three queries. 404 where it cannot be seen."""
    board = visible(Board, board_id, actor)
    opened = actor.groups_where(Permission.SEE_GROUP)
    lines = ReportingLine.objects.filter(board=board).select_related("group").order_by("group__name")
    days = [
        BoardDate(row.pk, row.held_on, row.held_on < day) for row in BoardMeeting.objects.filter(board=board)
    ]
    return BoardPage(
        id=board.pk,
        name=board.name,
        short_name=board.short_name,
        version=board.version,
        groups=tuple(
            (line.group_id, line.group.name, opened is None or line.group_id in opened) for line in lines
        ),
        coming=tuple(row for row in days if not row.is_past),
        past=tuple(reversed([row for row in days if row.is_past])),
        may_manage=actor.may(Permission.MANAGE_PARTNERSHIP),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group stands: above it (the top first), beneath it, its Boards."""

    above: tuple[tuple[UUID, str, bool], ...]
    below: tuple[tuple[UUID, str, bool], ...]
    boards: tuple[tuple[UUID, str], ...]


def place_of(actor: Actor, group_id: UUID) -> Place:
    """The group's place in the tree: two queries, whatever its depth."""
    opened = actor.groups_where(Permission.SEE_GROUP)
    rows = Group.objects.filter(partnership_id=actor.partnership_id).order_by("name")
    known = {group.pk: group for group in rows}
    parents = {pk: group.parent_id for pk, group in known.items()}

    def link(pk: UUID) -> tuple[UUID, str, bool]:
        return pk, str(known[pk]), opened is None or pk in opened

    above = [link(pk) for pk in chain_above(group_id, parents)]
    below = [link(pk) for pk, parent in parents.items() if parent == group_id]
    lines = ReportingLine.objects.filter(group_id=group_id).select_related("board")
    boards = sorted(((line.board_id, str(line.board)) for line in lines), key=lambda pair: pair[1])
    return Place(tuple(reversed(above)), tuple(below), tuple(boards))
