"""A decision is judged by the quorum of its own moment, and flagged when the attendance is put right."""

from __future__ import annotations

import pytest

from holdfast.governance.room.operations import (
    correct_presence,
    declare_interest,
    exclude_person,
    lift_exclusion,
    nominate_chair,
    override_quorum,
    record_decision,
    record_departure,
    withdraw_decision,
)
from holdfast.governance.room.queries.facts import facts_of
from holdfast.kernel.finding import Refused
from tests.governance.room.fernshire import Fernshire, at


def test_a_decision_without_health_is_refused_with_the_reason_and_the_clause(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Amina")
    mace.arrives("Sue")
    with pytest.raises(Refused, match="health") as refused:
        record_decision(by=mace.mo, item=mace.item, text="Visit the flat.", at=at(14, 10))
    assert "mace/quorum" in refused.value.finding.clauses


def test_a_decision_typed_late_is_judged_at_its_own_time(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    jo = mace.person("Jo").presences.get()
    record_departure(by=mace.mo, presence=jo, at=at(15))
    decision = record_decision(by=mace.mo, item=mace.item, text="Visit the flat.", at=at(14, 50))
    assert decision.quorum["met"] is True
    with pytest.raises(Refused):
        record_decision(by=mace.mo, item=mace.item, text="And the shop.", at=at(15, 10))


def test_a_decision_typed_for_the_minute_in_which_health_arrived_is_valid(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Amina")
    mace.arrives("Sue")
    mace.arrives("Jo", at(14, 10, 40))
    decision = record_decision(by=mace.mo, item=mace.item, text="Visit.", at=at(14, 10))
    assert decision.decided_at == at(14, 10, 40)


def test_correcting_attendance_flags_a_decision_and_mending_it_unflags_it(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    jo = mace.person("Jo").presences.get()
    decision = record_decision(by=mace.mo, item=mace.item, text="Visit the flat.", at=at(14, 30))
    late = correct_presence(by=mace.mo, presence=jo, arrived_at=at(15), reason="She came at three.")
    decision.refresh_from_db()
    assert decision.is_without_quorum
    correct_presence(by=mace.mo, presence=late, arrived_at=at(14), reason="She had been on the line.")
    decision.refresh_from_db()
    assert not decision.is_without_quorum
    assert decision.withdrawn_at is None


def test_the_flag_reaches_a_decision_that_the_recorder_may_not_see(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    decision = record_decision(by=mace.mo, item=mace.item, text="Visit.", at=at(14, 30))
    exclude_person(by=mace.actor("Amina"), item=mace.item, person=mace.person("Mo"), reason="His brother.")
    jo = mace.person("Jo").presences.get()
    correct_presence(by=mace.mo, presence=jo, arrived_at=at(15), reason="Late.")
    mace.actor("Amina")
    decision.refresh_from_db()
    assert decision.is_without_quorum


def test_an_excluded_member_does_not_count_for_that_item_only(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    exclusion = exclude_person(
        by=mace.mo, item=mace.item, person=mace.person("Jo"), reason="Her own clinic.", at=at(14, 5)
    )
    facts = facts_of(mace.meeting)
    assert facts.quorum(at(14, 10)).met is True
    assert facts.quorum(at(14, 10), mace.item).met is False
    lift_exclusion(by=mace.mo, exclusion=exclusion, reason="It was another clinic.", at=at(14, 20))
    assert facts_of(mace.meeting).quorum(at(14, 30), mace.item).met is True


def test_nobody_lifts_their_own_exclusion(mace: Fernshire) -> None:
    from django.core.exceptions import PermissionDenied

    mace.opened()
    mace.quorate()
    exclusion = exclude_person(by=mace.mo, item=mace.item, person=mace.person("Amina"), reason="Hers.")
    with pytest.raises(PermissionDenied):
        lift_exclusion(by=mace.actor("Amina"), exclusion=exclusion, reason="I say so.")


def test_vera_declares_for_herself_but_not_for_jo(mace: Fernshire) -> None:
    from django.core.exceptions import PermissionDenied

    mace.opened()
    vera = mace.actor("Vera")
    declare_interest(by=vera, meeting=mace.meeting, person=mace.person("Vera"), nature="none")
    with pytest.raises(PermissionDenied):
        declare_interest(by=vera, meeting=mace.meeting, person=mace.person("Jo"), nature="none")


def test_an_interest_is_said_in_words(mace: Fernshire) -> None:
    mace.opened()
    with pytest.raises(Refused, match="what the interest is"):
        declare_interest(by=mace.mo, meeting=mace.meeting, person=mace.person("Jo"), nature="actual")


def test_the_chair_lets_one_item_go_on_without_health_and_says_why(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Amina")
    mace.arrives("Sue")
    with pytest.raises(Refused, match="one item at a time"):
        override_quorum(by=mace.actor("Amina"), meeting=mace.meeting, reason="Snow.", at=at(14, 5))
    override_quorum(
        by=mace.actor("Amina"), meeting=mace.meeting, item=mace.item, reason="Snow.", at=at(14, 5)
    )
    decision = record_decision(by=mace.mo, item=mace.item, text="Visit.", at=at(14, 10))
    assert decision.quorum["is_overridden"] is True
    with pytest.raises(Refused):
        record_decision(by=mace.mo, item=mace.item, text="Visit.", at=at(14, 1))


def test_mo_cannot_set_the_quorum_aside(mace: Fernshire) -> None:
    from django.core.exceptions import PermissionDenied

    mace.opened()
    mace.arrives("Amina")
    with pytest.raises(PermissionDenied):
        override_quorum(by=mace.mo, meeting=mace.meeting, item=mace.item, reason="Snow.")


def test_without_amina_those_present_name_sue_and_she_may_act_as_chair(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Dan", capacity="deputy", seat=mace.seats["police"])
    mace.arrives("Jo")
    mace.arrives("Sue")
    assert facts_of(mace.meeting).chair(at(14, 5)).person is None
    nominate_chair(by=mace.mo, meeting=mace.meeting, person=mace.person("Sue"), at=at(14, 5))
    assert facts_of(mace.meeting).chair(at(14, 10)).person == str(mace.person("Sue").pk)


def test_nobody_is_named_while_the_chair_is_here(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    with pytest.raises(Refused, match="Nobody needs to be named"):
        nominate_chair(by=mace.mo, meeting=mace.meeting, person=mace.person("Sue"), at=at(14, 5))


def test_the_chair_alone_does_not_decide_under_these_terms(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    with pytest.raises(Refused, match="by consensus or by vote"):
        record_decision(by=mace.mo, item=mace.item, text="Visit.", method="chair", at=at(14, 10))


def test_a_decision_taken_back_stays_readable(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    decision = record_decision(by=mace.mo, item=mace.item, text="Visit.", at=at(14, 10))
    withdraw_decision(by=mace.mo, decision=decision, reason="It was only discussed.")
    decision.refresh_from_db()
    assert decision.withdrawn_reason == "It was only discussed."
