"""Dates, times, durations, lists and counts are said as people say them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel import clock
from holdfast.web import words

TUESDAY = datetime(2026, 3, 3, 14, 30, tzinfo=UTC)


def test_a_day_is_said_with_its_weekday_and_without_a_leading_nought() -> None:
    assert words.day(date(2026, 3, 3)) == "Tuesday 3 March 2026"


def test_an_instant_is_said_in_london_even_across_midnight_in_summer() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert words.moment(late) == "Wednesday 1 July 2026 at 12:30am"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(14, 30), "2:30pm"),
        (time(9), "9am"),
        (time(0, 5), "12:05am"),
        (time(12), "midday"),
        (time(0), "midnight"),
    ],
)
def test_times(at: time, said: str) -> None:
    assert words.clock_time(at) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(hours=5), "due in 5 hours"),
        (timedelta(minutes=90), "due in 1 hour 30 minutes"),
        (timedelta(seconds=20), "due now"),
        (timedelta(days=1, hours=3), "due in 1 day 3 hours"),
        (timedelta(days=3, hours=3), "due in 3 days"),
        (timedelta(days=-2, hours=-1), "2 days overdue"),
        (timedelta(minutes=-1), "1 minute overdue"),
    ],
)
def test_a_clock_in_hours(left: timedelta, said: str) -> None:
    assert words.relative_due(TUESDAY + left, TUESDAY) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "due today"),
        (1, "due tomorrow"),
        (2, "due in 2 days"),
        (-1, "1 day overdue"),
        (-9, "9 days overdue"),
    ],
)
def test_a_due_day(days: int, said: str) -> None:
    with clock.fixed_at(TUESDAY):
        assert words.relative_due(date(2026, 3, 3) + timedelta(days=days)) == said


def test_how_long_ago() -> None:
    assert words.ago(TUESDAY, TUESDAY + timedelta(seconds=5)) == "just now"
    assert words.ago(TUESDAY, TUESDAY + timedelta(minutes=5)) == "5 minutes ago"
    assert words.ago(TUESDAY, TUESDAY + timedelta(days=9)) == "on 3 March 2026"


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["police"], "police"),
        (["police", "health"], "police and health"),
        (["police", "health", "social care"], "police, health and social care"),
    ],
)
def test_lists(items: list[str], said: str) -> None:
    assert words.listed(items) == said


def test_counts_carry_their_noun() -> None:
    assert [words.counted(n, "agency", "agencies") for n in (0, 1, 1200)] == [
        "no agencies",
        "1 agency",
        "1,200 agencies",
    ]
    assert words.out_of(3, 4) == "3 of 4"
    assert words.out_of(0, 0) == "none"


def test_initials_take_the_first_and_the_last_name() -> None:
    assert [words.initials(n) for n in ("Ngozi Adeyemi-Clarke", "Seán", "", "Ana de la Cruz")] == [
        "NA",
        "S",
        "",
        "AC",
    ]


def test_nothing_is_said_of_what_is_not_known() -> None:
    said = [f(None) for f in (words.day, words.moment, words.clock_time, words.duration, words.relative_due)]
    assert said == [""] * 5


def test_a_clause_is_named_without_its_group() -> None:
    assert [words.clause(c) for c in ("west-sussex-meog/quorum-1", "6.2")] == ["quorum-1", "6.2"]


def test_sentences_begin_and_end_as_sentences_do() -> None:
    assert words.sentence("no one from health ") == "No one from health."
    assert words.ended("Who chairs?") == "Who chairs?"
    assert words.sentence("") == ""


def test_sizes_of_files() -> None:
    assert [words.file_size(n) for n in (1, 340, 12_300, 4_500_000)] == [
        "1 byte",
        "340 bytes",
        "12 KB",
        "4.5 MB",
    ]


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_a_duration_never_says_more_than_two_units(value: timedelta) -> None:
    said = words.duration(value)
    assert said
    assert sum(unit in said for unit in ("day", "hour", "minute")) <= 2
