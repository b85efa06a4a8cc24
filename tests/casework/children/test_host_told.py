"""The host area is told of a child who is placed there: owed from the placement, met on the day of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from holdfast.casework.children.models import Child, Placement
from holdfast.casework.children.operations.placing import (
    Placing,
    add_own_authority,
    change_placement,
    record_host_told,
    record_placement,
)
from holdfast.casework.risk.operations import tell_other_area
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from tests.casework.town import CHARTER, CaseTown, case_town

PLACED = """
[[clause]]
id = "meog/placed"
says = "Children who live away from the county are followed."

[clause.casework]
what = "Notices to the other area are tracked."
items = ["placed out of the county"]
by = "social-care"
"""
MONDAY = date(2026, 3, 2)


@pytest.fixture
def town(db: None) -> Iterator[CaseTown]:
    with clock.fixed_at(datetime(2026, 3, 4, 12, tzinfo=clock.LONDON)):
        made = case_town(charter=CHARTER + PLACED)
        add_own_authority(by=made.actor("Cora"), name="Fernshire")
        yield made


def placed(town: CaseTown, host: str = "Moorshire", *, is_emergency: bool = False) -> Placement:
    town.everything()
    child: Child = town.child("Ash")
    placing = Placing(
        placing_authority="Fernshire", host_authority=host, from_on=MONDAY, is_emergency=is_emergency
    )
    return record_placement(by=town.actor("Cora"), child=child, placing=placing)


def owed(placement: Placement) -> Obligation:
    return Obligation.objects.get(kind="host-told", cause_id=placement.pk)


def test_it_is_due_on_the_first_day_and_met_late_by_a_notice_after_it(town: CaseTown) -> None:
    placement = placed(town)
    row = owed(placement)
    assert (row.clause, row.owner_seat, row.subject_id) == ("meog/placed", "social-care", placement.child_id)
    assert row.due_at is not None
    assert row.due_at.astimezone(clock.LONDON).date() == MONDAY
    assert "Moorshire" in row.says
    tell_other_area(placement=placement, sent_on=date(2026, 3, 4), by=town.actor("Cora"))
    row = owed(placement)
    assert row.met_at is not None
    assert row.met_at > row.due_at


def test_of_an_emergency_it_is_due_within_five_working_days(town: CaseTown) -> None:
    placement = placed(town, is_emergency=True)
    due = owed(placement).due_at
    assert due is not None
    assert due.astimezone(clock.LONDON).date() == date(2026, 3, 9)
    record_host_told(
        by=town.actor("Cora"), placement=placement, on=date(2026, 3, 4), whom="Duty team", how="letter"
    )
    met = owed(placement).met_at
    assert met is not None
    assert met < due


def test_in_our_own_area_nobody_else_is_told_and_a_correction_makes_it_void(town: CaseTown) -> None:
    home, away = placed(town, "Fernshire"), placed(town)
    assert not Obligation.objects.filter(kind="host-told", cause_id=home.pk).exists()
    corrected = Placing(placing_authority="Fernshire", host_authority="Fernshire", from_on=MONDAY)
    change_placement(by=town.actor("Cora"), placement=away, placing=corrected, reason="The wrong town")
    assert owed(away).void_reason == "The wrong town"


def test_another_own_authority_is_seen_in_the_ledger_at_once(town: CaseTown) -> None:
    away = placed(town)
    add_own_authority(by=town.actor("Cora"), name="Moorshire")
    assert owed(away).voided_at is not None
