"""Where each of the five groups stands, who sits there, and what its meetings are like."""

from fractions import Fraction

import pytest

from holdfast.charter.meeting import Attendance, Declarations, Extraordinary, Schedule
from holdfast.charter.membership import Appointment, Cooption, Invitees, Seat, Status
from holdfast.charter.promises import Undertaking

from .shipped_rooms import in_clause, terms

# Where each group stands


def test_west_sussex_is_the_lowest_of_four_levels() -> None:
    charter = terms("west-sussex-meog")
    chain, here = [charter.key], charter.reports_to
    while here:
        chain += here
        here = charter.body_by_key[here[0]].reports_to
    assert chain == ["west-sussex-meog", "tactical-group", "exploitation-subgroup", "board"]
    assert charter.level == "operational"


def test_north_tyneside_belongs_to_three_boards_and_reports_to_their_executive() -> None:
    charter = terms("north-tyneside-mset")
    assert charter.boards == ("childrens-board", "adults-board", "community-safety-board")
    assert charter.reports_to == ("executive-group",)
    assert charter.body_by_key["executive-group"].reports_to == charter.boards


def test_four_boards_appoint_one_chair_and_deputy_chair_for_a_year() -> None:
    charter = terms("4lscb-met")
    [appointed] = in_clause("4lscb-met/reporting-1", Appointment)
    assert appointed.by == charter.boards
    assert {office.key: str(office.term) for office in charter.offices} == {
        "chair": "1 year",
        "deputy-chair": "1 year",
    }


@pytest.mark.parametrize(
    ("clause", "areas"),
    [
        ("4lscb-met/aim-1", 3),
        ("darlington-mesa/purpose-1", 3),
        ("north-tyneside-mset/purpose-2", 4),
        ("plymouth-mcse/2", 4),
    ],
)
def test_the_areas_of_risk_are_data(clause: str, areas: int) -> None:
    [scope] = [each for each in in_clause(clause, Undertaking) if each.kind == "scope"]
    assert len(scope.items) == areas


# Who sits where


def test_the_youth_workers_of_darlington_share_one_seat() -> None:
    assert terms("darlington-mesa").seat_by_key["youth-workers"].several_people


def test_one_seat_of_north_tyneside_is_unconfirmed_and_one_comes_with_another_office() -> None:
    seats = terms("north-tyneside-mset").seat_by_key
    assert [key for key, seat in seats.items() if seat.unconfirmed] == ["education-safeguarding"]
    assert seats["mset-operational-chair"].of == "operational-leads"


def test_three_seats_of_plymouth_are_provisional_and_two_officers_only_attend() -> None:
    by_status: dict[Status, list[str]] = {}
    for seat in terms("plymouth-mcse").each(Seat):
        by_status.setdefault(seat.status, []).append(seat.key)
    assert by_status[Status.PROVISIONAL] == [
        "public-health",
        "youth-participation",
        "youth-offending-service",
    ]
    assert by_status[Status.IN_ATTENDANCE] == ["board-business-manager", "safeguarding-assistant"]
    assert len(by_status[Status.CORE]) == 15


def test_an_invited_expert_in_plymouth_sees_one_item_and_neither_votes_nor_counts() -> None:
    [invited] = in_clause("plymouth-mcse/7", Invitees)
    assert (invited.items_only, invited.voting, invited.counted) == (True, False, False)


@pytest.mark.parametrize("clause", ["4lscb-met/membership-3", "north-tyneside-mset/membership-2"])
def test_others_are_brought_in_with_a_reason(clause: str) -> None:
    [cooption] = in_clause(clause, Cooption)
    assert cooption.reason
    assert cooption.examples


# Meetings


def test_only_north_tyneside_states_a_length_and_extra_meetings() -> None:
    schedule = terms("north-tyneside-mset").first(Schedule)
    assert schedule is not None
    assert str(schedule.duration) == "2 hours"
    assert [group for group in ("4lscb-met", "plymouth-mcse") if terms(group).first(Extraordinary)] == []


def test_an_interest_in_plymouth_costs_the_item_its_papers_the_vote_and_the_count() -> None:
    [declared] = in_clause("plymouth-mcse/13", Declarations)
    assert (declared.who, declared.when, declared.minuted) == ("everyone", "each item", True)
    assert set(declared.excludes_from) == {"discussion", "papers", "vote", "quorum"}


def test_four_meetings_in_five_is_the_only_share_that_any_seat_is_held_to() -> None:
    stated = {
        rule.clause: rule.at_least
        for group in ("4lscb-met", "darlington-mesa", "north-tyneside-mset", "plymouth-mcse")
        for rule in terms(group).each(Attendance)
        if rule.at_least
    }
    assert stated == {"darlington-mesa/attendance-1": Fraction(4, 5)}
