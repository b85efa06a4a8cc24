"""Series, extra dates, changes: what the terms ask and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.governance.meetings import operations
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.operations.series import propose_series
from holdfast.governance.meetings.queries.lists import intervals_missed
from holdfast.governance.meetings.rules.deadlines import assess_notice, assess_paper
from holdfast.groups.charters import charter_of
from holdfast.groups.models import Board, BoardMeeting, ReportingLine, Terms
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Refused
from tests.factories import make_terms
from tests.governance.meetings.world import APRIL, CHARTER, MARCH, Fernshire


def propose(fernshire: Fernshire, start: date = date(2026, 3, 1), count: int = 12) -> list[Meeting]:
    return propose_series(
        by=fernshire.actor(fernshire.bea),
        group=fernshire.group,
        start=start,
        count=count,
        starts=time(14),
        length=timedelta(hours=2),
        place="Room 4",
    )


def test_a_years_dates_keep_their_london_hour_all_year(fernshire: Fernshire) -> None:
    local = [meeting.starts_at.astimezone(LONDON) for meeting in propose(fernshire)]
    assert {instant.hour for instant in local} == {14}
    assert {instant.weekday() for instant in local} == {1}
    assert len({instant.month for instant in local}) == 12


def test_dates_keep_off_the_boards_own_and_say_why(fernshire: Fernshire) -> None:
    board = Board.objects.create(partnership=fernshire.partnership, name="Fernshire Board")
    ReportingLine.objects.create(partnership=fernshire.partnership, group=fernshire.group, board=board)
    BoardMeeting.objects.create(partnership=fernshire.partnership, board=board, held_on=date(2026, 3, 3))
    first = propose(fernshire, count=1)[0]
    assert first.starts_at.date() == date(2026, 3, 4)
    assert "Fernshire Board meets" in first.date_reason


def test_proposing_twice_leaves_out_the_days_already_taken(fernshire: Fernshire) -> None:
    propose(fernshire, count=3)
    assert propose(fernshire, count=3) == []


def test_terms_without_a_schedule_propose_nothing(fernshire: Fernshire) -> None:
    Terms.objects.all().update(in_force_from=date(2027, 1, 1))
    with pytest.raises(Refused, match="state no schedule"):
        propose(fernshire)


def test_a_member_proposes_nothing(fernshire: Fernshire) -> None:
    with pytest.raises(PermissionDenied):
        propose_series(
            by=fernshire.actor(fernshire.noor),
            group=fernshire.group,
            start=date(2026, 3, 1),
            count=1,
            starts=time(14),
            length=timedelta(hours=2),
        )


def test_a_proposal_is_taken_away_and_a_confirmed_date_is_not(fernshire: Fernshire) -> None:
    first, second = propose(fernshire, count=2)
    bea = fernshire.actor(fernshire.bea)
    operations.drop_proposal(by=bea, meeting=first)
    operations.confirm_meetings(by=bea, meetings=[second])
    with pytest.raises(Refused, match="Cancel it instead"):
        operations.drop_proposal(by=bea, meeting=second)


def test_a_meeting_carries_the_terms_in_force_on_its_day(fernshire: Fernshire) -> None:
    Terms.objects.all().update(in_force_to=date(2026, 3, 31))
    newer = make_terms(fernshire.group, "fernshire-mace", CHARTER + "\n", date(2026, 4, 1), "2")
    assert fernshire.meeting().terms == fernshire.terms
    meeting = fernshire.meeting(APRIL)
    assert meeting.terms == newer
    moved = operations.change_meeting(
        by=fernshire.actor(fernshire.bea),
        meeting=meeting,
        starts_at=datetime(2026, 3, 10, 14, tzinfo=UTC),
        ends_at=datetime(2026, 3, 10, 16, tzinfo=UTC),
        place="",
        online_link="",
    )
    assert moved.terms == fernshire.terms


def test_the_group_meets_once_at_a_time(fernshire: Fernshire) -> None:
    fernshire.meeting()
    with pytest.raises(Refused, match="already has a meeting at that time"):
        fernshire.meeting()


def test_a_meeting_ends_after_it_starts(fernshire: Fernshire) -> None:
    with pytest.raises(Refused, match="end after it starts"):
        fernshire.meeting(MARCH, ends_at=MARCH)


def test_a_meeting_already_held_is_added_to_be_entered_afterwards(fernshire: Fernshire) -> None:
    meeting = fernshire.meeting(datetime(2026, 1, 6, 14, tzinfo=UTC))
    assert meeting.entered_afterwards
    assert meeting.notice_given_at is None


def test_a_meeting_cannot_be_moved_into_the_past(fernshire: Fernshire) -> None:
    with pytest.raises(Refused, match="has passed"):
        operations.change_meeting(
            by=fernshire.actor(fernshire.bea),
            meeting=fernshire.meeting(),
            starts_at=datetime(2026, 1, 6, 14, tzinfo=UTC),
            ends_at=datetime(2026, 1, 6, 16, tzinfo=UTC),
            place="",
            online_link="",
        )


def test_cancelling_needs_a_reason_and_happens_once(fernshire: Fernshire) -> None:
    meeting, bea = fernshire.meeting(), fernshire.actor(fernshire.bea)
    with pytest.raises(Refused, match="Say why"):
        operations.cancel_meeting(by=bea, meeting=meeting, reason=" ")
    operations.cancel_meeting(by=bea, meeting=meeting, reason="Snow")
    with pytest.raises(Refused, match="was cancelled"):
        operations.cancel_meeting(by=bea, meeting=meeting, reason="Snow")
    with pytest.raises(PermissionDenied):
        operations.cancel_meeting(by=fernshire.actor(fernshire.noor), meeting=meeting, reason="Mine")


def test_a_missing_month_is_flagged_with_its_clause(fernshire: Fernshire) -> None:
    fernshire.meeting()
    fernshire.meeting(datetime(2026, 6, 2, 13, tzinfo=UTC))
    [finding] = intervals_missed(fernshire.group, date(2026, 2, 2))
    assert "missing after Tuesday 3 March 2026" in finding.reason
    assert finding.clauses == ("mace/schedule-1",)


def test_a_year_without_gaps_has_no_flag(fernshire: Fernshire) -> None:
    propose(fernshire)
    assert intervals_missed(fernshire.group, date(2026, 2, 2)) == ()


@pytest.mark.parametrize(("given", "met"), [(23, True), (24, False)])
def test_seven_clear_days_count_neither_end(fernshire: Fernshire, given: int, met: bool) -> None:
    notice = assess_notice(charter_of(fernshire.terms), MARCH.date(), datetime(2026, 2, given, 9, tzinfo=UTC))
    assert notice.met is met


@pytest.mark.parametrize(("sent", "met"), [(24, True), (25, False)])
def test_a_paper_after_its_day_is_late(fernshire: Fernshire, sent: int, met: bool) -> None:
    finding = assess_paper(charter_of(fernshire.terms), MARCH.date(), datetime(2026, 2, sent, 22, tzinfo=UTC))
    assert (finding.met, finding.clauses) == (met, ("mace/papers-1",))
