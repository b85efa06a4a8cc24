"""Votes and elections are cast once a voter, counted by the terms, and do what they say."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.governance.room.models import Ballot, Decision, SecretBallot, Vote
from holdfast.governance.room.operations import (
    cast_ballot,
    close_vote,
    exclude_person,
    give_casting_vote,
    open_vote,
    record_departure,
    withdraw_vote,
)
from holdfast.groups.models import OfficeHolding
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.governance.room.fernshire import CHARTER, Fernshire, at, fernshire


@pytest.fixture
def quorate(mace: Fernshire) -> Fernshire:
    """Amina, Jo, Sue and Vera are here."""
    mace.opened()
    mace.quorate()
    mace.arrives("Vera")
    return mace


def ask(made: Fernshire, **more: object) -> Vote:
    return open_vote(by=made.mo, item=made.item, question="Close the arcade?", at=at(14, 10), **more)  # type: ignore[arg-type]


def hands(made: Fernshire, vote: Vote, **choices: str) -> None:
    """What Mo sees."""
    for name, choice in choices.items():
        cast_ballot(by=made.mo, vote=vote, person=made.person(name), choice=choice, at=at(14, 15))


def test_a_majority_carries_and_becomes_a_decision(quorate: Fernshire) -> None:
    vote = ask(quorate)
    hands(quorate, vote, Amina="for", Jo="for", Sue="against", Vera="abstain")
    closed = close_vote(by=quorate.mo, vote=vote, at=at(14, 20))
    assert closed.outcome["outcome"] == "carried"
    assert Decision.objects.get().method == "vote"


def test_a_lost_vote_decides_nothing(quorate: Fernshire) -> None:
    vote = ask(quorate)
    hands(quorate, vote, Amina="for", Jo="against", Sue="against")
    assert close_vote(by=quorate.mo, vote=vote, at=at(14, 20)).outcome["outcome"] == "lost"
    assert not Decision.objects.exists()


def test_pressing_twice_is_one_vote_and_a_mind_may_change_while_it_is_open(quorate: Fernshire) -> None:
    vote = ask(quorate)
    jo = quorate.actor("Jo")
    for choice in ("for", "for", "against"):
        cast_ballot(by=jo, vote=vote, person=quorate.person("Jo"), choice=choice, at=at(14, 15))
    assert list(Ballot.objects.values_list("choice", flat=True)) == ["against"]


def test_a_tie_is_settled_by_the_chairs_casting_vote(quorate: Fernshire) -> None:
    vote = ask(quorate)
    hands(quorate, vote, Amina="for", Jo="for", Sue="against", Vera="against")
    closed = close_vote(by=quorate.mo, vote=vote, at=at(14, 20))
    assert closed.outcome["is_tied"]
    with pytest.raises(PermissionDenied):
        give_casting_vote(by=quorate.actor("Jo"), vote=vote, choice="for")
    settled = give_casting_vote(by=quorate.actor("Amina"), vote=vote, choice="against")
    assert settled.outcome["outcome"] == "lost"


def test_an_excluded_member_and_a_guest_do_not_vote(quorate: Fernshire) -> None:
    quorate.arrives("Ida", capacity="invitee")
    exclude_person(
        by=quorate.mo, item=quorate.item, person=quorate.person("Vera"), reason="Hers.", at=at(14, 5)
    )
    vote = ask(quorate)
    for name in ("Ida", "Vera"):
        with pytest.raises(Refused):
            hands(quorate, vote, **{name: "for"})


def test_who_is_not_here_does_not_vote(quorate: Fernshire) -> None:
    vote = ask(quorate)
    with pytest.raises(Refused):
        hands(quorate, vote, Dan="for")


def test_a_secret_vote_keeps_no_link_between_voter_and_choice(quorate: Fernshire) -> None:
    vote = ask(quorate, is_secret=True)
    for name, choice in (("Amina", "for"), ("Jo", "for"), ("Sue", "against")):
        actor = quorate.actor(name)
        cast_ballot(by=actor, vote=vote, person=quorate.person(name), choice=choice, at=at(14, 15))
        with pytest.raises(Refused, match="cannot be changed"):
            cast_ballot(by=actor, vote=vote, person=quorate.person(name), choice="against", at=at(14, 16))
    with pytest.raises(PermissionDenied):
        cast_ballot(by=quorate.mo, vote=vote, person=quorate.person("Vera"), choice="for", at=at(14, 15))
    assert set(Ballot.objects.values_list("choice", flat=True)) == {""}
    assert SecretBallot.objects.count() == 3
    assert close_vote(by=quorate.mo, vote=vote, at=at(14, 20)).outcome["votes_for"] == 2


def test_jo_is_elected_vice_chair_for_a_year(quorate: Fernshire) -> None:
    vote = ask(quorate, office="vice-chair", candidates=[quorate.person("Jo"), quorate.person("Sue")])
    jo, sue = str(quorate.person("Jo").pk), str(quorate.person("Sue").pk)
    hands(quorate, vote, Amina=jo, Vera=jo, Sue=sue)
    close_vote(by=quorate.mo, vote=vote, at=at(14, 20))
    holding = OfficeHolding.objects.get(office="vice-chair")
    assert (holding.person, holding.how, str(holding.from_on)) == (
        quorate.person("Jo"),
        "elected",
        "2026-03-03",
    )
    assert holding.term_ends_on is not None


def test_vera_of_the_charity_may_not_stand_for_vice_chair(quorate: Fernshire) -> None:
    with pytest.raises(Refused):
        ask(quorate, office="vice-chair", candidates=[quorate.person("Vera")])


def test_there_is_no_election_to_an_office_that_the_terms_do_not_know(quorate: Fernshire) -> None:
    with pytest.raises(Refused, match="no such office"):
        ask(quorate, office="treasurer", candidates=[quorate.person("Jo")])


def test_a_vote_is_not_counted_once_the_quorum_is_lost(quorate: Fernshire) -> None:
    vote = ask(quorate)
    hands(quorate, vote, Amina="for")
    jo = quorate.person("Jo").presences.get()
    record_departure(by=quorate.mo, presence=jo, at=at(14, 18))
    with pytest.raises(Refused, match="health"):
        close_vote(by=quorate.mo, vote=vote, at=at(14, 20))
    withdraw_vote(by=quorate.mo, vote=vote, reason="Health left.")
    vote.refresh_from_db()
    assert vote.withdrawn_reason == "Health left."


@pytest.mark.django_db
def test_an_agency_with_one_vote_votes_once() -> None:
    with clock.fixed_at(at(18)):
        made = fernshire(CHARTER.replace('ballot = "open or secret"\n', 'vote_per = "agency"\n'))
        made.opened()
        made.quorate()
        made.arrives("Vera")
        vote = ask(made)
        hands(made, vote, Jo="for")
        colleague = made.person("Sue")
        colleague.agency = made.agencies["health"]
        colleague.save()
        with pytest.raises(Refused, match="Jo O’Neill has voted for this agency"):
            hands(made, vote, Sue="against")
