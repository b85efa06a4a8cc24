"""Reports fall due each month, each year and for each meeting of a Board, as the five charters say."""

from datetime import UTC, date, datetime

from holdfast.groups.models import Board, ReportingLine
from holdfast.groups.operations.boards import add_board, add_board_meetings, remove_board_meeting
from holdfast.groups.operations.structure import end_group
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import state_done
from holdfast.obligations.ledger.states import State
from tests.groups.world import Fernshire
from tests.obligations.duties.world import adopt_shipped, has_no_drift, lines, on, owed, who

MEOG = "west-sussex-meog"


def test_meog_owes_its_tactical_group_a_report_for_each_whole_month(place: Fernshire) -> None:
    adopt_shipped(place, MEOG, date(2026, 1, 15))
    says = "Report to the MACE tactical group (also written MACSE) for"
    assert lines(owed(place, f"{MEOG}/chair-7")) == [
        ("chair", f"{says} February 2026", "2026-02-28"),
        ("chair", f"{says} March 2026", "2026-03-31"),
    ]
    assert {who(row) for row in owed(place, f"{MEOG}/governance-1")} == {"chair", "police-inspector"}
    assert owed(place, f"{MEOG}/governance-2") == []  # the terms say not how often
    with on(date(2026, 5, 2)):
        due = [
            row.due_at.astimezone(clock.LONDON).month for row in owed(place, f"{MEOG}/chair-7") if row.due_at
        ]
        assert due == [2, 3, 4, 5]
        assert has_no_drift(place)


def test_the_manager_says_that_the_report_went_and_it_is_late_by_its_own_date(place: Fernshire) -> None:
    adopt_shipped(place, MEOG, date(2026, 1, 15))
    february, march = owed(place, f"{MEOG}/chair-7")
    state_done(
        february.pk, by=place.manager, words="Sent on 2 March.", at=datetime(2026, 3, 2, 9, tzinfo=UTC)
    )
    state_done(march.pk, by=place.manager, words="Sent ahead.")
    february.refresh_from_db()
    march.refresh_from_db()
    assert (february.state(clock.now()), march.state(clock.now())) == (State.MET_LATE, State.MET)
    assert has_no_drift(place)


def test_the_four_boards_are_reported_to_each_year_from_the_day_of_the_terms(place: Fernshire) -> None:
    adopt_shipped(place, "4lscb-met", date(2024, 4, 1))
    rows = owed(place, "4lscb-met/reporting-2")
    assert [(row.owner.office, f"{row.due_at:%Y-%m-%d}") for row in rows if row.due_at] == [
        ("chair", "2025-03-31"), ("chair", "2026-03-31"),
    ]  # fmt: skip
    assert rows[0].says.endswith("for 1 April 2024 to 31 March 2025")
    assert rows[0].owed_to.body.startswith("Hampshire Safeguarding Children Board, Isle of Wight")
    assert owed(place, "4lscb-met/function-10.4") == []  # on request only


def test_plymouth_and_north_tyneside_owe_what_their_terms_put_a_time_to(place: Fernshire) -> None:
    adopt_shipped(place, "plymouth-mcse", date(2025, 9, 1))
    assert lines(owed(place, "plymouth-mcse/5.16")) == [
        ("the group", "Report to Plymouth Safeguarding Children Board for 1 September 2025 to 31 August 2026",
         "2026-08-31"),
    ]  # fmt: skip
    assert owed(place, "plymouth-mcse/15") == []


def mesa_board(place: Fernshire) -> Board:
    board = add_board(by=place.manager, name="Fernshire Board")
    ReportingLine.objects.create(partnership=place.partnership, group=place.group, board=board)
    return board


def dues(place: Fernshire) -> list[str]:
    return [f"{row.due_at:%Y-%m-%d}" for row in owed(place, "darlington-mesa/chair-6") if row.due_at]


def test_mesa_owes_a_report_for_each_meeting_of_its_board_which_may_move(place: Fernshire) -> None:
    board = mesa_board(place)
    adopt_shipped(place, "darlington-mesa", date(2026, 1, 1))
    add_board_meetings(
        board.pk,
        [date(2025, 12, 9), date(2026, 2, 10), date(2026, 5, 12), date(2026, 9, 8)],
        by=place.manager,
    )
    assert dues(place) == ["2026-02-10", "2026-05-12"]  # September's begins after May's
    [first, second] = owed(place, "darlington-mesa/chair-6")
    assert (first.began_at.date(), second.began_at.date()) == (date(2026, 1, 1), date(2026, 2, 11))
    may = board.meetings.get(held_on=date(2026, 5, 12))
    remove_board_meeting(may.pk, by=place.manager)
    add_board_meetings(board.pk, [date(2026, 5, 19)], by=place.manager)
    assert dues(place) == ["2026-02-10", "2026-05-19"]
    second.refresh_from_db()
    assert second.void_reason == "Fernshire Board meets on other days"
    with on(date(2026, 5, 20)):
        assert dues(place) == ["2026-02-10", "2026-05-19", "2026-09-08"]
        assert has_no_drift(place)


def test_nothing_begins_after_the_group_has_ended(place: Fernshire) -> None:
    adopt_shipped(place, MEOG, date(2026, 1, 15))
    end_group(place.group.pk, by=place.manager, on=date(2026, 2, 20), reason="Merged.")
    place.group.refresh_from_db()
    assert [row.due_at.month for row in owed(place, f"{MEOG}/chair-7") if row.due_at] == [2]
    with on(date(2026, 6, 1)):
        assert len(owed(place, f"{MEOG}/chair-7")) == 1
        assert has_no_drift(place)


def test_a_change_of_rhythm_in_mid_period_goes_on_from_the_open_report(place: Fernshire) -> None:
    adopt_shipped(place, "4lscb-met", date(2024, 4, 1))
    with on(date(2026, 1, 10)):
        before = ('by = "chair"\nevery = "year"', 'by = "chair"\nevery = "2 years"')
        adopt_shipped(place, "4lscb-met", date(2026, 1, 1), before)
        rows = owed(place, "4lscb-met/reporting-2")
        assert [f"{row.due_at:%Y-%m-%d}" for row in rows if row.due_at] == ["2025-03-31", "2027-03-31"]
        assert Obligation.objects.filter(clause="4lscb-met/reporting-2").count() == 2
        assert has_no_drift(place)
