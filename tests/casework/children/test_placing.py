"""Where a child is placed: in or out of area, never in two places at once, and the host told in time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from holdfast.casework.children.models import Child, Placement
from holdfast.casework.children.operations.merging import merge_children, undo_merge
from holdfast.casework.children.operations.placing import (
    Placing,
    add_own_authority,
    change_placement,
    end_own_authority,
    record_host_told,
    record_placement,
)
from holdfast.casework.children.rules.placing import (
    assess_authority,
    assess_notice,
    assess_overlap,
    notice_due,
)
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.town import CaseTown, case_town

MARCH, JUNE = date(2026, 3, 2), date(2026, 6, 1)


def placing(**more: Any) -> Placing:
    what = {"placing_authority": "Fernshire", "host_authority": "Fernshire", "from_on": MARCH}
    return Placing(**(what | more))


@pytest.fixture
def town(db: None) -> CaseTown:
    made = case_town()
    add_own_authority(by=made.actor("Cora"), name="Fernshire", code="E10000001")
    return made


@pytest.fixture
def ash(town: CaseTown) -> Child:
    town.everything()
    return town.child("Ash")


@pytest.mark.parametrize(
    ("by_whom", "where", "out", "here"),
    [
        ("Fernshire", "fernshire ", False, False),
        ("Fernshire", "Moorshire", True, False),
        ("Moorshire", "Fernshire", False, True),
        ("Moorshire", "Lakeshire", False, False),
    ],
)
def test_a_placement_is_out_of_area_or_here_from_elsewhere_by_the_partnerships_own_authorities(
    town: CaseTown, ash: Child, by_whom: str, where: str, out: bool, here: bool
) -> None:
    by = town.actor("Cora")
    row = record_placement(by=by, child=ash, placing=placing(placing_authority=by_whom, host_authority=where))
    assert (row.is_placed_out, row.is_placed_here) == (out, here)


def test_codes_count_for_more_than_names_and_a_new_own_authority_is_seen_at_once(
    town: CaseTown, ash: Child
) -> None:
    by = town.actor("Cora")
    row = record_placement(
        by=by, child=ash,
        placing=placing(placing_code="E10000001", host_authority="Fernshire County", host_code="E06000002"),
    )  # fmt: skip
    assert row.is_placed_out
    made = add_own_authority(by=by, name="Fern City", code="E06000002")
    row.refresh_from_db()
    assert not row.is_placed_out
    end_own_authority(by=by, authority=made)
    row.refresh_from_db()
    assert row.is_placed_out


def test_two_placements_at_once_are_refused_with_the_other_one_s_dates(town: CaseTown, ash: Child) -> None:
    by = town.actor("Cora")
    first = record_placement(by=by, child=ash, placing=placing())
    with pytest.raises(Refused, match="began on Monday 2 March 2026 and has not ended"):
        record_placement(by=by, child=ash, placing=placing(from_on=JUNE))
    change_placement(by=by, placement=first, placing=placing(to_on=JUNE))
    record_placement(by=by, child=ash, placing=placing(from_on=JUNE))
    with pytest.raises(Refused, match="overlaps"):
        change_placement(by=by, placement=first, placing=placing(to_on=date(2026, 6, 2)))
    assert ash.entries.filter(kind="placement changed").get().before["to_on"] == ""


def place_twice(town: CaseTown, child: Child) -> None:
    for _ in range(2):
        Placement.objects.create(
            partnership=town.partnership,
            child=child,
            placing_authority="A",
            host_authority="A",
            from_on=MARCH,
        )
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_the_database_holds_it_too(town: CaseTown, ash: Child) -> None:
    town.everything()
    with pytest.raises(IntegrityError, match="placed_once_at_a_time"), transaction.atomic():
        place_twice(town, ash)


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ({"to_on": date(2026, 3, 1)}, "ends before it begins"),
        ({"from_on": date(2011, 2, 27)}, "before the child was born"),
    ],
)
def test_a_placement_whose_dates_cannot_be_is_refused(
    town: CaseTown, ash: Child, dates: dict[str, date], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        record_placement(by=town.actor("Cora"), child=ash, placing=placing(**dates))


def test_the_host_is_told_by_whom_when_and_how(town: CaseTown, ash: Child) -> None:
    by = town.actor("Cora")
    row = record_placement(by=by, child=ash, placing=placing(host_authority="Moorshire"))
    with pytest.raises(Refused, match="cannot lie ahead"):
        record_host_told(by=by, placement=row, on=date(2100, 1, 1), whom="Duty team", how="letter")
    record_host_told(by=by, placement=row, on=clock.today(), whom="Duty team", how="letter")
    row.refresh_from_db()
    assert (row.host_told_whom, row.host_told_by) == ("Duty team", town.people["Cora"])


GOOD_FRIDAY_WEEK = date(2026, 4, 1)


def test_the_host_is_to_be_told_before_the_placement_and_in_an_emergency_within_five_working_days() -> None:
    assert notice_due(GOOD_FRIDAY_WEEK, is_emergency=False).on == GOOD_FRIDAY_WEEK
    # Thursday 2, Tuesday 7 (after Easter), 8, 9, 10 April.
    assert notice_due(GOOD_FRIDAY_WEEK, is_emergency=True).on == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("is_out", "told_on", "today", "met"),
    [
        (False, None, JUNE, None),
        (True, None, MARCH, None),
        (True, None, JUNE, False),
        (True, MARCH, JUNE, True),
        (True, date(2026, 3, 3), JUNE, False),
    ],
)
def test_whether_the_host_was_told_in_time(
    is_out: bool, told_on: date | None, today: date, met: bool | None
) -> None:
    found = assess_notice(is_out=is_out, from_on=MARCH, is_emergency=False, told_on=told_on, today=today)
    assert found.met is met


@pytest.mark.parametrize(
    ("code", "met"),
    [
        ("", None),
        ("E10000032", True),
        ("E07000223", False),
        ("W06000015", True),
        ("E1000", False),
        ("E05000001", False),
    ],
)
def test_a_code_that_cannot_be_an_authority_s_is_doubted(code: str, met: bool | None) -> None:
    assert assess_authority(code).met is met


def test_a_placement_of_one_day_stands_beside_the_next_of_the_same_day() -> None:
    assert assess_overlap(MARCH, MARCH, [(MARCH, None)]).met
    assert assess_overlap(MARCH, None, [(MARCH, MARCH)]).met
    assert assess_overlap(MARCH, None, [(JUNE, None)]).met is False
    assert assess_overlap(MARCH, JUNE, [(date(2026, 4, 1), date(2026, 4, 2))]).met is False


def test_the_same_placement_on_two_records_that_become_one_steps_aside_until_they_part(
    town: CaseTown, ash: Child
) -> None:
    by = town.actor("Cora")
    kept = record_placement(by=by, child=ash, placing=placing(host_authority="Moorshire"))
    other = town.child("Ashe")
    twin = record_placement(by=by, child=other, placing=placing(host_authority="Moorshire"))
    merge = merge_children(kept=ash, merged=other, by=by, reason="Same NHS number.")
    for row in (kept, twin):
        row.refresh_from_db()
    assert (twin.child, twin.set_aside_at is None) == (ash, False)
    assert kept.set_aside_at is None
    change_placement(by=by, placement=kept, placing=placing(host_authority="Moorshire", to_on=JUNE))
    undo_merge(merge, by=by, reason="Two children after all.")
    twin.refresh_from_db()
    assert (twin.child, twin.set_aside_at) == (other, None)
