"""The order of an intervention's states and its days; triage; the NRM's clocks; waits in working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.casework.referrals.rules import courses, trafficking, triage
from holdfast.casework.referrals.rules.promised import OUTCOME, TRIAGE, stated_for
from holdfast.casework.referrals.rules.waits import Waits, assess_seen, summed, working_days_waited
from holdfast.charter.reading import load
from holdfast.charter.shelf import load_shipped, shipped
from holdfast.kernel.clocks import Period
from holdfast.kernel.finding import Refused
from holdfast.kernel.working_days import ENGLAND_AND_WALES

STATES = st.sampled_from(courses.State)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(STATES, DAYS), max_size=12), DAYS)
def test_whatever_is_tried_an_intervention_only_goes_forward(
    tried: list[tuple[courses.State, date]], today: date
) -> None:
    """A course made of all the steps that are allowed visits each state once, on days in order."""
    state, last = courses.State.OFFERED, min(today, date(2025, 1, 1))
    course = [(state, last)]
    for to, on in tried:
        if courses.assess_step(state, to).met and courses.assess_day(on, last, today).met:
            state, last = to, on
            course.append((to, on))
    visited = [each for each, _ in course]
    days = [on for _, on in course]
    assert len(set(visited)) == len(visited)
    assert days == sorted(days)
    assert days[-1] <= today
    started = courses.State.STARTED in visited
    assert not started or courses.State.REFUSED not in visited
    assert courses.State.OUTCOME not in visited or courses.State.ENDED in visited


def test_every_state_can_be_reached_and_left_only_by_the_table() -> None:
    reached = {to for allowed in courses.FOLLOWS.values() for to in allowed}
    assert reached == set(courses.State) - {courses.State.OFFERED}
    assert {state for state, allowed in courses.FOLLOWS.items() if not allowed} == {
        courses.State.REFUSED,
        courses.State.OUTCOME,
    }
    assert set(courses.OPEN).isdisjoint({courses.State.REFUSED, courses.State.ENDED, courses.State.OUTCOME})


@pytest.mark.parametrize(
    ("now", "to", "reason"),
    [
        ("offered", "started", "It is offered: next it can be accepted or refused."),
        ("started", "outcome", "It is started: next it can be ended."),
        ("refused", "accepted", "It is refused: nothing follows. A new offer begins anew."),
    ],
)
def test_a_step_out_of_order_says_what_may_follow(now: str, to: str, reason: str) -> None:
    found = courses.assess_step(now, to)
    assert (found.met, found.reason) == (False, reason)


def test_a_refusal_an_end_and_an_outcome_need_a_word() -> None:
    needing = [state for state in courses.State if not courses.assess_words(state, " ").met]
    assert needing == [courses.State.REFUSED, courses.State.ENDED, courses.State.OUTCOME]
    assert all(courses.assess_words(state, "moved away").met for state in needing)


def test_no_referral_is_ever_stuck_and_a_decision_is_final() -> None:
    stuck = [state for state, allowed in triage.FOLLOWS.items() if not allowed]
    assert stuck == [triage.State.DECIDED]
    assert not triage.assess_move("decided", "listed").met


@pytest.mark.parametrize(
    ("to", "told", "is_met"),
    [
        ("turned-away", {"reason": "Not in our area"}, True),
        ("turned-away", {"reason": " "}, False),
        ("listed", {"has_child": True}, True),
        ("listed", {"has_child": False}, False),
        ("listed", {"has_child": True, "is_harm": True}, False),
        ("turned-away", {"reason": "Known", "is_harm": True}, False),
        ("listed", {"has_child": True, "is_harm": True, "has_used_route": True}, True),
    ],
)
def test_what_triage_needs(to: str, told: dict[str, object], is_met: bool) -> None:
    facts = {"reason": "", "has_child": True, "is_harm": False, "has_used_route": False} | told
    assert triage.assess_triage(to, **facts).met is is_met  # type: ignore[arg-type]


# Referred on Thursday 2 April 2026: Good Friday and Easter Monday lie between.
BEFORE_EASTER = datetime(2026, 4, 2, 9, tzinfo=UTC)


def test_reasonable_grounds_are_due_after_five_working_days_or_with_the_panel() -> None:
    central = trafficking.reasonable_due("central", BEFORE_EASTER)
    assert central.on == date(2026, 4, 13)
    assert "Good Friday" in central.counted
    devolved = trafficking.reasonable_due("devolved", BEFORE_EASTER)
    assert devolved.on == date(2026, 4, 2) + timedelta(days=45)
    assert trafficking.conclusive_due("devolved", BEFORE_EASTER) == devolved
    assert trafficking.conclusive_due("central", BEFORE_EASTER) is None


def test_a_partnership_may_keep_other_numbers() -> None:
    clocks = trafficking.Clocks(reasonable_working_days=3, devolved_days=60, recovery_days=45)
    assert trafficking.reasonable_due("central", BEFORE_EASTER, clocks).on == date(2026, 4, 9)
    assert trafficking.not_before("central", date(2026, 4, 1), clocks) == date(2026, 5, 16)


@given(DAYS, st.integers(0, 90), st.sampled_from(trafficking.Route))
def test_a_conclusive_decision_needs_a_reason_exactly_inside_the_recovery_time(
    reasonable_on: date, later: int, route: trafficking.Route
) -> None:
    found = trafficking.assess_conclusive(
        reasonable_on + timedelta(days=later),
        route=route,
        reasonable="positive",
        reasonable_on=reasonable_on,
        today=date(2027, 12, 31),
    )
    assert found.met is (route == "devolved" or later >= 30)


def test_a_conclusive_decision_follows_a_positive_one_alone() -> None:
    def asked(**facts: object) -> bool | None:
        usual = {"route": "central", "reasonable": "positive", "reasonable_on": date(2026, 1, 5)}
        return trafficking.assess_conclusive(
            date(2026, 2, 10),
            today=date(2026, 3, 1),
            **(usual | facts),  # type: ignore[arg-type]
        ).met

    assert asked() is True
    assert asked(reasonable="negative") is False
    assert asked(reasonable="", reasonable_on=None) is False
    with pytest.raises(Refused):
        asked(reasonable_on=date(2026, 2, 11))
    assert [
        trafficking.is_conclusive_owed("devolved", ""),
        trafficking.is_conclusive_owed("central", ""),
    ] == [
        True,
        False,
    ]


@given(DAYS, st.integers(0, 60))
def test_waits_are_counted_as_the_calendar_counts_due_days(referred_on: date, later: int) -> None:
    seen_on = referred_on + timedelta(days=later)
    waited = working_days_waited(referred_on, seen_on)
    assert ENGLAND_AND_WALES.after(referred_on, waited) <= seen_on
    assert seen_on < ENGLAND_AND_WALES.after(referred_on, waited + 1)


def test_waits_over_easter_in_three_numbers() -> None:
    assert working_days_waited(date(2026, 4, 2), date(2026, 4, 7)) == 1
    assert summed([]) == Waits()
    assert summed([3, 9, 4]) == Waits(3, 4, 9)
    assert not assess_seen(date(2026, 4, 2), date(2026, 4, 1), date(2026, 5, 1)).met
    assert not assess_seen(date(2026, 4, 2), date(2026, 5, 2), date(2026, 5, 1)).met


TIMED = """
key = "x"
title = "X"
[[clause]]
id = "x/1"
says = "Referrals are triaged in two working days."
[clause.clock]
what = "triage of a referral"
within = "2 working days"
after = "receipt of the referral"
[[clause]]
id = "x/2"
says = "Whoever sent it hears the outcome."
[clause.casework]
what = "Whoever sent it hears the outcome."
within = "10 working days"
after = "the referral"
"""


def test_times_after_a_referral_are_found_in_clocks_and_undertakings_alone() -> None:
    charter = load(TIMED, "x").charter
    triaged, told = stated_for(charter, TRIAGE), stated_for(charter, OUTCOME)
    assert triaged is not None
    assert told is not None
    assert (triaged.clause, triaged.within) == ("x/1", Period.parse("2 working days"))
    assert (told.clause, told.within) == ("x/2", Period.parse("10 working days"))


@pytest.mark.parametrize("key", shipped())
def test_no_shipped_charter_states_a_time_so_it_is_measured(key: str) -> None:
    charter = load_shipped(key).charter
    assert stated_for(charter, TRIAGE) is stated_for(charter, OUTCOME) is None
