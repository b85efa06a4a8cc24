"""What is missed goes up the ladder step by step, and only as the chair decides."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.escalation.fulfilling import met_by_letter
from holdfast.obligations.escalation.models import Escalation, Step
from holdfast.obligations.escalation.operations import (
    close_step,
    decline_step,
    end_rung,
    propose_step,
    record_acknowledgement,
    record_reply,
    send_step,
    write_directly,
    write_letter_for,
)
from holdfast.obligations.escalation.proposing import follow_up, propose
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.promises import Party
from holdfast.obligations.ledger.states import State
from holdfast.stewardship.access.actor import Standing
from holdfast.stewardship.access.permissions import Role
from tests.factories import make_actor, make_group
from tests.obligations.escalation.town import Town
from tests.obligations.ledger.invented import NOW, SAID, later


def test_when_something_is_missed_the_line_managers_letter_is_drafted_and_waits(town: Town) -> None:
    town.rung(Step.LINE_MANAGER, "Chief Inspector Vale")
    town.rung(Step.LINE_MANAGER, "Sergeant Moss", answers_for=town.place.paul)
    town.missed()
    [step] = town.swept(days=10)
    assert (step.state, step.step, step.addressee) == ("proposed", Step.LINE_MANAGER, "Sergeant Moss")
    assert "Tell the school" in step.body
    assert "Thursday 5 March 2026" in step.body
    assert "Grace Lindqvist" not in step.addressee
    assert "[" not in step.body
    assert town.swept(days=11) == [step]


def test_a_step_with_nobody_on_the_rung_says_so_when_it_is_sent(town: Town) -> None:
    town.missed()
    [step] = town.swept(days=10)
    assert step.addressee == ""
    assert "[addressee]" in step.body
    with clock.fixed_at(later(days=10)):
        step.addressee = " "
        with pytest.raises(Refused, match="Nobody is named"):
            town.send(step)


def test_what_brings_nothing_goes_a_step_up_after_fourteen_days_and_says_what_went_before(town: Town) -> None:
    for step, name in zip(Step, ("Moss", "Vale", "Hart", "Quill"), strict=True):
        town.rung(step, name)
    town.missed()
    [first] = town.swept(days=10)
    with clock.fixed_at(later(days=10)):
        town.send(first)
    with clock.fixed_at(later(days=23)):
        assert follow_up() == 0
    with clock.fixed_at(later(days=24)):
        assert (follow_up(), follow_up()) == (1, 0)
        second = Escalation.objects.get(state="proposed")
        assert (second.step, second.addressee, second.follows) == (Step.HIGHER_MANAGER, "Vale", first)
        assert "Moss was told on Friday 13 March 2026." in second.body
    for days, expected in ((24, "Hart"), (38, "Quill")):
        waiting = Escalation.objects.get(state="proposed")
        with clock.fixed_at(later(days=days)):
            town.send(waiting)
        with clock.fixed_at(later(days=days + 14)):
            assert follow_up() == 1
            assert Escalation.objects.get(state="proposed").addressee == expected
    with clock.fixed_at(later(days=52)):
        town.send(Escalation.objects.get(state="proposed"))
    with clock.fixed_at(later(days=300)):
        assert follow_up() == 0


def test_a_second_missed_date_goes_a_step_up_at_once(town: Town) -> None:
    one, row = town.missed()
    [first] = town.swept(days=10)
    with clock.fixed_at(later(days=10)):
        town.send(first)
        town.facts.change(one, days=8)
        settle("invented", [one.id], group=town.facts.group, by=None)
    steps = town.swept(days=15)
    assert [step.step for step in steps] == [Step.LINE_MANAGER, Step.HIGHER_MANAGER]
    assert steps[1].obligation == row


def test_a_declined_step_is_not_taken_and_needs_a_reason(town: Town) -> None:
    _, row = town.missed()
    [step] = town.swept(days=10)
    with pytest.raises(Refused, match="Say why"):
        decline_step(step.pk, by=town.chair, reason=" ")
    with pytest.raises(PermissionDenied):
        decline_step(step.pk, by=town.place.manager, reason="I would rather not.")
    decline_step(step.pk, by=town.chair, reason="Paul was in hospital.")
    with pytest.raises(Refused, match="decided already"):
        town.send(step)
    with clock.fixed_at(later(days=11)):
        again = propose_step(row.pk, by=town.chair)
    assert again.step == Step.LINE_MANAGER


def test_what_is_done_meanwhile_overtakes_the_proposal_and_closes_what_was_sent(town: Town) -> None:
    one, _ = town.missed()
    other, _ = town.missed()
    steps = town.swept(days=10)
    with clock.fixed_at(later(days=10)):
        sent = town.send(next(step for step in steps if step.obligation.cause_id == one.id))  # type: ignore[union-attr]
        for each in (one, other):
            town.facts.change(each, kept_at=later(days=9))
        settle("invented", [one.id, other.id], group=town.facts.group, by=None)
        waiting = Escalation.objects.exclude(pk=sent.pk).get()
        with pytest.raises(Refused, match="done, waived or undone since"):
            town.send(waiting)
        follow_up()
    assert sorted(Escalation.objects.values_list("state", flat=True)) == ["closed", "overtaken"]


def test_what_the_chair_owes_goes_to_the_independent_chair_by_whoever_chases_it(town: Town) -> None:
    town.rung(Step.INDEPENDENT_CHAIR, "Imogen Quill")
    _, row = town.missed(Party(office="chair"))
    assert town.swept(days=10) == []
    with clock.fixed_at(later(days=10)):
        with pytest.raises(PermissionDenied):
            propose_step(row.pk, by=town.chair)
        step = propose_step(row.pk, by=town.place.manager)
        assert (step.step, step.addressee) == (Step.INDEPENDENT_CHAIR, "Imogen Quill")
        with pytest.raises(PermissionDenied):
            decline_step(step.pk, by=town.chair, reason="I am busy.")
        decline_step(step.pk, by=town.place.manager, reason="It came today.")


def test_the_chair_does_not_close_what_went_up_about_the_chair(town: Town) -> None:
    town.rung(Step.INDEPENDENT_CHAIR, "Imogen Quill")
    _, row = town.missed(Party(office="chair"))
    with clock.fixed_at(later(days=10)):
        step = propose_step(row.pk, by=town.place.manager)
        send_step(
            step.pk, by=town.place.manager, addressee="Imogen Quill", title="", email="", subject="Late",
            body="It is late.", how="email", sent_on=clock.today(), reply_due_on=None,
        )  # fmt: skip
        with pytest.raises(PermissionDenied):
            close_step(step.pk, by=town.chair, outcome="I spoke with her.")
        close_step(step.pk, by=town.place.manager, outcome="She has set a date.")


def test_a_body_outside_and_an_office_without_holder_have_no_ladder(town: Town) -> None:
    for owner in (Party(body="The Board's office"), Party(office="vice-chair")):
        town.missed(owner)
    assert town.swept(days=10) == []


def test_a_seats_ladder_is_that_of_whoever_sits_there(town: Town) -> None:
    from tests.factories import appoint

    appoint(town.place.paul, town.place.seat("police"))
    town.rung(Step.LINE_MANAGER, "Sergeant Moss", answers_for=town.place.paul)
    town.missed(Party(seat="police"))
    [step] = town.swept(days=10)
    assert step.addressee == "Sergeant Moss"


def test_somebody_off_the_ladder_is_not_written_to(town: Town) -> None:
    gone = town.rung(Step.LINE_MANAGER, "Sergeant Moss")
    end_rung(gone.pk, by=town.place.manager, to_on=date(2026, 3, 3), version=0)
    town.rung(Step.LINE_MANAGER, "Sergeant Nye")
    town.missed()
    [step] = town.swept(days=10)
    assert step.addressee == "Sergeant Nye"
    with pytest.raises(Refused, match="a moment ago"):
        end_rung(gone.pk, by=town.place.manager, to_on=date(2026, 3, 4), version=0)


def test_arrival_and_reply_are_recorded_with_their_days_and_the_chair_closes(town: Town) -> None:
    town.missed()
    [step] = town.swept(days=10)
    with clock.fixed_at(later(days=10)):
        with pytest.raises(Refused, match="was sent"):
            record_reply(step.pk, by=town.place.manager, on=clock.today(), text="Soon.")
        town.send(step)
    with clock.fixed_at(later(days=12)):
        today = clock.today()
        with pytest.raises(Refused, match="before the letter was sent"):
            record_acknowledgement(step.pk, by=town.place.manager, on=today - timedelta(days=5))
        with pytest.raises(Refused, match="still to come"):
            record_reply(step.pk, by=town.place.manager, on=today + timedelta(days=1), text="Soon.")
        record_acknowledgement(step.pk, by=town.place.manager, on=today - timedelta(days=1))
        record_reply(step.pk, by=town.place.manager, on=today, text="By Friday.")
        close_step(step.pk, by=town.chair, outcome="Agreed with the inspector.")
    step.refresh_from_db()
    assert (step.state, step.reply, step.again_on) == ("closed", "By Friday.", None)
    whats = list(step.entries.order_by("recorded_at").values_list("what", flat=True))
    assert whats == ["proposed", "sent", "acknowledged", "replied", "closed"]


def test_the_direct_route_stands_beside_the_ladder(town: Town) -> None:
    town.rung(Step.INDEPENDENT_CHAIR, "Imogen Quill")
    with pytest.raises(PermissionDenied):
        write_directly(town.place.group, by=town.place.member(town.place.paul), subject="x", body="y")
    step = write_directly(town.place.group, by=town.chair, subject="Return interviews", body="None was held.")
    assert (step.addressee, step.subject, step.body) == (
        "Imogen Quill",
        "Return interviews",
        "None was held.",
    )
    town.send(step)
    assert Escalation.objects.get().again_on is None


def test_a_letter_that_is_owed_is_met_by_sending_it_and_is_its_evidence(town: Town) -> None:
    met_by_letter(SAID.key, lambda row: "absence")
    town.rung(Step.BOARD_MEMBER, "Superintendent Hart")
    one = town.facts.add(
        kind=SAID, owner=Party(office="chair"), owed_to=Party(agency_id=town.place.police.pk), began_at=NOW
    )
    settle("invented", [one.id], group=town.facts.group, by=None)
    row = Obligation.objects.get(cause_id=one.id)
    draft = write_letter_for(row.pk, by=town.chair)
    assert draft == write_letter_for(row.pk, by=town.chair)
    assert (draft.addressee, draft.agency) == ("Superintendent Hart", town.place.police)
    assert "Fernshire Police has twice running not been represented" in draft.body
    town.send(draft)
    row.refresh_from_db()
    assert row.state(clock.now()) is State.MET
    proof = row.evidence.get()
    assert (proof.kind, proof.subject_id) == ("escalation.escalation", draft.pk)
    with pytest.raises(Refused, match="No letter is owed"):
        write_letter_for(row.pk, by=town.chair)


def test_the_chair_of_another_group_sees_no_step(town: Town) -> None:
    _, row = town.missed()
    [step] = town.swept(days=10)
    other = make_group(town.place.partnership, "MET")
    stranger = make_actor(town.place.person("Sam"), Standing(Role.CHAIR, other.pk))
    with pytest.raises(Http404):
        decline_step(step.pk, by=stranger, reason="x")
    with pytest.raises(Http404):
        propose_step(row.pk, by=stranger)
    assert not Escalation.objects.visible_to(stranger).exists()


def test_two_sweeps_at_once_propose_one_step(town: Town) -> None:
    _, row = town.missed()
    with clock.fixed_at(later(days=10)):
        first = propose(row, reason="missed")
        assert propose(row, reason="missed") is None
        assert first is not None
        second = Escalation(**{f.attname: getattr(first, f.attname) for f in Escalation._meta.fields})
        second.pk = uuid4()
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save(force_insert=True)
