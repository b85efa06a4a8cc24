"""Coming, apologies, deputies: said beforehand in one step, by the person or on their behalf."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.governance.meetings import operations
from holdfast.governance.meetings.models import Acceptance, Apology, DeputyNaming, Meeting
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission, Role
from holdfast.stewardship.tenancy.models import Person
from tests.factories import appoint, make_seat
from tests.governance.meetings.world import APRIL, MARCH, Fernshire


def deputise(fernshire: Fernshire, meeting: Meeting, deputy: Person, by: Actor | None = None) -> DeputyNaming:
    by = by or fernshire.actor(fernshire.noor)
    return operations.name_deputy(by=by, meeting=meeting, person=fernshire.noor, deputy=deputy)


def test_noor_says_she_comes_then_apologises_then_leaves_it_open(fernshire: Fernshire) -> None:
    meeting, noor = fernshire.meeting(), fernshire.actor(fernshire.noor)
    operations.accept(by=noor, meeting=meeting, person=fernshire.noor)
    operations.apologise(by=noor, meeting=meeting, person=fernshire.noor, reason="Leave")
    assert not Acceptance.objects.filter(withdrawn_at=None).exists()
    assert Apology.objects.get(withdrawn_at=None).reason == "Leave"
    operations.take_back_answer(by=noor, meeting=meeting, person=fernshire.noor)
    assert not Apology.objects.filter(withdrawn_at=None).exists()


def test_bea_answers_for_noor_but_tom_cannot(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    operations.apologise(by=fernshire.actor(fernshire.bea), meeting=meeting, person=fernshire.noor)
    assert Apology.objects.get().recorded_by == fernshire.bea
    with pytest.raises(PermissionDenied):
        operations.accept(by=fernshire.actor(fernshire.tom), meeting=meeting, person=fernshire.noor)


def test_naming_a_deputy_sends_apologies_too(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    naming = deputise(fernshire, meeting, fernshire.ivy)
    assert (naming.seat, naming.deputy) == (fernshire.health_seat, fernshire.ivy)
    assert Apology.objects.get(withdrawn_at=None).person == fernshire.noor


def test_a_new_answer_takes_the_deputy_back(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    deputise(fernshire, meeting, fernshire.ivy)
    operations.accept(by=fernshire.actor(fernshire.noor), meeting=meeting, person=fernshire.noor)
    assert not DeputyNaming.objects.filter(withdrawn_at=None).exists()


def test_nobody_deputises_for_themselves(fernshire: Fernshire) -> None:
    with pytest.raises(Refused, match="own deputy"):
        deputise(fernshire, fernshire.meeting(), fernshire.noor)


def test_a_member_who_comes_in_their_own_right_cannot_stand_in(fernshire: Fernshire) -> None:
    with pytest.raises(Refused, match="in their own right"):
        deputise(fernshire, fernshire.meeting(), fernshire.tom)


def test_who_answers_for_others_does_not_name_herself_to_a_seat(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    with pytest.raises(Refused, match="cannot name yourself"):
        operations.name_deputy(
            by=fernshire.actor(fernshire.bea), meeting=meeting, person=fernshire.grace, deputy=fernshire.bea
        )


def test_a_deputy_of_another_agency_is_refused_by_these_terms(fernshire: Fernshire) -> None:
    with pytest.raises(Refused, match="own agency") as refusal:
        deputise(fernshire, fernshire.meeting(), fernshire.bea)
    assert refusal.value.finding.clauses == ("mace/deputies-1",)


def test_ivy_cannot_stand_in_for_two_seats_at_once(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    deputise(fernshire, meeting, fernshire.ivy)
    with pytest.raises(Refused, match="already standing in for Designated nurse"):
        operations.name_deputy(
            by=fernshire.actor(fernshire.tom), meeting=meeting, person=fernshire.tom, deputy=fernshire.ivy
        )
    assert not Apology.objects.filter(person=fernshire.tom).exists()


def test_an_answer_after_the_meeting_is_refused(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    with pytest.raises(Refused, match="is over"):
        operations.accept(by=fernshire.actor(fernshire.noor), meeting=meeting, person=fernshire.noor)


def test_a_stranger_is_not_expected(fernshire: Fernshire) -> None:
    with pytest.raises(Refused, match="holds no seat"):
        operations.accept(
            by=fernshire.actor(fernshire.bea), meeting=fernshire.meeting(), person=fernshire.ivy
        )


def test_the_seat_is_chosen_where_a_member_holds_two(fernshire: Fernshire) -> None:
    second = make_seat(fernshire.group, "Named nurse", fernshire.health, key="named")
    appoint(fernshire.noor, second)
    naming = operations.name_deputy(
        by=fernshire.actor(fernshire.noor),
        meeting=fernshire.meeting(),
        person=fernshire.noor,
        deputy=fernshire.ivy,
        seat_key="named",
    )
    assert naming.seat == second


def test_a_deputy_for_one_meeting_sees_that_meeting_and_no_other(fernshire: Fernshire) -> None:
    march, april = fernshire.meeting(), fernshire.meeting(APRIL)
    deputise(fernshire, march, fernshire.ivy)
    ivy = fernshire.actor(fernshire.ivy)
    assert list(Meeting.objects.visible_to(ivy)) == [march]
    assert ivy.may(Permission.ATTEND, fernshire.group.pk, march.pk)
    assert not ivy.may(Permission.ATTEND, fernshire.group.pk, april.pk)
    assert not ivy.may(Permission.SEE_GROUP, fernshire.group.pk)
    assert not ivy.may(Permission.SEE_ACTIONS)
    assert ivy.roles == {Role.DEPUTY}


def test_a_deputy_taken_back_sees_nothing_from_the_next_request(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    deputise(fernshire, meeting, fernshire.ivy)
    operations.take_back_answer(by=fernshire.actor(fernshire.noor), meeting=meeting, person=fernshire.noor)
    assert not Meeting.objects.visible_to(fernshire.actor(fernshire.ivy)).exists()


def test_a_deputy_may_say_that_they_come(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    deputise(fernshire, meeting, fernshire.ivy)
    operations.accept(by=fernshire.actor(fernshire.ivy), meeting=meeting, person=fernshire.ivy)
    assert Acceptance.objects.get().person == fernshire.ivy


def test_each_of_two_seats_keeps_its_own_deputy(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    second = make_seat(fernshire.group, "Named nurse", fernshire.health, key="named")
    appoint(fernshire.noor, second)
    noor, una = fernshire.actor(fernshire.noor), fernshire.person("Una Bright", fernshire.health)
    for key, deputy in (("health", fernshire.ivy), ("named", una)):
        operations.name_deputy(by=noor, meeting=meeting, person=fernshire.noor, deputy=deputy, seat_key=key)
    assert DeputyNaming.objects.filter(withdrawn_at=None).count() == 2
    assert Apology.objects.filter(withdrawn_at=None).count() == 1


def test_a_new_day_asks_everybody_anew_and_a_new_hour_does_not(fernshire: Fernshire) -> None:
    meeting, bea = fernshire.meeting(), fernshire.actor(fernshire.bea)
    deputise(fernshire, meeting, fernshire.ivy)
    operations.accept(by=fernshire.actor(fernshire.tom), meeting=meeting, person=fernshire.tom)
    place = {"place": "", "online_link": ""}
    later = {"starts_at": MARCH.replace(hour=15), "ends_at": MARCH.replace(hour=17)}
    operations.change_meeting(by=bea, meeting=meeting, **later, **place)
    assert Acceptance.objects.filter(withdrawn_at=None).exists()
    other_day = {"starts_at": APRIL, "ends_at": APRIL.replace(hour=16)}
    operations.change_meeting(by=bea, meeting=meeting, **other_day, **place)
    for answers in (Acceptance, Apology, DeputyNaming):
        assert not answers.objects.filter(withdrawn_at=None).exists()


def test_four_weeks_after_a_meeting_its_deputy_sees_it_no_longer(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting()
    deputise(fernshire, meeting, fernshire.ivy)
    with clock.fixed_at(MARCH + timedelta(days=27)):
        assert Meeting.objects.visible_to(fernshire.actor(fernshire.ivy)).exists()
    with clock.fixed_at(MARCH + timedelta(days=29)):
        assert not Meeting.objects.visible_to(fernshire.actor(fernshire.ivy)).exists()
