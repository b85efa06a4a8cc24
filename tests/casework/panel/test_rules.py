"""The rules of the case meeting, on plain values."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from holdfast.casework.panel.rules.feedback import Heard, Worker, draft, recipients
from holdfast.casework.panel.rules.listing import Reason, in_order, moved, over_by, time_for_each
from holdfast.casework.panel.rules.naming import without_names
from holdfast.casework.panel.rules.voice import assess_voice

MINUTE = timedelta(minutes=1)


def _reason(child: UUID, key: str, rank: int) -> Reason:
    return Reason(child, key, key, rank)


def test_the_most_pressing_reason_comes_first_and_more_reasons_before_fewer() -> None:
    calm, double, urgent = UUID(int=1), UUID(int=2), UUID(int=3)
    found = [
        _reason(calm, "high", 20),
        _reason(double, "high", 20),
        _reason(double, "plan", 50),
        _reason(urgent, "missing-now", 5),
    ]
    assert in_order(found) == [urgent, double, calm]


@given(st.lists(st.uuids(), unique=True, min_size=1, max_size=12), st.integers(-3, 20), st.data())
def test_moving_a_child_keeps_everybody_and_the_order_of_the_others(
    order: list[UUID], to: int, data: st.DataObject
) -> None:
    which = data.draw(st.sampled_from(order))
    after = moved(order, which, to)
    assert sorted(after, key=str) == sorted(order, key=str)
    assert [one for one in after if one != which] == [one for one in order if one != which]
    assert after.index(which) == min(max(to, 1), len(order)) - 1


def test_forty_children_in_two_hours_with_twenty_minutes_for_the_rest_have_two_and_a_half_minutes_each() -> (
    None
):
    each = time_for_each(120 * MINUTE, 20 * MINUTE, 40)
    assert each == timedelta(minutes=2, seconds=30)
    assert over_by(120 * MINUTE, 20 * MINUTE, 40, each) == timedelta(0)


def test_a_list_that_cannot_fit_says_by_how_much() -> None:
    each = time_for_each(10 * MINUTE, 0 * MINUTE, 40)
    assert each == timedelta(seconds=30)
    assert over_by(10 * MINUTE, 0 * MINUTE, 40, each) == 10 * MINUTE


def test_a_childs_name_in_an_action_gives_way_to_the_reference() -> None:
    names = ["Robin Jo", "Ashdown", "Robbie"]
    said = without_names("Visit Robin Ashdown's flat; ring robbie. Robinson Road stays.", names, "K7F3Q")
    assert said == "Visit K7F3Q's flat; ring K7F3Q. Robinson Road stays."


def test_views_older_than_ninety_days_do_not_speak_for_the_child() -> None:
    day = date(2026, 3, 3)
    assert assess_voice(day - timedelta(days=90), day).met
    assert not assess_voice(day - timedelta(days=91), day).met
    assert not assess_voice(None, day).met


def _worker(child: UUID, agency: UUID, person: UUID | None = None, **more: str) -> Worker:
    said = {"name": "Sam Hill", "email": ""} | more
    return Worker(professional_id=uuid4(), child_id=child, agency_id=agency, person_id=person, **said)


def test_one_person_has_one_bundle_and_a_conflict_keeps_a_child_out_of_it() -> None:
    robin, ash, police, pat = (uuid4() for _ in range(4))
    workers = [
        _worker(robin, police, pat),
        _worker(ash, police, pat),
        _worker(robin, police, email="sam@example.org"),
        _worker(ash, police, email="SAM@example.org"),
        _worker(robin, police),
    ]
    found = {
        one.key: {w.child_id for w in one.of_children}
        for one in recipients(workers, hidden=frozenset({(ash, pat)}))
    }
    assert found == {
        f"person {pat}": {robin},
        "email sam@example.org": {robin, ash},
        f"name {police} sam hill": {robin},
    }


def test_a_draft_holds_ones_own_agencys_actions_and_only_counts_the_others() -> None:
    police, health = uuid4(), uuid4()
    heard = Heard(
        decisions=("Sexual exploitation: high confirmed",),
        outcome_sought="Safe at home on weekends",
        actions=((police, "Visit the flat"), (health, "Offer an appointment")),
    )
    text = draft(heard, _worker(uuid4(), police))
    assert "Visit the flat" in text
    assert "Offer an appointment" not in text
    assert "Other agencies have 1 action." in text
