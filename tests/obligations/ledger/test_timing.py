"""How pressing something is follows the clock in London: around midnight, and when the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.ledger.timing import Band, band_of, by_when, time_left

TUESDAY = datetime(2026, 3, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "band", "left"),
    [
        (datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC), Band.WEEK, "tomorrow"),
        (datetime(2026, 3, 3, 0, 0, tzinfo=UTC), Band.TODAY, "today"),
        (datetime(2026, 3, 3, 23, 59, 59, tzinfo=UTC), Band.TODAY, "today"),
        (datetime(2026, 3, 4, 0, 0, tzinfo=UTC), Band.OVERDUE, "1 day late"),
        (datetime(2026, 3, 6, 9, 0, tzinfo=UTC), Band.OVERDUE, "3 days late"),
        (datetime(2026, 2, 24, 9, 0, tzinfo=UTC), Band.WEEK, "7 days left"),
        (datetime(2026, 2, 23, 9, 0, tzinfo=UTC), Band.LATER, "8 days left"),
    ],
)
def test_what_is_due_by_the_end_of_tuesday_is_so_by_londons_days(
    now: datetime, band: Band, left: str
) -> None:
    due = end_of_day(date(2026, 3, 3))
    assert (band_of(due, now), time_left(due, now)) == (band, left)


def test_in_summer_londons_midnight_is_an_hour_before_that_of_utc() -> None:
    due = end_of_day(date(2026, 7, 1))
    assert band_of(due, datetime(2026, 6, 30, 22, 59, tzinfo=UTC)) is Band.WEEK
    assert band_of(due, datetime(2026, 6, 30, 23, 1, tzinfo=UTC)) is Band.TODAY


@pytest.mark.parametrize("changes_on", [date(2026, 3, 29), date(2026, 10, 25)])
def test_hours_stay_hours_and_days_stay_days_when_the_clocks_change(changes_on: date) -> None:
    before = datetime.combine(changes_on - timedelta(days=1), datetime.min.time(), tzinfo=UTC).replace(
        hour=18
    )
    due = before + timedelta(hours=9)  # in the night in which the clocks change
    assert time_left(due, before) == "9 hours left"
    assert time_left(before, due) == "9 hours late"
    assert time_left(end_of_day(changes_on), before) == "tomorrow"
    assert time_left(end_of_day(changes_on), before + timedelta(days=2)) == "1 day late"


def test_a_time_of_day_is_said_and_a_whole_day_is_its_end() -> None:
    assert by_when(TUESDAY) == "by 2pm on Tuesday 3 March 2026"
    assert by_when(end_of_day(date(2026, 3, 3))) == "by the end of Tuesday 3 March 2026"
    assert (by_when(None), time_left(None, TUESDAY), band_of(None, TUESDAY)) == ("", "no date", Band.UNDATED)


def test_long_ago_and_far_ahead_are_said_in_months_and_years() -> None:
    said = {days: time_left(TUESDAY + timedelta(days=days), TUESDAY) for days in (60, -61, -700, 731, -1026)}
    assert said == {
        60: "60 days left", -61: "2 months late", -700: "22 months late", 731: "2 years left",
        -1026: "2 years late",
    }  # fmt: skip


def test_the_very_moment_is_still_in_time() -> None:
    assert band_of(TUESDAY, TUESDAY) is Band.TODAY
    assert band_of(TUESDAY, TUESDAY + timedelta(seconds=1)) is Band.OVERDUE
