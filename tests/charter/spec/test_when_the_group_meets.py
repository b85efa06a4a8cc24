"""When the group meets, and what falls due when."""

from datetime import UTC, date, datetime

import pytest
from tests.charter.given import group

from holdfast.charter.calendar import propose_meetings
from holdfast.charter.calling import assess_extraordinary
from holdfast.charter.deadlines import due
from holdfast.charter.model import Charter
from holdfast.kernel.working_days import WorkingDays


def meeting(inside: str, more: str = "") -> Charter:
    return group(f'[[clause]]\nid = "meets"\nsays = "Meets."\n[clause.schedule]\n{inside}\n{more}')


@pytest.mark.parametrize(
    ("schedule", "start", "dates"),
    [
        ('every = "week"\nweekday = "Tuesday"', "2026-02-02", "02-03 02-10 02-17"),
        ('every = "fortnight"\nweekday = "Friday"', "2026-02-02", "02-06 02-20 03-06"),
        ('every = "3 weeks"\nweekday = "Monday"', "2026-02-02", "02-02 02-23 03-16"),
        ('every = "month"\nweekday = "Tuesday"\nweek = "second"', "2026-02-11", "03-10 04-14 05-12"),
        ('every = "2 months"\nweekday = "Thursday"\nweek = "last"', "2026-01-05", "01-29 03-26 05-28"),
        ('every = "quarter"', "2026-01-30", "01-30 04-30 07-30"),
        ('every = "month"', "2026-01-30", "01-30 03-02 03-30"),
        ('every = "month"\nweekday = "Friday"\nweek = ["first", "third"]', "2026-02-07", "02-20 03-06 03-20"),
        ("at_least = 4", "2026-02-03", "02-03 05-05 08-03"),
        ("at_least = 5", "2026-02-03", "02-03 04-17 06-29"),
        ('every = "twice a month"', "2026-02-01", "02-02 02-16 03-02"),
        ('every = "month"\nnot_in = "August"', "2026-07-01", "07-01 09-01 10-01"),
        ('months = ["March", "June"]\nweekday = "Monday"\nweek = "first"', "2026-02-01", "03-02 06-01"),
    ],
)
def test_dates_keep_to_the_schedule(schedule: str, start: str, dates: str) -> None:
    expected = [f"2026-{day}" for day in dates.split()]
    found = propose_meetings(meeting(schedule), date.fromisoformat(start), len(expected))
    assert [each.on.isoformat() for each in found] == expected


def test_a_meeting_moves_off_a_bank_holiday_and_says_so() -> None:
    charter = meeting('every = "week"\nweekday = "Monday"')
    easter = propose_meetings(charter, date(2026, 4, 6), 1)[0]
    assert easter.on == date(2026, 4, 7)
    assert easter.moves == (
        "Monday 6 April 2026 is Easter Monday, a bank holiday: moved later, to Tuesday 7 April 2026",
    )


def test_a_meeting_moves_off_the_boards_date_and_says_whose_it_is() -> None:
    charter = meeting('every = "week"\nweekday = "Tuesday"\nmoves = "earlier"')
    board = {date(2026, 2, 10): "the Board meets"}
    found = propose_meetings(charter, date(2026, 2, 3), 2, avoid=board)[1]
    assert found.on == date(2026, 2, 9)
    assert "Tuesday 10 February 2026 is taken (the Board meets)" in found.moves[0]


def test_extra_bank_holidays_of_the_partnership_are_kept_off() -> None:
    days = WorkingDays(extra={date(2026, 2, 3): "Founders' Day"})
    found = propose_meetings(meeting('every = "week"'), date(2026, 2, 3), 1, holidays=days)[0]
    assert found.on == date(2026, 2, 4)


def test_notice_in_clear_days_counts_neither_end() -> None:
    notice = '[[clause]]\nid = "n"\nsays = "Notice."\nnotice = { clear_days = 7 }\n'
    found = propose_meetings(meeting('every = "week"', notice), date(2026, 2, 18), 1)[0]
    assert found.notice_by == date(2026, 2, 10)
    working = notice.replace("7", "3, working = true")
    found = propose_meetings(meeting('every = "week"', working), date(2026, 2, 18), 1)[0]
    assert found.notice_by == date(2026, 2, 12)


def test_papers_go_out_so_many_working_days_before() -> None:
    papers = '[[clause]]\nid = "p"\nsays = "Papers."\npapers = { before = "5 working days" }\n'
    found = propose_meetings(meeting('every = "week"', papers), date(2026, 4, 8), 1)[0]
    assert found.papers_by == date(2026, 3, 30)


def test_a_meeting_at_ten_is_at_ten_on_both_sides_of_the_clock_change() -> None:
    charter = meeting('every = "week"\nweekday = "Thursday"\nstarts = "10:00"\nduration = "2 hours"')
    before, after = propose_meetings(charter, date(2026, 3, 26), 2)
    assert before.starts_at == datetime(2026, 3, 26, 10, tzinfo=UTC)
    assert after.starts_at == datetime(2026, 4, 2, 9, tzinfo=UTC)
    assert after.ends_at == datetime(2026, 4, 2, 11, tzinfo=UTC)


def test_a_date_past_the_published_bank_holidays_says_so() -> None:
    assert propose_meetings(meeting('every = "week"'), date(2040, 1, 3), 1)[0].is_forecast


def test_no_schedule_stated_proposes_nothing() -> None:
    assert propose_meetings(group(), date(2026, 1, 1), 3) == ()


EXTRA = """
[[clause]]
id = "extra"
says = "The chair, or a third of the members, may call an extra meeting on 3 clear days' notice."
extraordinary = { by = "chair", requisition = "1/3", clear_days = 3 }
"""


def test_an_extra_meeting_is_called_by_the_chair_or_a_share_of_the_members() -> None:
    charter = group(EXTRA)
    assert assess_extraordinary(charter, office="chair", reason="urgent").met is True
    assert assess_extraordinary(charter, members_asking=2, reason="urgent").met is True
    refused = assess_extraordinary(charter, members_asking=1, reason="urgent")
    assert refused.met is False
    assert "the chair or 2 members together: 1 have asked" in refused.reason
    assert assess_extraordinary(charter, office="chair").reason == "an extra meeting needs a reason"


def test_an_extra_meeting_on_short_notice_is_refused() -> None:
    finding = assess_extraordinary(
        group(EXTRA), office="chair", reason="x", notice_on=date(2026, 2, 3), meeting_on=date(2026, 2, 6)
    )
    assert finding.reason.startswith("the notice is too short: 3 clear days before Friday 6 February 2026")


@pytest.mark.parametrize(
    ("within", "start", "expected"),
    [
        ("2 working days", "2026-03-27T16:30+00:00", "2026-03-31T22:59:59+00:00"),
        ("2 working days", "2026-04-02T16:30+01:00", "2026-04-08T22:59:59+00:00"),
        ("72 hours", "2026-03-27T16:30+00:00", "2026-03-30T16:30:00+00:00"),
        ("3 calendar days", "2026-03-27T16:30+00:00", "2026-03-30T22:59:59+00:00"),
        ("1 month", "2026-01-31T10:00+00:00", "2026-02-28T23:59:59+00:00"),
    ],
)
def test_a_promise_falls_due_by_its_own_clock(within: str, start: str, expected: str) -> None:
    charter = group(
        '[[clause]]\nid = "p"\nsays = "A promise."\n'
        f'clock = {{ what = "an answer", within = "{within}", after = "the meeting" }}\n'
    )
    assert due(charter, "p", datetime.fromisoformat(start)).at == datetime.fromisoformat(expected)


def test_a_clause_without_a_clock_promises_nothing_in_time() -> None:
    with pytest.raises(ValueError, match="promises nothing within a time"):
        due(group(), "members", datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(KeyError):
        due(group(), "unknown", datetime(2026, 1, 1, tzinfo=UTC))
