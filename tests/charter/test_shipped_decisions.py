"""Who may vote and stand in the five groups, and that nothing is decided without a quorum."""

from datetime import date

import pytest

from holdfast.charter.deciding import assess_decision
from holdfast.charter.electing import assess_candidate, assess_election
from holdfast.charter.voting import assess_vote_right

from .shipped_rooms import DARLINGTON, FOUR_BOARDS, PLYMOUTH, gathered, terms


@pytest.mark.parametrize(
    ("name", "may_stand"),
    [
        ("Wyn", True),
        ("Bea", True),
        ("Cai", True),
        ("Dee", False),
        ("Eli", False),
        ("Gil", False),
        ("Fay", False),
    ],
)
@pytest.mark.parametrize("office", ["chair", "vice-chair"])
def test_only_members_of_a_key_agency_may_stand_in_plymouth(office: str, name: str, may_stand: bool) -> None:
    charter = terms("plymouth-mcse")
    finding = assess_candidate(charter, gathered(PLYMOUTH, "Wyn Bea Cai Dee Eli Gil Fay"), name, office)
    assert finding.met is may_stand, finding.reason


def test_plymouth_elects_its_chair_for_two_years_and_counts_no_vote_for_an_outsider() -> None:
    votes = {"Wyn": "Bea", "Bea": "Bea", "Cai": "Wyn", "Dee": "Dee", "Eli": "Bea", "Gil": "Wyn", "Fay": "Wyn"}
    room = gathered(PLYMOUTH, "Wyn Bea Cai Dee Eli Gil Fay")
    result = assess_election(terms("plymouth-mcse"), room, "chair", votes, on=date(2026, 3, 4))
    assert (result.winner, dict(result.votes)) == ("Bea", {"Bea": 3, "Wyn": 1})
    assert result.term_until == date(2028, 3, 4)
    assert result.clauses == ("plymouth-mcse/11",)
    refused = " ".join(result.refused_ballots)
    assert all(name in refused for name in ("Dee", "Gil", "Fay"))


def test_a_tie_for_the_chair_in_plymouth_is_voted_on_again() -> None:
    room = gathered(PLYMOUTH, "Wyn Bea")
    result = assess_election(terms("plymouth-mcse"), room, "chair", {"Wyn": "Wyn", "Bea": "Bea"})
    assert result.winner is None
    assert set(result.tied) == {"Wyn", "Bea"}


@pytest.mark.parametrize("office", ["chair", "vice-chair"])
def test_nobody_is_elected_in_darlington(office: str) -> None:
    finding = assess_candidate(terms("darlington-mesa"), gathered(DARLINGTON, "Sunita"), "Sunita", office)
    assert finding.met is False


def test_nothing_is_decided_in_plymouth_without_a_quorum_though_all_agree() -> None:
    finding = assess_decision(terms("plymouth-mcse"), gathered(PLYMOUTH, "Wyn Bea"), {})
    assert (finding.met, finding.outcome) == (False, "refused")
    assert "local authority" in finding.missing


def test_an_item_that_leaves_plymouth_without_a_quorum_is_not_decided_but_the_next_is() -> None:
    charter, room = terms("plymouth-mcse"), gathered(PLYMOUTH, "Wyn Bea Cai")
    assert assess_decision(charter, room, {}, item="school-nursing").outcome == "refused"
    assert assess_decision(charter, room, {}, item="budget").met is True


@pytest.mark.parametrize(
    ("name", "item", "may_vote"),
    [
        pytest.param("Cai", None, True, id="a provisional seat votes"),
        pytest.param("Cai", "school-nursing", False, id="not on an item with an interest"),
        pytest.param("Cai", "budget", True, id="but on the next"),
        pytest.param("Dilip", None, True, id="a deputy"),
        pytest.param("Gil", None, False, id="an invited expert"),
        pytest.param("Fay", None, False, id="an officer in attendance"),
    ],
)
def test_who_votes_in_plymouth(name: str, item: str | None, may_vote: bool) -> None:
    room = gathered(PLYMOUTH, "Wyn Bea Cai Dilip Gil Fay")
    finding = assess_vote_right(terms("plymouth-mcse"), room, name, item=item)
    assert finding.met is may_vote, finding.reason


def test_a_deputy_in_darlington_cannot_vote_when_the_member_is_present() -> None:
    charter = terms("darlington-mesa")
    assert assess_vote_right(charter, gathered(DARLINGTON, "Sunita Nadia"), "Nadia").met is True
    assert assess_vote_right(charter, gathered(DARLINGTON, "Sunita Aoife Nadia"), "Nadia").met is False


def test_the_vice_chair_of_darlington_votes_without_a_seat() -> None:
    assert assess_vote_right(terms("darlington-mesa"), gathered(DARLINGTON, "Tom Gareth"), "Tom").met is True


def test_the_four_boards_group_decides_whoever_is_there() -> None:
    assert assess_decision(terms("4lscb-met"), gathered(FOUR_BOARDS, "Hana Ivo"), {}).met is True
