"""What meetings owe by the terms: dates worked out by hand, corrections, new terms, no drift."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.charter.shelf import shipped_text
from holdfast.governance.meetings import operations
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.promises import MEETING
from holdfast.governance.room.models import Exclusion
from holdfast.governance.room.operations import adjourn_meeting, cancel_meeting, reconvene_meeting
from holdfast.kernel import clock
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle, settle_everything
from holdfast.obligations.ledger.sweeping import sweep
from tests.governance.chartered import Chartered
from tests.governance.documents.files import PDF
from tests.governance.meetings.world import Fernshire

NORTH, DARLINGTON = "north-tyneside-mset", "darlington-mesa"
PREPARING = ("notice", "agenda-drafted", "agenda-confirmed", "papers")
FOUR, SUSSEX = "4lscb-met", "west-sussex-meog"


def on(month: int, day: int, hour: int = 14, year: int = 2026) -> datetime:
    """An instant in UTC."""
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def january(db: None) -> Iterator[None]:
    with clock.fixed_at(on(1, 5, 9)):
        yield


def swept(at: datetime) -> None:
    """The sweep at a moment."""
    with clock.fixed_at(at):
        sweep()


# Meeting intervals


def test_a_quarter_is_met_by_a_meeting_in_it_and_late_by_the_next_one_held(january: None) -> None:
    mset = Chartered(NORTH, in_force_from=date(2026, 1, 1))
    mset.met(on(1, 29), at=on(1, 5))
    mset.met(on(7, 7, 13))
    with clock.fixed_at(on(7, 8)):
        assert mset.owed("meeting-interval") == [
            ("A meeting in the first quarter of 2026", "2026-03-31 23:59", "met"),
            ("A meeting in the second quarter of 2026", "2026-06-30 23:59", "met late"),
            ("A meeting in the third quarter of 2026", "2026-09-30 23:59", "met"),
        ]
        assert drift_of(mset.group) == []


def test_no_period_is_owed_that_began_before_the_first_terms(january: None) -> None:
    mesa = Chartered(DARLINGTON, in_force_from=date(2026, 1, 20))
    swept(on(3, 2))
    assert mesa.owed("meeting-interval", now=on(3, 2)) == [
        ("A meeting in March and April 2026", "2026-04-30 23:59", "open")
    ]
    with clock.fixed_at(on(3, 2)):
        assert drift_of(mesa.group) == []


def test_the_sweep_begins_each_week_and_one_moved_off_a_bank_holiday_is_in_time(january: None) -> None:
    meog = Chartered(SUSSEX, in_force_from=date(2026, 3, 23))
    swept(on(3, 23, 8))
    # The week of Monday 30 March 2026 ends at Easter: Good Friday's meeting moves to Tuesday 7 April.
    with clock.fixed_at(on(3, 30, 0)):
        assert sweep().groups == 1
    meog.met(on(3, 27), at=on(3, 23))
    meog.met(on(4, 7, 13), at=on(3, 23))
    with clock.fixed_at(on(4, 7, 20)):
        sweep()
        assert meog.owed("meeting-interval") == [
            ("A meeting in the week of Monday 23 March 2026", "2026-03-29 23:59", "met"),
            ("A meeting in the week of Monday 30 March 2026", "2026-04-07 23:59", "met"),
            ("A meeting in the week of Monday 6 April 2026", "2026-04-12 23:59", "met"),
        ]
        due = Obligation.objects.get(says__contains="30 March")
        assert "moves later off Good Friday" in due.counted
        assert drift_of(meog.group) == []


def test_a_meeting_cancelled_for_want_of_a_quorum_was_not_held(january: None) -> None:
    mesa = Chartered(DARLINGTON)
    meeting = mesa.begun(mesa.called(on(2, 10)))
    with clock.fixed_at(on(2, 10, 15)):
        cancel_meeting(by=mesa.actor(mesa.chair), meeting=meeting, reason="There is no quorum.")
    with clock.fixed_at(on(2, 28)):
        assert mesa.owed("meeting-interval")[-1][2] == "open"
        reconvene_meeting(by=mesa.actor(mesa.chair), meeting=meeting, starts_at=on(3, 10))
    mesa.held(Meeting.objects.get(starts_at=on(3, 10)))
    with clock.fixed_at(on(3, 11)):
        assert [state for _, _, state in mesa.owed("meeting-interval")[-2:]] == ["met late", "met"]
        assert drift_of(mesa.group) == []


def test_new_terms_in_mid_period_leave_the_period_to_the_terms_it_began_under(january: None) -> None:
    mesa = Chartered(DARLINGTON)
    quarterly = shipped_text(DARLINGTON).replace('every = "2 months"', 'every = "quarter"')
    mesa.adopt(DARLINGTON, quarterly, date(2026, 2, 10))
    swept(on(4, 1))
    assert mesa.owed("meeting-interval", now=on(4, 1))[-2:] == [
        ("A meeting in January and February 2026", "2026-02-28 23:59", "missed and still open"),
        ("A meeting in the second quarter of 2026", "2026-06-30 23:59", "open"),
    ]
    with clock.fixed_at(on(4, 1)):
        assert drift_of(mesa.group) == []


# Notice, agenda, papers


@pytest.fixture
def mace(fernshire: Fernshire) -> Fernshire:
    """Fernshire, with what its schedule promised before."""
    settle_everything(fernshire.group)
    return fernshire


def test_clear_days_count_neither_the_day_of_notice_nor_that_of_the_meeting(mace: Fernshire) -> None:
    late = mace.meeting(on(2, 6), ends_at=on(2, 6, 16))
    mace.meeting()  # Tuesday 3 March
    rows = {row.cause_id: row for row in Obligation.objects.filter(kind="notice")}
    assert rows[late.pk].due_at == datetime(2026, 1, 29, 23, 59, 59, tzinfo=UTC)
    assert rows[late.pk].began_at == rows[late.pk].due_at
    assert {row.state(clock.now()).value for row in rows.values()} == {"met", "met late"}
    assert "7 clear days before Tuesday 3 March 2026: to the end of Monday 23 February 2026" in {
        row.counted for row in rows.values()
    }
    assert drift_of(mace.group) == []


def test_a_new_date_is_new_notice_and_a_proposed_or_cancelled_one_owes_nothing(mace: Fernshire) -> None:
    bea = mace.actor(mace.bea)
    span = {"starts_at": on(3, 3), "ends_at": on(3, 3, 16)}
    proposed = operations.propose_meeting(by=bea, group=mace.group, **span)
    assert not Obligation.objects.filter(kind__in=PREPARING).exists()
    (meeting,) = operations.confirm_meetings(by=bea, meetings=[proposed])
    with clock.fixed_at(on(2, 27)):
        operations.change_meeting(
            by=mace.actor(mace.bea), meeting=meeting, place="", online_link="",
            starts_at=on(3, 5), ends_at=on(3, 5, 16),
        )  # fmt: skip
        notice = Obligation.objects.get(kind="notice")
        assert (notice.state(clock.now()).value, notice.due_at) == (
            "met late",
            datetime(2026, 2, 25, 23, 59, 59, tzinfo=UTC),
        )
        operations.cancel_meeting(by=mace.actor(mace.grace), meeting=meeting, reason="Snow")
        void = Obligation.objects.filter(kind__in=PREPARING)
        assert set(void.values_list("void_reason", flat=True)) == {"the meeting was cancelled"}
        assert drift_of(mace.group) == []


def test_north_tynesides_agenda_goes_out_twice_and_its_papers_a_week_before(
    january: None,
) -> None:
    mset = Chartered(NORTH)
    meeting = mset.called(on(4, 14, 13), at=on(3, 2))
    # Over Easter (3 and 6 April): five working days before 14 April is the 7th, ten is 27 March.
    kinds = ("agenda-drafted", "agenda-confirmed", "papers")
    with clock.fixed_at(on(4, 7, 12)):
        assert mset.owed(*kinds) == [
            ("Draft agenda of the meeting of 14 April 2026", "2026-03-27 23:59", "met"),
            ("Agenda of the meeting of 14 April 2026 confirmed", "2026-04-07 23:59", "open"),
            ("Papers of the meeting of 14 April 2026", "2026-04-07 23:59", "open"),
            ("Papers of the meeting of 14 April 2026", "2026-04-07 23:59", "open"),
        ]
        operations.confirm_agenda(by=mset.actor(mset.chair), meeting=meeting)
        assert [state for _, _, state in mset.owed(*kinds)] == ["met"] * 4
    with clock.fixed_at(on(4, 8, 12)):
        item = operations.add_item(by=mset.actor(mset.bea), meeting=meeting, title="Hotspots")
        assert [state for _, _, state in mset.owed("agenda-confirmed")] == ["missed and still open"]
        upload = SimpleUploadedFile("Profile.pdf", PDF)
        operations.add_paper(by=mset.actor(mset.bea), item=item, title="Profile", upload=upload)
        operations.confirm_agenda(by=mset.actor(mset.chair), meeting=meeting)
        assert [state for _, _, state in mset.owed(*kinds)] == ["met", *["met late"] * 3]
        assert drift_of(mset.group) == []


def test_where_no_time_is_stated_papers_are_due_by_the_meeting_and_owed_by_whom_the_terms_name(
    january: None,
) -> None:
    met = Chartered(FOUR)
    met.called(on(3, 31, 13), at=on(2, 2))  # summer time began on the 29th
    papers, agenda = Obligation.objects.get(kind="papers"), Obligation.objects.get(kind="agenda-confirmed")
    assert papers.owner_agency == met.agencies["lscb-office"]
    assert agenda.owner_office == "chair"
    assert papers.counted == "by the meeting, 14:00 on Tuesday 31 March 2026"


def test_the_ledger_is_the_same_whoever_settles_it(mace: Fernshire) -> None:
    """Grace chairs and is excluded from the item with the late paper: confirming does not hide it."""
    meeting = mace.meeting()
    item = mace.item(meeting)
    with clock.fixed_at(on(2, 26)):
        upload = SimpleUploadedFile("Profile.pdf", PDF)
        operations.add_paper(by=mace.actor(mace.bea), item=item, title="Secret place", upload=upload)
        Exclusion.objects.create(
            partnership=mace.partnership, item=item, person=mace.grace, reason="A relative",
            from_at=clock.now(), recorded_by=mace.bea,
        )  # fmt: skip
        operations.confirm_agenda(by=mace.actor(mace.grace), meeting=meeting)
        papers = Obligation.objects.get(kind="papers")
        assert papers.state(clock.now()).value == "met late"
        assert "Secret" not in papers.says + papers.evidence.get().words
        assert drift_of(mace.group) == []


def test_a_meeting_that_goes_on_another_day_is_called_and_prepared_like_any_other(january: None) -> None:
    mset = Chartered(NORTH)
    meeting = mset.begun(mset.called(on(2, 10)))
    with clock.fixed_at(on(2, 10, 15)):
        adjourn_meeting(by=mset.actor(mset.chair), meeting=meeting, reason="Time", next_starts_at=on(2, 24))
        assert [due for _, due, _ in mset.owed("papers")] == ["2026-02-03 23:59"] * 2 + [
            "2026-02-17 23:59"
        ] * 2
        assert drift_of(mset.group) == []


def test_one_that_was_entered_afterwards_owes_nothing_beforehand(mace: Fernshire) -> None:
    meeting = mace.meeting(on(1, 20), ends_at=on(1, 20, 16))
    assert meeting.entered_afterwards
    assert not Obligation.objects.filter(cause_id=meeting.pk).exists()


def test_ten_meetings_cost_as_many_queries_as_one(january: None) -> None:
    mset = Chartered(NORTH)
    counts = []
    for number in (1, 9):
        for step in range(number):
            mset.called(on(6, 1 + number + step), at=on(1, 5))
        with CaptureQueriesContext(connection) as caught:
            settle(MEETING, None, group=mset.group, by=None)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 10
