"""Return interviews: owed in hours from the return, given, tried, declined, held, and for several returns."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.casework.children.models import Child, Placement
from holdfast.casework.missing.models import Episode, Interview, InterviewEntry, Passage
from holdfast.casework.missing.operations import interviews as operations
from holdfast.casework.missing.operations.content import (
    Content,
    InterviewChanged,
    mark_passage,
    record_return_interview,
    take_back_passage,
    write_interview,
)
from holdfast.casework.missing.operations.episodes import change_episode, record_return, withdraw_episode
from holdfast.casework.missing.operations.rules import lay_down_rules
from holdfast.casework.missing.queries.interviews import interview_page, timeliness, waiting_rows
from holdfast.casework.missing.queries.owed import owed_for
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle_everything
from holdfast.obligations.ledger.states import State
from tests.casework.missing.conftest import NOW
from tests.casework.missing.missing_children import at, dated, timed, went_missing
from tests.casework.town import CHARTER, CaseTown, case_town

SATURDAY = "2026-02-28"
SAID = Content(account="I went to see my brother.", wishes="To move back home.")


def returned(town: CaseTown, child: Child, began: Any = None, ended: Any = None) -> Interview:
    """The interview that a return on Saturday at 8pm brought; in 72 hours is Tuesday at 8pm."""
    facts = timed(began or at(SATURDAY, 12), ended or at(SATURDAY, 20))
    episode = went_missing(town, child, facts)
    found: Interview = Interview.objects.get(covered__episode=episode)
    return found


def owed(interview: Interview) -> Obligation:
    row: Obligation = Obligation.objects.get(cause_id=interview.covered.get().episode_id, voided_at=None)
    return row


def given(town: CaseTown, interview: Interview) -> Interview:
    """To Ines of the charity."""
    operations.assign_interview(
        by=town.actor("Cora"), interview=interview, provider=town.agencies["charity"],
        interviewer=town.people["Ines"],
    )  # fmt: skip
    interview.refresh_from_db()
    return interview


def test_a_return_owes_an_interview_in_seventy_two_hours_and_says_how_many_are_left(
    town: CaseTown, robin: Child
) -> None:
    row = owed(returned(town, robin))
    assert row.due_at == at("2026-03-03", 20)
    assert (row.clause, row.period, row.says) == ("", "72 hours", f"Return interview for {robin.reference}")
    assert row.owner_group == town.group
    said = next(iter(owed_for([row.cause_id]).values()))
    assert said.said == "Return interview due in 5 hours 30 minutes"
    assert "statutory" in said.why


def test_the_terms_may_promise_it_sooner(db: None) -> None:
    clause = """
[[clause]]
id = "meog/interviews"
says = "An interview within 24 hours of a return."

[clause.clock]
what = "the return interview"
within = "24 hours"
after = "the return"
"""
    with clock.fixed_at(NOW):
        town = case_town(charter=CHARTER + clause)
        row = owed(returned(town, town.child()))
        assert (row.clause, row.due_at) == ("meog/interviews", at("2026-03-01", 20))
        assert row.state(clock.now()) is State.MISSED


@pytest.mark.parametrize(
    ("back", "due"),
    [
        (at("2026-03-28", 20), at("2026-03-31", 21)),  # the clocks went forward
        (at("2025-10-25", 20), at("2025-10-28", 19)),  # and back
    ],
)
def test_hours_run_through_both_clock_changes(town: CaseTown, robin: Child, back: Any, due: Any) -> None:
    with clock.fixed_at(back + timedelta(hours=1)):
        assert owed(returned(town, robin, back - timedelta(hours=3), back)).due_at == due


def test_of_a_date_alone_the_hours_run_from_the_end_of_that_day(town: CaseTown, robin: Child) -> None:
    episode = went_missing(town, robin, dated("2026-02-26", "2026-02-27"))
    row = Obligation.objects.get(cause_id=episode.pk)
    assert (row.began_at, row.due_at) == (at(SATURDAY), at("2026-03-03"))
    assert "time is not known" in row.began_with


def test_ines_holds_it_in_time_and_everything_is_as_the_ledger_would_be_built_anew(
    town: CaseTown, robin: Child
) -> None:
    interview = given(town, returned(town, robin))
    assert owed(interview).owner_person == town.people["Ines"]
    ines = town.actor("Ines")
    operations.offer_interview(by=ines, interview=interview, at=at("2026-03-01", 9))
    operations.log_attempt(
        by=ines, interview=interview, at=at("2026-03-01", 10), how="visit", outcome="Nobody was in."
    )
    operations.accept_interview(by=ines, interview=interview, at=at("2026-03-02", 9))
    record_return_interview(by=ines, interview=interview, content=SAID, held_at=at("2026-03-02", 15))
    town.everything()
    row = owed(interview)
    assert (row.state(NOW), row.met_at) == (State.MET, at("2026-03-02", 15))
    assert "Robin" not in row.says + "".join(row.evidence.values_list("words", flat=True))
    assert drift_of(town.group) == []
    kinds = InterviewEntry.objects.filter(interview=interview).order_by("recorded_at")
    assert list(kinds.values_list("kind", flat=True)) == [
        "arranged",
        "assigned",
        "offered",
        "accepted",
        "held",
    ]
    with clock.fixed_at(NOW + timedelta(days=1)):
        by_both = timeliness()
    assert (by_both.fell_due, by_both.in_time, by_both.accepted, by_both.accepted_in_time) == (1, 1, 1, 1)


def test_declined_with_the_reason_is_met_once_the_carers_were_asked(town: CaseTown, robin: Child) -> None:
    interview = given(town, returned(town, robin))
    ines = town.actor("Ines")
    with pytest.raises(Refused, match="why the child declined"):
        operations.decline_interview(by=ines, interview=interview, reason=" ")
    with pytest.raises(Refused, match="when the child has declined"):
        operations.ask_carers(by=ines, interview=interview, said="Fine.")
    operations.decline_interview(by=ines, interview=interview, reason="Did not want to talk.")
    assert waiting_rows(ines)[0].asks_carers
    assert owed(interview).met_at is None
    operations.ask_carers(by=ines, interview=interview, said="They argued about the phone.")
    assert owed(interview).state(NOW) is State.MET
    assert waiting_rows(ines) == []
    operations.accept_interview(by=ines, interview=interview)
    assert owed(interview).met_at is None


def test_missing_again_before_the_interview_makes_one_interview_for_both_returns(
    town: CaseTown, robin: Child
) -> None:
    first = returned(town, robin)
    episode = went_missing(town, robin, timed(at("2026-03-02", 22)))
    assert [row.is_missing_now for row in waiting_rows(town.actor("Cora"))] == [True]
    record_return(by=town.actor("Cora"), episode=episode, ended_at=at("2026-03-03", 2))
    assert Interview.objects.count() == 1
    with pytest.raises(Refused, match="before the child's return"):
        record_return_interview(
            by=town.actor("Cora"), interview=first, content=SAID, held_at=at("2026-03-02", 12)
        )
    record_return_interview(by=town.actor("Cora"), interview=first, content=SAID, held_at=NOW)
    met = Obligation.objects.filter(met_at__isnull=False).values_list("met_at", flat=True)
    assert list(met) == [NOW, NOW]
    assert not interview_page(town.actor("Cora"), first).may_cover_more


def test_an_interviewer_is_independent_of_the_placement_and_the_responsible_authority(
    town: CaseTown, robin: Child
) -> None:
    cora = town.actor("Cora")
    interview, council, charity = (
        returned(town, robin),
        town.agencies["social-care"],
        town.agencies["charity"],
    )
    operations.assign_interview(by=cora, interview=interview, provider=council)  # a warning elsewhere
    Placement.objects.create(
        partnership=town.partnership, child=robin, placing_authority="Fernshire",
        host_authority="Fernshire", provider="Fernshire charity", from_on="2026-01-01",
    )  # fmt: skip
    Child.objects.filter(pk=robin.pk).update(is_looked_after=True)
    for provider, reason in ((council, "responsible for this looked-after"), (charity, "runs the placement")):
        with pytest.raises(Refused, match=reason):
            operations.assign_interview(by=cora, interview=interview, provider=provider)
    operations.assign_interview(
        by=cora, interview=interview, provider=charity, why="Robin asked for them by name."
    )
    interview.refresh_from_db()
    assert interview.not_independent_why == "Robin asked for them by name."
    operations.assign_interview(by=cora, interview=interview, provider=town.agencies["health"])


def test_nobody_who_was_eighteen_or_dead_by_the_return_is_owed_one(town: CaseTown) -> None:
    kim, lee = town.child("Kim", birth_on=at("2008-02-29").date()), town.child("Lee")
    went_missing(town, kim, timed(at("2026-02-20", 9), at("2026-03-01", 9)))
    went_missing(town, lee, timed(at("2026-02-20", 9), at("2026-03-01", 9), found_state="dead"))
    assert not Obligation.objects.exists()
    assert not Interview.objects.exists()
    Child.objects.filter(pk=kim.pk).update(birth_on=at("2008-03-02").date())
    episode = Episode.objects.get(child=kim)
    facts = replace(EpisodeFacts.of(episode), circumstances="Kim is a year younger than was thought.")
    change_episode(by=town.actor("Cora"), episode=episode, facts=facts)
    assert Obligation.objects.get().due_at == at("2026-03-04", 9)


def test_an_episode_in_error_takes_its_untouched_interview_with_it(town: CaseTown, robin: Child) -> None:
    interview = returned(town, robin)
    episode = interview.covered.get().episode
    withdraw_episode(by=town.actor("Cora"), episode=episode, reason="Another child.")
    interview.refresh_from_db()
    assert interview.state == Interview.State.CANCELLED
    assert Obligation.objects.get().void_reason == "the episode was recorded in error"


def test_two_who_write_in_one_interview_do_not_overwrite_each_other(town: CaseTown, robin: Child) -> None:
    interview = given(town, returned(town, robin))
    ines, cora = town.actor("Ines"), town.actor("Cora")
    version = interview.version
    saved = write_interview(by=ines, interview=interview, content=Content(account="I"), seen_version=version)
    saved = write_interview(
        by=ines, interview=interview, content=Content(account="I went"), seen_version=saved.version
    )
    assert interview.entries.filter(kind="written").count() == 1
    with pytest.raises(InterviewChanged):
        write_interview(by=cora, interview=interview, content=Content(account="She"), seen_version=version)
    with pytest.raises(Refused, match="Write what the child said"):
        record_return_interview(by=ines, interview=interview, content=Content(), held_at=NOW)


def test_a_marked_passage_waits_for_the_handlers_and_can_be_taken_back_until_then(
    town: CaseTown, robin: Child
) -> None:
    interview = given(town, returned(town, robin))
    ines = town.actor("Ines")
    first = mark_passage(by=ines, interview=interview, text="A man in a blue van.")
    second = mark_passage(by=ines, interview=interview, text="The flat over the shop.")
    take_back_passage(by=ines, passage=first)
    Passage.objects.filter(pk=second.pk).update(collected_at=NOW)
    with pytest.raises(Refused, match="collected"):
        take_back_passage(by=ines, passage=second)


def test_a_provider_sees_their_own_interviews_and_nobody_elses(town: CaseTown, robin: Child) -> None:
    mine, other = given(town, returned(town, robin)), returned(town, town.child("Sam"))
    ines = town.actor("Ines")
    assert list(Interview.objects.visible_to(ines)) == [mine]
    with pytest.raises(Interview.DoesNotExist):
        operations.offer_interview(by=ines, interview=other)
    with pytest.raises(PermissionDenied):
        operations.cancel_interview(by=ines, interview=mine, reason="No.")
    for stranger in ("Pat", "Stella", "Mina", "Mo"):
        assert not Interview.objects.visible_to(town.actor(stranger)).exists()


def test_interviews_go_to_the_usual_provider_and_away_counts_once_it_is_laid_down(
    town: CaseTown, robin: Child
) -> None:
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        went_missing(town, robin, dated(day, day, kind="away"))
    assert not robin.frequentspells.exists()
    lay_down_rules(
        by=town.actor("Cora"), is_away_counted=True, provider=town.agencies["charity"], seen_version=0
    )
    assert robin.frequentspells.count() == 1
    sam = returned(town, town.child("Sam"))
    assert sam.provider == town.agencies["charity"]
    assert [row.reference for row in waiting_rows(town.actor("Ines"))] == [sam.child.reference]


def test_a_restricted_childs_obligation_is_seen_by_nobody_without_a_grant(town: CaseTown) -> None:
    hidden = town.child("Sam", is_restricted=True, guardian=town.people["Gwen"])
    Episode.objects.create(
        partnership=town.partnership, child=hidden, began_at=at(SATURDAY, 9), ended_at=at(SATURDAY, 12)
    )
    settle_everything(town.group)
    assert Obligation.objects.filter(kind="return-interview").count() == 1
    town.actor("Cora")
    assert not Obligation.objects.filter(kind="return-interview").exists()
