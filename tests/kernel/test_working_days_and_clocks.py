"""Working days, calendar days and elapsed hours, each by its own clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.kernel.clock import LONDON
from holdfast.kernel.clocks import Clock, Period, Unit, add_months, falls_due
from holdfast.kernel.working_days import ENGLAND_AND_WALES, PUBLISHED_UNTIL, WorkingDays, end_of_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


def slow_after(day: date, count: int) -> date:
    """A second way to count, slow and obvious: list the days, strike out weekends and holidays."""
    days = (day + timedelta(days=step) for step in range(1, 400))
    working = [each for each in days if each.weekday() < 5 and not ENGLAND_AND_WALES.bank_holiday(each)]
    return working[count - 1]


@settings(max_examples=150, deadline=None)
@given(DAYS, st.integers(1, 40))
def test_working_days_agree_with_a_slow_second_count(day: date, count: int) -> None:
    assert ENGLAND_AND_WALES.after(day, count) == slow_after(day, count)


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(1, 40))
def test_counting_back_undoes_counting_forward_between_working_days(day: date, count: int) -> None:
    first = ENGLAND_AND_WALES.next_working_day(day)
    assert ENGLAND_AND_WALES.before(ENGLAND_AND_WALES.after(first, count), count) == first


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2022, 6, 3), True),
        (date(2022, 9, 19), True),
        (date(2023, 5, 8), True),
        (date(2026, 12, 28), True),
        (date(2027, 12, 28), True),
        (date(2026, 12, 29), False),
    ],
)
def test_one_off_and_substitute_bank_holidays_are_known(day: date, holiday: bool) -> None:
    assert (ENGLAND_AND_WALES.bank_holiday(day) is not None) is holiday


def test_a_partnership_adds_and_takes_out_days_of_its_own() -> None:
    days = WorkingDays(extra={date(2026, 3, 3): "Local day"}, removed=frozenset([date(2026, 4, 3)]))
    assert days.bank_holiday(date(2026, 3, 3)) == "Local day"
    assert days.is_working_day(date(2026, 4, 3))


def test_an_answer_past_the_published_table_says_that_it_is_a_forecast() -> None:
    last = datetime(PUBLISHED_UNTIL.year, 12, 30, 12, tzinfo=UTC)
    due = falls_due(last, Period(5, Unit.WORKING_DAY))
    assert due.is_forecast
    assert "published only to" in due.counted
    assert not falls_due(datetime(2026, 3, 2, tzinfo=UTC), Period(5, Unit.WORKING_DAY)).is_forecast


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_the_end_of_a_day_is_a_second_before_midnight_in_london_on_either_side_of_the_clock_change(
    day: date,
) -> None:
    local = end_of_day(day).astimezone(LONDON)
    assert (local.date(), local.hour, local.minute, local.second) == (day, 23, 59, 59)


@pytest.mark.parametrize("start", ["2026-03-28T12:00+00:00", "2026-10-24T11:00+00:00"])
def test_clock_changes_neither_add_nor_lose_an_hour(start: str) -> None:
    began = datetime.fromisoformat(start)
    assert falls_due(began, Period(72, Unit.HOUR)).at - began == timedelta(hours=72)


def test_day_one_is_the_next_working_day_even_late_on_a_friday_evening() -> None:
    friday = datetime(2026, 3, 27, 23, 30, tzinfo=UTC)
    due = falls_due(friday, Period(2, Unit.WORKING_DAY))
    assert due.on == date(2026, 3, 31)
    assert due.clock is Clock.WORKING
    assert due.counted.startswith("2 working days: day one is Monday 30 March 2026")


def test_an_instant_just_after_midnight_in_london_belongs_to_the_london_day() -> None:
    start = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert falls_due(start, Period(1, Unit.CALENDAR_DAY)).on == date(2026, 7, 3)


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        falls_due(datetime(2026, 1, 1), Period(1, Unit.HOUR))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2 working days", Period(2, Unit.WORKING_DAY)),
        ("two working days", Period(2, Unit.WORKING_DAY)),
        ("72 hours", Period(72, Unit.HOUR)),
        ("a fortnight", Period(2, Unit.WEEK)),
        ("1 month", Period(1, Unit.MONTH)),
        ("28 calendar-days", Period(28, Unit.CALENDAR_DAY)),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, period: Period) -> None:
    assert Period.parse(text) == period
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    "text", ["2 days", "0 hours", "-1 weeks", "2 working days and 3 hours", "soon", "", "9" * 50]
)
def test_a_period_on_no_clock_or_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|say which|one clock"):
        Period.parse(text)


def test_a_month_from_its_end_keeps_to_the_shorter_months_end() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 31), -2) == date(2025, 11, 30)
