"""A meeting is opened and ended by who may; what was not dealt with goes on at the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.hooks import on_meeting_closed
from holdfast.governance.room.models import Presence
from holdfast.governance.room.operations import (
    adjourn_meeting,
    cancel_meeting,
    close_item,
    close_meeting,
    nominate_chair,
    open_item,
    open_meeting,
    open_vote,
    reconvene_meeting,
    record_decision,
)
from holdfast.governance.room.queries.facts import facts_of
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.factories import make_item, make_meeting
from tests.governance.room.fernshire import START, Fernshire, at


def test_a_meeting_is_opened_under_the_terms_in_force(mace: Fernshire) -> None:
    mace.opened()
    mace.meeting.refresh_from_db()
    assert (mace.meeting.state, mace.meeting.terms.version) == ("open", "1")


def test_a_meeting_is_opened_once(mace: Fernshire) -> None:
    mace.opened()
    with pytest.raises(Refused, match="under way"):
        mace.opened()


def test_vera_cannot_open_the_meeting(mace: Fernshire) -> None:
    with pytest.raises(PermissionDenied):
        open_meeting(by=mace.actor("Vera"), meeting=mace.meeting, at=START)


def test_it_cannot_be_opened_the_week_before(mace: Fernshire) -> None:
    later = make_meeting(mace.group, START + timedelta(days=7))
    with pytest.raises(Refused, match="too early"):
        open_meeting(by=mace.mo, meeting=later)


def test_closing_ends_every_stay_and_the_open_item_and_calls_those_who_registered(mace: Fernshire) -> None:
    called: list[str] = []
    with on_meeting_closed.only(lambda meeting, actor: called.append(meeting.state)):
        mace.opened()
        mace.quorate()
        open_item(by=mace.mo, item=mace.item, at=at(14, 5))
        close_meeting(by=mace.mo, meeting=mace.meeting, at=at(16))
    mace.item.refresh_from_db()
    assert called == ["closed"]
    assert mace.item.closed_at == at(16)
    assert set(Presence.objects.values_list("left_at", flat=True)) == {at(16)}


def test_what_a_hook_raises_undoes_the_closing(mace: Fernshire) -> None:
    def fail(meeting: Meeting, actor: object) -> None:
        raise RuntimeError("no minutes, no closing")

    mace.opened()
    with on_meeting_closed.only(*on_meeting_closed, fail), pytest.raises(RuntimeError):
        close_meeting(by=mace.mo, meeting=mace.meeting, at=at(16))
    mace.meeting.refresh_from_db()
    assert mace.meeting.state == "open"


def test_a_meeting_with_an_open_vote_is_not_closed(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate()
    open_vote(by=mace.mo, item=mace.item, question="Visit?", at=at(14, 5))
    with pytest.raises(Refused, match="vote is still open"):
        close_meeting(by=mace.mo, meeting=mace.meeting, at=at(16))


def test_the_rule_proposes_a_cancellation_and_only_the_chair_makes_it(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Amina")
    assert "cancelled" in str(facts_of(mace.meeting).quorum(at(14, 5)).consequence)
    with pytest.raises(PermissionDenied):
        cancel_meeting(by=mace.mo, meeting=mace.meeting, reason="No quorum.", at=at(14, 30))
    cancel_meeting(by=mace.actor("Amina"), meeting=mace.meeting, reason="No quorum.", at=at(14, 30))
    mace.meeting.refresh_from_db()
    assert (mace.meeting.state, mace.meeting.end_reason) == ("cancelled", "No quorum.")


def test_an_adjourned_meeting_goes_on_with_what_was_not_dealt_with(mace: Fernshire) -> None:
    other = make_item(mace.meeting, "The Jetty", 2)
    mace.opened()
    mace.quorate()
    open_item(by=mace.mo, item=mace.item, at=at(14, 5))
    close_item(by=mace.mo, item=mace.item, at=at(14, 20))
    adjourn_meeting(
        by=mace.actor("Amina"),
        meeting=mace.meeting,
        reason="The fire alarm.",
        next_starts_at=START + timedelta(days=7),
        at=at(14, 30),
    )
    following = Meeting.objects.get(continues=mace.meeting)
    carried = AgendaItem.objects.filter(meeting=following, carried_from__isnull=False)
    assert [(item.title, item.carried_from_id) for item in carried] == [("The Jetty", other.pk)]
    with pytest.raises(Refused, match="continues this one already"):
        reconvene_meeting(by=mace.actor("Amina"), meeting=mace.meeting, starts_at=START + timedelta(days=9))


def test_sue_named_to_chair_may_adjourn_this_meeting_and_no_other(mace: Fernshire) -> None:
    mace.opened()
    mace.arrives("Sue")
    mace.arrives("Jo")
    with pytest.raises(PermissionDenied):
        adjourn_meeting(by=mace.actor("Sue"), meeting=mace.meeting, reason="No police.")
    nominate_chair(by=mace.mo, meeting=mace.meeting, person=mace.person("Sue"), at=at(14, 5))
    adjourn_meeting(by=mace.actor("Sue"), meeting=mace.meeting, reason="No police.", at=at(14, 30))
    other = make_meeting(mace.group, START + timedelta(days=7))
    with pytest.raises(PermissionDenied):
        cancel_meeting(by=mace.actor("Sue"), meeting=other, reason="No police.")


def test_a_whole_meeting_is_entered_afterwards(mace: Fernshire) -> None:
    mace.opened(at(14), afterwards=True)
    mace.quorate(at(13, 55))
    open_item(by=mace.mo, item=mace.item, at=at(14, 1))
    record_decision(by=mace.mo, item=mace.item, text="Visit.", at=at(14, 20))
    adjourn_meeting(by=mace.mo, meeting=mace.meeting, reason="The chair adjourned at three.", at=at(15))
    spans = facts_of(Meeting.objects.get(pk=mace.meeting.pk)).spans(at(15))
    assert [(s.from_at, s.to_at, s.finding.met) for s in spans] == [(at(14), at(15), True)]


def test_the_quorum_throughout_says_when_it_was_lost_and_who_was_missing(mace: Fernshire) -> None:
    from holdfast.governance.room.operations import record_departure

    mace.opened()
    mace.quorate()
    jo = mace.person("Jo").presences.get()
    record_departure(by=mace.mo, presence=jo, at=at(15, 10))
    first, second = facts_of(mace.meeting).spans(at(15, 30))
    assert (first.from_at, first.to_at, first.finding.met) == (at(14), at(15, 10), True)
    assert (second.to_at, second.finding.met) == (at(15, 30), False)
    assert "health" in second.finding.reason


def test_one_item_is_open_at_a_time(mace: Fernshire) -> None:
    other = make_item(mace.meeting, "The Jetty", 2)
    mace.opened()
    open_item(by=mace.mo, item=mace.item, at=at(14, 5))
    open_item(by=mace.mo, item=other, at=at(14, 20))
    mace.item.refresh_from_db()
    assert mace.item.closed_at == at(14, 20)
    with pytest.raises(Refused, match="begun at 2:20pm"):
        close_item(by=mace.mo, item=other, at=at(14, 10))


def test_nothing_is_decided_before_the_meeting_opened(mace: Fernshire) -> None:
    mace.opened()
    mace.quorate(at(13, 50))
    with pytest.raises(Refused, match="before the meeting opened"):
        record_decision(by=mace.mo, item=mace.item, text="Visit.", at=at(13, 55))
    assert clock.now() == at(18)
