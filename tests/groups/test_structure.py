"""Groups stand in a tree and report to Boards; a circle is refused everywhere."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from holdfast.groups.models import BoardMeeting, Group, ReportingLine
from holdfast.groups.operations.boards import add_board, add_board_meetings, change_board
from holdfast.groups.operations.structure import add_group, change_group, end_group, resume_group
from holdfast.groups.queries.structure import place_of, tree
from holdfast.groups.rules.structure import assess_parent, chain_above
from holdfast.kernel.finding import Refused
from tests.groups.world import TODAY, Fernshire


def add(place: Fernshire, name: str, parent: UUID | None = None) -> Group:
    """One more group."""
    return add_group(by=place.manager, name=name, short_name=name, level="tactical", parent_id=parent)


def move(place: Fernshire, group: Group, parent: UUID | None) -> Group:
    """A group under another parent."""
    group.refresh_from_db()
    return change_group(
        group.pk,
        by=place.manager,
        name=group.name,
        short_name=group.short_name,
        level=group.level,
        parent_id=parent,
        version=group.version,
    )


def test_a_chain_of_four_reads_from_the_top(place: Fernshire) -> None:
    executive = add(place, "Executive")
    strategic = add(place, "Strategic", executive.pk)
    tactical = add(place, "Tactical", strategic.pk)
    operational = add(place, "Operational", tactical.pk)
    names = [name for _, name, _ in place_of(place.manager, operational.pk).above]
    assert names == ["Executive", "Strategic", "Tactical"]
    depths = {branch.name: branch.depth for branch in tree(place.manager, TODAY)}
    assert depths["Operational"] == 3


def test_a_group_reports_to_three_boards_at_once(place: Fernshire) -> None:
    boards = [add_board(by=place.manager, name=name).pk for name in ("Adults", "Children", "Safety")]
    group = add_group(by=place.manager, name="MSET", short_name="MSET", level="strategic", board_ids=boards)
    assert [name for _, name in place_of(place.manager, group.pk).boards] == ["Adults", "Children", "Safety"]
    change_group(
        group.pk, by=place.manager, name="MSET", short_name="MSET", level="strategic", board_ids=boards[:1]
    )
    assert ReportingLine.objects.get(group=group).board_id == boards[0]


def test_a_group_cannot_come_to_stand_under_one_beneath_it(place: Fernshire) -> None:
    below = add(place, "Below", place.group.pk)
    lowest = add(place, "Lowest", below.pk)
    with pytest.raises(Refused, match="round in a circle"):
        move(place, place.group, lowest.pk)


def test_the_database_refuses_a_circle_too(place: Fernshire) -> None:
    below = add(place, "Below", place.group.pk)
    with pytest.raises(IntegrityError, match="cannot stand above itself"), transaction.atomic():
        Group.objects.filter(pk=place.group.pk).update(parent=below)


@given(st.dictionaries(st.integers(0, 7), st.integers(0, 7) | st.none(), max_size=8), st.data())
def test_a_move_is_allowed_just_when_the_tree_stays_a_tree(
    wanted: dict[int, int | None], data: st.DataObject
) -> None:
    parents: dict[int, int | None] = dict.fromkeys(range(8))
    names = {number: str(number) for number in range(8)}
    for group, parent in wanted.items():
        allowed = assess_parent(group, parent, parents, names).met
        reaches_itself = parent is not None and group in (parent, *chain_above(parent, parents))
        assert allowed is not reaches_itself
        if allowed:
            parents[group] = parent
    assert all(group not in chain_above(group, parents) for group in parents)


def test_names_are_the_partnerships_own_and_once(place: Fernshire) -> None:
    with pytest.raises(Refused, match="already a group called"):
        add(place, "HARBOUR GROUP")
    add_board(by=place.manager, name="Board")
    with pytest.raises(Refused, match="already a Board called"):
        add_board(by=place.manager, name="board")


def test_a_group_with_living_groups_beneath_it_does_not_end(place: Fernshire) -> None:
    below = add(place, "Below", place.group.pk)
    with pytest.raises(Refused, match="Below would be left"):
        end_group(place.group.pk, by=place.manager, on=TODAY, reason="Merged")
    end_group(below.pk, by=place.manager, on=TODAY, reason="Merged")
    assert end_group(place.group.pk, by=place.manager, on=TODAY, reason="Merged").ended_on == TODAY
    assert resume_group(place.group.pk, by=place.manager, reason="Too soon").ended_on is None


def test_a_member_cannot_change_the_tree(place: Fernshire) -> None:
    with pytest.raises(PermissionDenied):
        add_group(by=place.member(place.paul), name="Mine", short_name="M", level="tactical")


def test_board_dates_known_already_are_left(place: Fernshire) -> None:
    board = add_board(by=place.manager, name="Board")
    days = [date(2026, 3, 10), date(2026, 6, 9)]
    assert add_board_meetings(board.pk, days, by=place.manager) == 2
    assert add_board_meetings(board.pk, [*days, date(2026, 9, 8)], by=place.manager) == 1
    assert BoardMeeting.objects.count() == 3


def test_a_board_changed_by_another_meanwhile_is_not_overwritten(place: Fernshire) -> None:
    board = add_board(by=place.manager, name="Board")
    change_board(board.pk, by=place.manager, name="Board of children", version=0)
    with pytest.raises(Refused, match="Someone else changed this"):
        change_board(board.pk, by=place.manager, name="Board of adults", version=0)
