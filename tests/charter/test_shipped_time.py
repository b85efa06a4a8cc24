"""When the five groups meet, when their promises fall due, and what follows when people stay away."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from holdfast.charter.attendance import assess_attendance
from holdfast.charter.calendar import propose_meetings
from holdfast.charter.calling import assess_extraordinary
from holdfast.charter.deadlines import due
from holdfast.charter.findings import AttendanceFinding, ProposedMeeting, SeatAttendance
from holdfast.charter.past import PastMeeting
from holdfast.kernel.clocks import Clock

from .shipped_rooms import DARLINGTON, WEST_SUSSEX, gathered, terms


def dates(proposed: tuple[ProposedMeeting, ...]) -> list[str]:
    return [meeting.on.isoformat() for meeting in proposed]


# When they meet


def test_west_sussex_meets_every_week_and_moves_on_from_christmas_and_boxing_day() -> None:
    proposed = propose_meetings(terms("west-sussex-meog"), date(2026, 12, 18), 4)
    assert dates(proposed) == ["2026-12-18", "2026-12-29", "2027-01-04", "2027-01-08"]
    assert "Christmas" in proposed[1].moves[0]


def test_darlington_meets_every_two_months_and_keeps_off_the_boards_own_date() -> None:
    board = {date(2026, 5, 13): "the Board meets"}
    proposed = propose_meetings(terms("darlington-mesa"), date(2026, 1, 13), 6, avoid=board)
    assert dates(proposed) == [
        "2026-01-13",
        "2026-03-13",
        "2026-05-14",
        "2026-07-13",
        "2026-09-14",
        "2026-11-13",
    ]
    assert "the Board meets" in proposed[2].moves[0]
    assert not proposed[1].moves


@pytest.mark.parametrize("group", ["4lscb-met", "north-tyneside-mset", "plymouth-mcse"])
def test_the_other_three_meet_every_quarter(group: str) -> None:
    proposed = propose_meetings(terms(group), date(2026, 2, 10), 4)
    assert dates(proposed) == ["2026-02-10", "2026-05-11", "2026-08-10", "2026-11-10"]


def test_papers_in_north_tyneside_go_out_in_good_time_the_draft_agenda_before_them() -> None:
    [meeting] = propose_meetings(terms("north-tyneside-mset"), date(2026, 4, 14), 1)
    assert meeting.papers_by == date(2026, 4, 7)
    assert meeting.draft_agenda_by == date(2026, 3, 27)


def test_an_extra_meeting_in_north_tyneside_is_agreed_and_has_a_reason() -> None:
    charter = terms("north-tyneside-mset")
    assert assess_extraordinary(charter, office="chair", reason="two sisters are missing").met is True
    assert assess_extraordinary(charter, office="chair").met is False
    assert assess_extraordinary(charter, members_asking=2, reason="we would like one").met is False


# When promises fall due


@pytest.mark.parametrize(
    ("ended", "last_day"),
    [
        pytest.param(datetime(2026, 3, 4, 11, 30, tzinfo=UTC), date(2026, 3, 6), id="Wednesday to Friday"),
        pytest.param(datetime(2026, 3, 6, 11, 30, tzinfo=UTC), date(2026, 3, 10), id="over a weekend"),
        pytest.param(datetime(2026, 4, 2, 11, 30, tzinfo=UTC), date(2026, 4, 8), id="over Easter"),
        pytest.param(
            datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 6), id="after midnight in London"
        ),
    ],
)
def test_feedback_in_west_sussex_is_due_two_working_days_after_the_meeting(
    ended: datetime, last_day: date
) -> None:
    owed = due(terms("west-sussex-meog"), "west-sussex-meog/purpose-9", ended)
    assert owed.clock is Clock.WORKING
    assert owed.on == last_day
    assert owed.at.minute == owed.at.second == 59


@pytest.mark.parametrize("clause", ["governance-1", "chair-7"])
def test_the_report_to_the_tactical_group_is_due_each_month(clause: str) -> None:
    start = datetime(2026, 1, 31, 9, tzinfo=UTC)
    assert due(terms("west-sussex-meog"), f"west-sussex-meog/{clause}", start).on == date(2026, 2, 28)


def test_an_action_still_undone_in_west_sussex_goes_higher_after_fourteen_days() -> None:
    owed = due(terms("west-sussex-meog"), "west-sussex-meog/purpose-10", datetime(2026, 3, 4, tzinfo=UTC))
    assert (owed.on, owed.clock) == (date(2026, 3, 18), Clock.CALENDAR)


@pytest.mark.parametrize(
    ("clause", "on"),
    [
        ("4lscb-met/review-1", date(2027, 3, 4)),
        ("4lscb-met/membership-4", date(2027, 3, 4)),
        ("4lscb-met/reporting-2", date(2027, 3, 4)),
        ("plymouth-mcse/3-review", date(2028, 3, 4)),
        ("plymouth-mcse/11", date(2028, 3, 4)),
        ("plymouth-mcse/16", date(2028, 3, 4)),
    ],
)
def test_yearly_and_two_yearly_promises_come_round(clause: str, on: date) -> None:
    group, _, _ = clause.partition("/")
    assert due(terms(group), clause, datetime(2026, 3, 4, 12, tzinfo=UTC)).on == on


def test_a_clause_without_a_clock_says_that_it_has_none() -> None:
    with pytest.raises(ValueError, match="quorum-1"):
        due(terms("darlington-mesa"), "darlington-mesa/quorum-1", datetime(2026, 3, 4, tzinfo=UTC))


# Who came, and what follows

FULL = "Sunita Priya Gareth Aoife Musa"


def meetings(*rooms: str, last: date = date(2026, 11, 10)) -> list[PastMeeting]:
    """Meetings every two months up to the last, with those named in the room."""
    days = [last - timedelta(days=61 * back) for back in reversed(range(len(rooms)))]
    return [
        PastMeeting(on=day, present=gathered(DARLINGTON, names).present)
        for day, names in zip(days, rooms, strict=True)
    ]


def judged(history: list[PastMeeting]) -> AttendanceFinding:
    return assess_attendance(terms("darlington-mesa"), history)


def seat(finding: AttendanceFinding, key: str) -> SeatAttendance:
    return next(row for row in finding.measured if row.subject == key)


def test_five_of_six_meetings_are_enough_in_darlington_and_four_of_six_are_not() -> None:
    without = FULL.replace("Aoife", "").replace("Musa", "")
    finding = judged(meetings(FULL, without, FULL, FULL + " Musa", FULL.replace("Musa", ""), FULL))
    health, barnardos = seat(finding, "health-co-ordinator"), seat(finding, "cate-project")
    assert (health.share, health.is_met) == (Fraction(5, 6), True)
    assert (barnardos.share, barnardos.is_met) == (Fraction(4, 6), False)
    assert finding.expected == Fraction(4, 5)
    assert "darlington-mesa/attendance-1" in finding.clauses


def test_exactly_four_in_five_is_enough() -> None:
    finding = judged(meetings(FULL, FULL, FULL.replace("Aoife", ""), FULL, FULL))
    assert seat(finding, "health-co-ordinator").is_met is True


def test_a_deputy_attends_for_the_seat_and_is_shown_apart() -> None:
    row = seat(judged(meetings(FULL, FULL.replace("Aoife", "Nadia"), FULL)), "health-co-ordinator")
    assert (row.in_person, row.by_deputy, row.share) == (2, 1, Fraction(1))


def test_meetings_more_than_twelve_months_ago_no_longer_weigh() -> None:
    long_ago = PastMeeting(on=date(2025, 10, 1), present=gathered(DARLINGTON, "Sunita").present)
    row = seat(judged([long_ago, *meetings(FULL, FULL)]), "health-co-ordinator")
    assert (row.meetings, row.share) == (2, Fraction(1))


def test_a_vacant_seat_is_not_judged() -> None:
    history = [PastMeeting(on=date(2026, 11, 10), vacant=frozenset({"pcso"}))]
    assert seat(judged(history), "pcso").is_met is None


def test_two_absences_running_without_a_deputy_bring_a_letter_and_may_bring_a_review() -> None:
    away = FULL.replace("Musa", "")
    letter, review = seat(judged(meetings(FULL, away, away)), "cate-project").follows
    assert (letter.clause, letter.by, letter.is_needed) == ("darlington-mesa/attendance-3", ("chair",), True)
    assert letter.to == "the agency's Board member"
    assert (review.clause, review.step, review.is_needed) == ("darlington-mesa/attendance-4", 2, False)


@pytest.mark.parametrize(
    "rooms",
    [
        pytest.param((FULL, FULL.replace("Aoife", "")), id="one absence"),
        pytest.param((FULL.replace("Aoife", ""), FULL, FULL.replace("Aoife", "")), id="not in a row"),
        pytest.param((FULL.replace("Aoife", ""), FULL.replace("Aoife", "Nadia")), id="a deputy came"),
    ],
)
def test_no_letter_is_owed(rooms: tuple[str, ...]) -> None:
    assert seat(judged(meetings(*rooms)), "health-co-ordinator").follows == ()


def test_apologies_do_not_excuse_two_absences_running() -> None:
    history = [
        PastMeeting(on=day, present=gathered(DARLINGTON, "Sunita").present, apologies=frozenset({"pcso"}))
        for day in (date(2026, 9, 10), date(2026, 11, 10))
    ]
    assert seat(judged(history), "pcso").follows


def test_an_agency_that_stayed_away_in_west_sussex_is_told_to_the_tactical_group() -> None:
    history = [
        PastMeeting(on=date(2026, 11, 5), present=gathered(WEST_SUSSEX, "Ines Una Dot").present),
        PastMeeting(on=date(2026, 11, 12), present=gathered(WEST_SUSSEX, "Ines Una Wes Bert").present),
    ]
    finding = assess_attendance(terms("west-sussex-meog"), history)
    met = {row.subject: row.is_met for row in finding.measured}
    assert met["health"] is True
    assert met["childrens-social-care"] is True
    assert met["barnardos"] is False
    assert "west-sussex-meog/chair-2" in finding.clauses


@pytest.mark.parametrize("group", ["4lscb-met", "north-tyneside-mset", "plymouth-mcse"])
def test_where_no_share_is_stated_nobody_is_judged(group: str) -> None:
    assert assess_attendance(terms(group), [PastMeeting(on=date(2026, 11, 10))]).met is None
