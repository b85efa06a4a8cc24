"""The mornings of working days divide all of time: whatever falls due is held by the digest before it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.clock import LONDON
from holdfast.kernel.working_days import ENGLAND_AND_WALES
from holdfast.obligations.notices.rules import (
    BACKOFF,
    digest_at,
    digest_day,
    held_until,
    next_try,
    was_missed_by_the_hour,
)
from tests.obligations.notices.town import london

INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))


@given(INSTANTS)
def test_every_instant_belongs_to_one_digest_which_lasts_until_the_next(now: datetime) -> None:
    day = digest_day(now)
    assert ENGLAND_AND_WALES.is_working_day(day)
    assert digest_at(day) <= now < held_until(day)
    assert digest_day(held_until(day)) == ENGLAND_AND_WALES.next_working_day(day)
    assert digest_at(day).astimezone(LONDON).strftime("%H:%M") == "07:30"


@pytest.mark.parametrize(
    ("now", "day", "until"),
    [
        (london(6, 7, 29), date(2026, 3, 5), london(6, 7, 30)),
        (london(6, 7, 30), date(2026, 3, 6), london(9, 7, 30)),
        (london(8, 23), date(2026, 3, 6), london(9, 7, 30)),
        # Good Friday and Easter Monday; the clocks went forward on the Sunday before.
        (london(2, 8, month=4), date(2026, 4, 2), london(7, 7, 30, month=4)),
        # The clocks go back on Sunday 25 October: the weekend is an hour longer.
        (london(23, 8, month=10), date(2026, 10, 23), london(26, 7, 30, month=10)),
    ],
)
def test_on_a_friday_and_before_a_bank_holiday_the_digest_reaches_past_them(
    now: datetime, day: date, until: datetime
) -> None:
    assert (digest_day(now), held_until(day)) == (day, until)


def test_the_longer_weekend_of_october_has_its_hour() -> None:
    friday, monday = london(23, 7, 30, month=10), london(26, 7, 30, month=10)
    assert monday - friday == timedelta(hours=73)


def test_it_is_tried_again_less_and_less_often_and_given_up_within_a_day() -> None:
    now = london(6, 8)
    tries = [next_try(now, attempts) for attempts in range(1, 12)]
    assert [at is None for at in tries] == [False] * len(BACKOFF) + [True] * (11 - len(BACKOFF))
    assert timedelta(hours=12) < sum(BACKOFF, timedelta()) < timedelta(hours=24)


def test_nobody_is_written_to_at_midnight_about_what_was_due_that_day() -> None:
    assert not was_missed_by_the_hour(london(6, 23, 59) + timedelta(seconds=59))
    assert was_missed_by_the_hour(london(6, 14, 12))
