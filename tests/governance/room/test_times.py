"""Times typed in the room, on ordinary days, past midnight and over a change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.operations import record_decision, record_departure
from holdfast.governance.room.queries.facts import facts_of
from holdfast.governance.room.rules.times import instant_of
from holdfast.governance.room.times import typed_moment
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Refused
from tests.governance.room.fernshire import fernshire

AUTUMN = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)  # midnight in London; the clocks go back at 2am
SPRING = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)  # midnight in London; the clocks go forward at 1am


def meeting(starts_at: datetime, opened_at: datetime | None = None) -> Meeting:
    return Meeting(starts_at=starts_at, opened_at=opened_at)


def test_an_empty_box_means_now() -> None:
    assert typed_moment(meeting(AUTUMN), "  ") is None


def test_what_is_no_time_is_said_so() -> None:
    with pytest.raises(Refused, match="not a time"):
        typed_moment(meeting(AUTUMN), "half past")


def test_a_meeting_may_run_past_midnight() -> None:
    evening = datetime(2026, 3, 3, 22, 0, tzinfo=UTC)
    assert typed_moment(meeting(evening), "12:30am") == datetime(2026, 3, 4, 0, 30, tzinfo=UTC)


def test_half_past_one_comes_twice_on_an_autumn_night() -> None:
    first = typed_moment(meeting(AUTUMN), "1:30am")
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert typed_moment(meeting(AUTUMN), "1:30am GMT") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert typed_moment(meeting(AUTUMN), "1:20am", after=first) == datetime(2026, 10, 25, 1, 20, tzinfo=UTC)


def test_half_past_one_does_not_come_on_a_spring_night() -> None:
    with pytest.raises(Refused, match="no such time that night"):
        typed_moment(meeting(SPRING), "1:30am")


@pytest.mark.django_db
def test_a_meeting_over_the_autumn_change_is_judged_in_true_time() -> None:
    """Jo leaves at 1:40am summer time; 1:20am winter time is after that, though it reads earlier."""
    with clock.fixed_at(AUTUMN + timedelta(hours=6)):
        made = fernshire(start=AUTUMN)
        made.opened(AUTUMN)
        made.quorate(AUTUMN)
        jo = next(p for p in facts_of(made.meeting).presences if p.person == made.person("Jo"))
        record_departure(by=made.mo, presence=jo, at=typed_moment(made.meeting, "1:40am"))
        before = typed_moment(made.meeting, "1:20am BST")
        record_decision(by=made.mo, item=made.item, text="Before.", at=before)
        after = typed_moment(made.meeting, "1:20am GMT")
        with pytest.raises(Refused, match="health"):
            record_decision(by=made.mo, item=made.item, text="After.", at=after)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_the_instant_shows_the_time_typed_and_is_the_first_such(earliest: datetime, shown: time) -> None:
    try:
        found = instant_of(shown, earliest=earliest)
    except Refused:
        assert shown.hour == 1, "only the hour that the clocks skip"
        return
    start = earliest.replace(second=0, microsecond=0)
    assert found >= start
    assert found.astimezone(LONDON).time() == shown
    assert found - start <= timedelta(days=2)
    earlier = (found - timedelta(minutes=minutes) for minutes in range(1, 60))
    assert all(m < start or m.astimezone(LONDON).time() != shown for m in earlier)
