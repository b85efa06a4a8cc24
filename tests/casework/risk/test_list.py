"""The exploitation list: who may be put on it and how, as of any day, and that it is brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.casework.children.models import Placement
from holdfast.casework.children.operations.merging import merge_children, undo_merge
from holdfast.casework.risk.models import ListChange, ListEntry, SafetyPlan
from holdfast.casework.risk.operations import (
    agree_plan,
    join_list,
    leave_list,
    put_on_watch,
    redate_watch,
    resume_listing,
    say_list_up_to_date,
    set_level,
    strike_out_place,
)
from holdfast.casework.risk.queries import entry_reasons, list_on
from holdfast.casework.risk.queries.listing import Category, ListFilter, list_page
from holdfast.casework.risk.rules.listing import replayed
from holdfast.governance.room.operations import close_meeting, open_meeting
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.kernel.working_days import end_of_day
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from tests.casework.town import CaseTown, case_town
from tests.factories import make_meeting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_child_joins_is_watched_comes_back_and_leaves_each_time_for_a_reason(town: CaseTown) -> None:
    ash, cora, now, today = town.child("Ash"), town.actor("Cora"), clock.now(), clock.today()
    join_list(child=ash, reason="High.", by=cora, at=now - 40 * DAY)
    put_on_watch(child=ash, review_on=today + DAY, reason="Calmer.", by=cora, at=now - 30 * DAY)
    redate_watch(child=ash, review_on=today + 9 * DAY, reason="Later.", by=cora, at=now - 20 * DAY)
    resume_listing(child=ash, reason="Missing again.", by=cora, at=now - 10 * DAY)
    leave_list(child=ash, reason="Safe.", by=cora, at=now - 2 * DAY)
    stood = {
        days: [(row.standing, row.review_on) for row in list_on(today - days * DAY)]
        for days in (41, 35, 25, 15, 5, 1)
    }
    assert stood == {
        41: [],
        35: [("listed", None)],
        25: [("watched", today + DAY)],
        15: [("watched", today + 9 * DAY)],
        5: [("listed", None)],
        1: [],
    }
    assert {row.joined_at for row in ListEntry.objects.all()} == {now - 40 * DAY}


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda ash, cora: join_list(child=ash, reason="Again.", by=cora), "on the list already"),
        (lambda ash, cora: resume_listing(child=ash, reason="So.", by=cora), "on the list already"),
        (lambda ash, cora: leave_list(child=ash, reason=" ", by=cora), "Say why"),
        (lambda ash, cora: put_on_watch(child=ash, review_on=None, reason="So.", by=cora), "on which day"),
        (
            lambda ash, cora: put_on_watch(child=ash, review_on=clock.today(), reason="So.", by=cora),
            "must come after",
        ),
        (lambda ash, cora: leave_list(child=ash, reason="So.", by=cora, seen=0), "Somebody else changed"),
        (
            lambda ash, cora: leave_list(child=ash, reason="So.", by=cora, at=clock.now() - DAY),
            "a later entry already",
        ),
    ],
)
def test_what_cannot_be_done_with_a_child_on_the_list(
    town: CaseTown, act: Callable[..., Any], why: str
) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    join_list(child=ash, reason="High.", by=cora)
    with pytest.raises(Refused, match=why):
        act(ash, cora)


def test_only_the_coordinator_and_the_chair_change_the_list(town: CaseTown) -> None:
    ash = town.child("Ash")
    town.works_with("health", ash)
    with pytest.raises(PermissionDenied, match="keep the exploitation list"):
        join_list(child=ash, reason="High.", by=town.actor("Mina"))
    join_list(child=ash, reason="High.", by=town.actor("Chidi"))


def test_whoever_is_18_joins_only_where_the_birth_date_is_a_guess(town: CaseTown) -> None:
    cora, eighteen = town.actor("Cora"), clock.today() - timedelta(days=19 * 366)
    grown, guessed = town.child("Ash", birth_on=eighteen), town.child("Elm", birth_on=eighteen)
    guessed.is_birth_estimated = True
    guessed.save()
    with pytest.raises(Refused, match="the list is of children"):
        join_list(child=grown, reason="High.", by=cora)
    join_list(child=guessed, reason="High.", by=cora)
    assert list_page(cora, ListFilter()).counts[Category.ADULT] == 1


def test_a_restricted_child_is_on_the_list_only_of_those_who_were_named(town: CaseTown) -> None:
    ash, elm, cora = town.child("Ash"), town.child("Elm"), town.actor("Cora")
    for child in (ash, elm):
        join_list(child=child, reason="High.", by=cora)
        set_level(child=child, area="sexual", level="high", reason="So.", by=cora)
    elm.is_restricted, elm.guardian = True, town.people["Gwen"]
    elm.save()
    cora = town.actor("Cora")
    page = list_page(cora, ListFilter())
    assert [row.name for row in page.rows] == ["Ash Ashdown"]
    assert (page.total, page.counts[Category.HIGH]) == (1, 1)


def test_the_list_says_what_marks_each_child(town: CaseTown) -> None:
    cora, now = town.actor("Cora"), clock.now()
    old, new, away = town.child("Ash"), town.child("Elm"), town.child("Oak")
    for child, at in ((old, now - 30 * DAY), (new, now - DAY), (away, now - 30 * DAY)):
        join_list(child=child, reason="So.", by=cora, at=at)
    set_level(child=old, area="sexual", level="low", reason="So.", by=cora, at=now - 20 * DAY)
    set_level(child=old, area="sexual", level="high", reason="Worse.", by=cora, at=now - DAY)
    Placement.objects.create(
        partnership=town.partnership, child=away, placing_authority="Fernshire", host_authority="Westshire",
        is_placed_out=True, from_on=date(2020, 1, 1),
    )  # fmt: skip
    marks = {row.name.split()[0]: set(row.categories) for row in list_page(cora, ListFilter()).rows}
    assert marks == {
        "Ash": {Category.HIGH, Category.CHANGED},
        "Elm": {Category.NEW},
        "Oak": {Category.PLACED_OUT},
    }
    only = list_page(cora, ListFilter(category=Category.PLACED_OUT))
    assert [(row.name, row.placement) for row in only.rows] == [("Oak Ashdown", "in Westshire")]
    reasons = {(child, key) for child, key, _ in entry_reasons(now - 2 * DAY, clock.now())}
    assert {key for child, key in reasons if child == old.pk} == {"high-risk", "changed:sexual", "plan-gaps"}
    assert {key for child, key in reasons if child == new.pk} == {"new"}
    assert {key for child, key in reasons if child == away.pk} == {"placed-out"}


ACTS = {"joined": join_list, "watched": put_on_watch, "redated": redate_watch, "resumed": resume_listing,
        "left": leave_list}  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from("ABC"), st.integers(0, 3), st.booleans()),
        max_size=14,
    )
)
def test_the_list_as_of_any_day_is_what_a_replay_of_its_standing_history_says(
    acts: list[tuple[str, str, int, bool]],
) -> None:
    town = case_town()
    cora = town.actor("Cora")
    children = {name: town.child(name) for name in "ABC"}
    at = clock.now() - 60 * DAY
    for kind, name, days, strikes in acts:
        at += timedelta(days=days)
        extra = {"review_on": clock.today() + DAY} if kind in ("watched", "redated") else {}
        try:
            ACTS[kind](child=children[name], reason="So.", by=cora, at=at, **extra)
        except Refused:
            continue
        if strikes:
            earlier = ListChange.objects.standing().order_by("at", "number")[:2]
            strike_out_place(change=list(earlier)[-1], reason="Another child's.", by=cora)
    history = list(ListChange.objects.standing().order_by("at", "number"))
    for days in range(62):
        day = clock.today() - timedelta(days=days)
        listed = {row.child_id: (row.standing, row.review_on) for row in list_on(day)}
        told = replayed(history, end_of_day(day)).items()
        assert listed == {child: (place.standing, place.review_on) for child, place in told}


def test_the_update_of_the_list_is_owed_after_each_meeting_and_met_by_one_press(town: CaseTown) -> None:
    start = clock.now() - DAY
    meeting = make_meeting(town.group, start)
    mo = town.actor("Mo")
    open_meeting(by=mo, meeting=meeting, at=start)
    close_meeting(by=town.actor("Chidi"), meeting=meeting, at=start + timedelta(hours=1))
    owed = Obligation.objects.get(kind="after-meeting", clause="meog/list")
    assert (owed.owner_seat, owed.met_at) == ("social-care", None)
    cora = town.actor("Cora")
    join_list(child=town.child("Ash"), reason="New.", by=cora)
    update = say_list_up_to_date(meeting=meeting, by=cora)
    owed.refresh_from_db()
    assert (owed.met_at, update.changes) == (update.at, 1)
    with pytest.raises(Refused, match="said so already"):
        say_list_up_to_date(meeting=meeting, by=cora)
    assert list(drift_of(town.group)) == []


def test_two_records_made_one_stand_on_the_list_once_and_apart_again_each_as_before(town: CaseTown) -> None:
    ash, twin, cora, now = town.child("Ash"), town.child("Ash"), town.actor("Cora"), clock.now()
    join_list(child=ash, reason="High.", by=cora, at=now - 9 * DAY)
    put_on_watch(child=twin, review_on=clock.today() + DAY, reason="Seen.", by=cora, at=now - 5 * DAY)
    for child, text in ((ash, "Home by nine."), (twin, "Home by eight.")):
        agree_plan(child=child, group=town.group, text=text, review_on=clock.today() + DAY, by=cora)
    merge = merge_children(kept=ash, merged=twin, by=cora, reason="One child.")
    stretches = ListEntry.objects.order_by("from_at").values_list("child_id", "standing", "joined_at")
    joined = now - 9 * DAY
    assert list(stretches) == [(ash.pk, "listed", joined), (ash.pk, "watched", joined)]
    assert SafetyPlan.objects.get(ended_on=None).text == "Home by eight."
    owed = Obligation.objects.filter(kind="recorded", voided_at=None)
    assert {row.subject_id for row in owed} == {ash.pk}
    connection.check_constraints()
    undo_merge(merge, by=cora, reason="Two after all.")
    found = ListEntry.objects.filter(to_at=None).values_list("child_id", "standing")
    assert set(found) == {(ash.pk, "listed"), (twin.pk, "watched")}
    connection.check_constraints()
    town.everything()
    assert list(drift_of(town.group)) == []
