"""People come and go; every row has its own time, and nothing that was recorded is lost."""

from __future__ import annotations

import pytest

from holdfast.governance.room.models import Presence
from holdfast.governance.room.operations import (
    change_place,
    correct_presence,
    record_arrival,
    record_departure,
    strike_out_presence,
)
from holdfast.governance.room.queries.facts import facts_of
from holdfast.kernel.finding import Refused
from tests.factories import appoint
from tests.governance.room.fernshire import Fernshire, at


def refusal(*words: str) -> str:
    return ".*".join(words)


def test_jo_arriving_twice_is_refused_and_told_since_when_she_is_here(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Jo", at(14, 5))
    with pytest.raises(Refused, match=refusal("Jo O’Neill is already recorded from 2:05pm", "has not left")):
        mace.arrives("Jo", at(14, 20))


def test_jo_cannot_leave_before_she_arrived(mace: Fernshire) -> None:
    mace.opened()
    jo = mace.arrives("Jo", at(14, 5))
    with pytest.raises(Refused, match="arrived at 2:05pm and cannot have left by 2pm"):
        record_departure(by=mace.mo, presence=jo, at=at(14, 0))


def test_jo_leaving_twice_is_refused(mace: Fernshire) -> None:
    mace.opened()
    jo = mace.arrives("Jo", at(14, 5))
    record_departure(by=mace.mo, presence=jo, at=at(15))
    with pytest.raises(Refused, match="left at 3pm already"):
        record_departure(by=mace.mo, presence=jo, at=at(15, 30))


def test_jo_leaves_and_comes_back(mace: Fernshire) -> None:
    mace.opened()
    record_departure(by=mace.mo, presence=mace.arrives("Jo", at(14)), at=at(14, 30))
    mace.arrives("Jo", at(14, 30))
    assert Presence.objects.filter(person=mace.person("Jo")).count() == 2


def test_an_arrival_typed_late_may_not_overlap_what_is_recorded(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Jo", at(15))
    with pytest.raises(Refused, match="already recorded from 3pm"):
        mace.arrives("Jo", at(14))
    mace.arrives("Jo", at(14), left_at=at(14, 30))


def test_nobody_arrives_in_the_future(mace: Fernshire) -> None:
    mace.opened()
    with pytest.raises(Refused, match="6:30pm has not come yet"):
        mace.arrives("Jo", at(18, 30))


def test_dan_holds_no_seat_and_cannot_come_as_a_member(mace: Fernshire) -> None:
    mace.opened()
    with pytest.raises(Refused, match="Dan Ford holds no seat"):
        mace.arrives("Dan")


def test_a_deputy_hands_the_seat_back_when_the_member_arrives(mace: Fernshire) -> None:
    mace.opened()
    dan = mace.arrives("Dan", at(14), capacity="deputy", seat=mace.seats["police"])
    mace.arrives("Amina", at(14, 40))
    dan.refresh_from_db()
    assert dan.left_at == at(14, 40)


def test_a_deputy_cannot_take_a_seat_whose_member_is_here(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Amina", at(14))
    with pytest.raises(Refused, match="Amina Khan fills the seat from 2pm"):
        mace.arrives("Dan", at(14, 10), capacity="deputy", seat=mace.seats["police"])


def test_a_deputy_comes_from_the_members_agency(mace: Fernshire) -> None:
    mace.opened()
    with pytest.raises(Refused, match="member's own agency") as refused:
        mace.arrives("Dan", capacity="deputy", seat=mace.seats["health"])
    assert refused.value.finding.clauses == ("mace/deputies",)


def test_a_person_in_two_seats_fills_both_and_is_one_person(mace: Fernshire) -> None:
    appoint(mace.person("Jo"), mace.seats["charity"])
    mace.opened()
    mace.arrives("Jo")
    (stay,) = facts_of(mace.meeting).sitting.stays
    assert set(stay.seats) == {"health", "charity"}


def test_a_correction_strikes_the_old_row_out_and_keeps_it(mace: Fernshire) -> None:
    mace.opened()
    jo = mace.arrives("Jo", at(14, 30))
    new = correct_presence(by=mace.mo, presence=jo, arrived_at=at(14, 5), reason="She was on the line.")
    jo.refresh_from_db()
    assert jo.removed_at is not None
    assert (new.correction_of_id, new.arrived_at, new.left_at) == (jo.pk, at(14, 5), None)
    with pytest.raises(Refused, match="Somebody corrected this row meanwhile"):
        strike_out_presence(by=mace.mo, presence=jo, reason="Twice")


def test_a_correction_needs_a_reason(mace: Fernshire) -> None:
    mace.opened()
    with pytest.raises(Refused, match="Say why"):
        correct_presence(by=mace.mo, presence=mace.arrives("Jo"), arrived_at=at(14, 5), reason=" ")


def test_jo_comes_from_the_line_into_the_room(mace: Fernshire) -> None:
    mace.opened()
    jo = mace.arrives("Jo", at(14), is_remote=True)
    change_place(by=mace.mo, presence=jo, is_remote=False, at=at(14, 20))
    rows = Presence.objects.order_by("arrived_at").values_list("is_remote", "arrived_at", "left_at")
    assert list(rows) == [(True, at(14), at(14, 20)), (False, at(14, 20), None)]


def test_jo_cannot_record_attendance(mace: Fernshire) -> None:
    mace.opened()
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        record_arrival(by=mace.actor("Jo"), meeting=mace.meeting, person=mace.person("Jo"), at=at(14))
