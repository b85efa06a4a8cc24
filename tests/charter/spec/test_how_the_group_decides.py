"""How the group decides and elects."""

from datetime import date

import pytest
from tests.charter.given import deputy, group, invitee, member, officer, quorum_of, room

from holdfast.charter.deciding import (
    assess_candidate,
    assess_decision,
    assess_election,
    assess_vote_right,
)


def deciding(inside: str, more: str = "") -> str:
    return f'[[clause]]\nid = "decide"\nsays = "Decisions."\ndecisions = {{ {inside} }}\n{more}'


ELECTION = """
[[clause]]
id = "elect"
says = "The secretary is elected for two years from police, health or the local authority."
[[clause.office]]
key = "secretary"
held_by = { elected = true }
term = "2 years"
election = { eligible_sectors = ["police", "health", "local authority"], tie = "casting vote" }
"""


def test_a_deputy_cannot_vote_when_the_member_is_present() -> None:
    charter = group()
    dan = deputy("Dan", "nurse")
    assert assess_vote_right(charter, room(dan), "Dan").met is True
    refused = assess_vote_right(charter, room(dan, "Bea"), "Dan")
    assert refused.met is False
    assert refused.reason == "Dan may not vote as deputy, because Bea, the member, is here"


def test_guests_officers_and_seats_without_a_vote_do_not_vote() -> None:
    here = room(invitee("Ivy"), officer("Olu", "clerk"), "Dev", member("Ann", excluded_from=frozenset(["2"])))
    charter = group()
    for person in ("Ivy", "Olu", "Dev", "Nobody"):
        assert assess_vote_right(charter, here, person).met is False
    assert assess_vote_right(charter, here, "Ann").met is True
    assert assess_vote_right(charter, here, "Ann", item="2").met is False


def test_nothing_is_decided_without_a_quorum() -> None:
    finding = assess_decision(quorum_of("members = 3"), room("Ann", "Bea"), {"Ann": "for", "Bea": "for"})
    assert finding.met is False
    assert finding.outcome == "refused"
    assert finding.reason.startswith("nothing may be decided: not quorate")


@pytest.mark.parametrize(
    ("rule", "ballots", "outcome"),
    [
        ('by = "majority"', "for for against", "carried"),
        ('by = "majority"', "for against abstain", "tied"),
        ('by = "majority"', "against against for", "lost"),
        ('by = "majority", of = "those present"', "for abstain abstain", "lost"),
        ('by = "majority", of = "all seats"', "for for for", "carried"),
        ('by = "majority", of = "all seats"', "for for against", "lost"),
        ('by = "share", share = "2/3"', "for for against", "carried"),
        ('by = "share", share = "75%"', "for for against", "lost"),
        ('by = "unanimity"', "for for abstain", "carried"),
        ('by = "unanimity"', "for for against", "lost"),
        ('by = "unanimity", of = "those present"', "for for abstain", "lost"),
        ('by = "consensus"', "for for for", "carried"),
        ('by = "consensus"', "for for against", "no consensus"),
        ('by = "consensus", failing_consensus = "majority"', "for for against", "carried"),
    ],
)
def test_votes_come_to_what_the_rule_says(rule: str, ballots: str, outcome: str) -> None:
    given = dict(zip(("Ann", "Bea", "Cal"), ballots.split(), strict=True))
    finding = assess_decision(group(deciding(rule)), room("Ann", "Bea", "Cal"), given)
    assert finding.outcome == outcome
    assert finding.met is (outcome == "carried")
    assert finding.clauses == ("decide",)


def test_agreement_without_a_vote_is_consensus() -> None:
    finding = assess_decision(group(), room("Ann", "Bea"), {})
    assert finding.met is True
    assert finding.reason == "agreed by consensus: nobody objected"
    assert finding.notes == ("the terms do not say how decisions are made",)


def test_a_casting_vote_settles_a_tie() -> None:
    charter = group(deciding('by = "majority", casting_vote = "chair"'))
    here, tie = room("Ann", "Bea"), {"Ann": "for", "Bea": "against"}
    assert assess_decision(charter, here, tie).missing == ("the casting vote of the chair",)
    assert assess_decision(charter, here, tie, casting="for").outcome == "carried"
    assert assess_decision(charter, here, tie, casting="against").met is False


def test_an_agency_has_one_vote_where_the_terms_say_so() -> None:
    charter = group(deciding('by = "majority", vote_per = "agency"'))
    ballots = {"Cal": "for", "Fay": "for", "Ann": "against"}
    assert assess_decision(charter, room("Cal", "Fay", "Ann"), ballots).outcome == "tied"
    split = assess_decision(charter, room("Cal", "Fay", "Ann"), {**ballots, "Fay": "against"})
    assert split.votes_for == 0
    assert split.refused_ballots == ("the vote of council is not counted: its people disagree",)


def test_ballots_of_those_who_may_not_vote_are_named_and_not_counted() -> None:
    finding = assess_decision(
        group(deciding('by = "majority"')), room("Ann", "Dev"), {"Ann": "for", "Dev": "for"}
    )
    assert finding.votes_for == 1
    assert finding.refused_ballots == ("Dev may not vote: the seat has no vote",)


def test_between_meetings_only_where_the_terms_allow_it() -> None:
    here, ballots = room("Ann", "Bea"), {"Ann": "for", "Bea": "for"}
    silent = group(deciding('by = "majority"'))
    allowed = group(deciding('by = "majority", between_meetings = true'))
    assert assess_decision(silent, here, ballots, between_meetings=True).outcome == "refused"
    assert assess_decision(allowed, here, ballots, between_meetings=True).outcome == "carried"


def test_a_ballot_says_for_against_or_abstain() -> None:
    with pytest.raises(ValueError, match="not 'maybe'"):
        assess_decision(group(), room("Ann"), {"Ann": "maybe"})


def test_candidates_come_from_the_eligible_sectors_and_are_members() -> None:
    charter = group(ELECTION)
    here = room("Ann", "Eve", deputy("Dan", "nurse"), invitee("Ivy", "health"))
    assert assess_candidate(charter, here, "Ann", "secretary").met is True
    refused = assess_candidate(charter, here, "Eve", "secretary")
    assert refused.reason.endswith("candidates must come from police, health or local authority")
    assert assess_candidate(charter, here, "Dan", "secretary").met is False
    assert assess_candidate(charter, here, "Ivy", "secretary").met is False
    assert assess_candidate(charter, here, "Ann", "chair").met is False


def test_most_votes_win_and_the_term_ends_when_the_charter_says() -> None:
    ballots = {"Ann": "Bea", "Bea": "Bea", "Cal": "Ann", "Dev": "Ann"}
    result = assess_election(
        group(ELECTION), room("Ann", "Bea", "Cal", "Dev"), "secretary", ballots, on=date(2026, 3, 2)
    )
    assert result.winner == "Bea"
    assert result.term_until == date(2028, 3, 2)
    assert result.refused_ballots == ("Dev may not vote: the seat has no vote",)


def test_a_tied_election_is_settled_as_the_charter_says() -> None:
    charter, here = group(ELECTION), room("Ann", "Bea")
    tied = assess_election(charter, here, "secretary", {"Ann": "Bea", "Bea": "Ann"})
    assert tied.met is False
    assert set(tied.tied) == {"Ann", "Bea"}
    settled = assess_election(charter, here, "secretary", {"Ann": "Bea", "Bea": "Ann"}, casting="Bea")
    assert settled.winner == "Bea"


def test_votes_for_someone_who_may_not_stand_are_not_counted() -> None:
    result = assess_election(group(ELECTION), room("Ann", "Eve"), "secretary", {"Ann": "Eve", "Eve": "Eve"})
    assert result.winner is None
    assert "2 votes not counted: Eve may not stand" in result.refused_ballots[0]


def test_a_secret_ballot_may_be_given_as_totals() -> None:
    result = assess_election(
        group(ELECTION), room("Ann", "Bea"), "secretary", {}, totals={"Ann": 1, "Bea": 3}
    )
    assert result.winner == "Bea"
