"""What is invented obeys the product's own rules, so that nothing on a page contradicts another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from holdfast.charter.shelf import shipped
from holdfast.demo.world.partnership import PlannedPartnership
from holdfast.governance.actions.models import Action
from holdfast.governance.documents.inspection import inspect_file
from holdfast.governance.documents.models import DocumentContent
from holdfast.governance.minutes.drafting import meeting_record
from holdfast.governance.minutes.models import Minutes
from holdfast.governance.room.models import Decision
from holdfast.governance.room.operations.judging import as_json
from holdfast.governance.room.queries.facts import facts_of
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.states import State
from holdfast.stewardship.access.context import need_to_know
from tests.demo.conftest import planned


def overlaps(stretches: Iterable[tuple[Any, Any]]) -> bool:
    ordered = sorted(stretches, key=lambda stretch: stretch[0])
    return any(end is None or following <= end for (_, end), (following, _) in pairwise(ordered))


@pytest.mark.parametrize("charter", shipped())
def test_a_seat_for_one_has_one_holder_at_a_time(charter: str) -> None:
    rows = planned(charter=charter, years=2).ledger.rows
    single = {seat["id"] for seat in rows["groups.Seat"] if seat["holders"] == 1}
    held = defaultdict(list)
    for row in rows["groups.Appointment"]:
        if row["seat_id"] in single:
            held[row["seat_id"]].append((row["from_on"], row["to_on"]))
    assert not [seat for seat, stretches in held.items() if overlaps(stretches)]


@pytest.mark.parametrize("charter", shipped())
def test_nobody_is_in_a_meeting_twice_at_once_or_before_arriving(charter: str) -> None:
    rows = planned(charter=charter, years=2).ledger.rows["room.Presence"]
    there: defaultdict[Any, list[tuple[datetime, datetime]]] = defaultdict(list)
    for row in rows:
        assert row["left_at"] > row["arrived_at"]
        there[row["meeting_id"], row["person_id"]].append((row["arrived_at"], row["left_at"]))
    assert not [who for who, stretches in there.items() if len(stretches) > 1]


@pytest.mark.parametrize("charter", shipped())
def test_nothing_is_told_that_has_not_come_yet(charter: str) -> None:
    plan = planned(charter=charter)
    assert all(entry["at"] <= plan.ledger.now for entry in plan.ledger.trail)
    assert all(row["at"] <= plan.ledger.now for row in plan.ledger.rows["actions.ActionEntry"])


@pytest.mark.parametrize("charter", shipped())
def test_no_real_body_is_named_in_the_terms_that_are_adopted(charter: str) -> None:
    plan = planned(charter=charter)
    text = "".join(row["source"] for row in plan.ledger.rows["groups.Terms"])
    prose = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert not [real for real in plan.area.renamed if real in prose]


def test_every_decision_keeps_the_quorum_that_the_charter_finds(world: PlannedPartnership) -> None:
    with need_to_know(world.ledger.partnership_id):
        decisions = list(Decision.objects.select_related("item__meeting__group"))
        assert decisions
        for decision in decisions:
            found = facts_of(decision.item.meeting).quorum(decision.decided_at, decision.item)
            assert found.met is not False
            kept = {**as_json(found), "chair": None}
            assert {**decision.quorum, "chair": None} == {
                name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()
            }


def test_minutes_say_what_would_be_drafted_from_the_rows_today(world: PlannedPartnership) -> None:
    with need_to_know(world.ledger.partnership_id):
        for minutes in Minutes.objects.select_related("meeting__group"):
            drafted = meeting_record(minutes.meeting)
            assert {name: minutes.record[name] for name in drafted} == drafted


def test_minutes_were_approved_at_a_later_meeting_that_had_a_quorum(world: PlannedPartnership) -> None:
    with need_to_know(world.ledger.partnership_id):
        approved = Minutes.objects.filter(state="approved").select_related(
            "meeting", "approved_at_meeting__group"
        )
        assert approved
        for minutes in approved:
            assert minutes.approved_at_meeting.starts_at > minutes.meeting.starts_at
            assert facts_of(minutes.approved_at_meeting).quorum(minutes.approved_at).met is not False


def test_an_action_is_owned_by_somebody_of_its_agency(world: PlannedPartnership) -> None:
    with need_to_know(world.ledger.partnership_id):
        actions = Action.objects.select_related("owner")
        assert {action.state for action in actions} >= {"open", "done"}
        assert not [a for a in actions if a.owner and a.owner.agency_id != a.agency_id]


def test_every_paper_is_a_file_that_the_product_would_take(world: PlannedPartnership) -> None:
    from io import BytesIO

    with need_to_know(world.ledger.partnership_id):
        for content in DocumentContent.objects.select_related("version"):
            body, version = bytes(content.body), content.version
            found = inspect_file(version.file_name, BytesIO(body), len(body))
            assert (found.digest, found.kind.content_type) == (version.digest, version.content_type)


def test_every_constraint_of_the_database_holds(world: PlannedPartnership) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_the_ledger_agrees_with_what_happened(world: PlannedPartnership) -> None:
    """And it tells of things met, late, waived, missed and still to come."""
    groups = Group.objects.filter(partnership_id=world.ledger.partnership_id)
    assert [drift for group in groups for drift in drift_of(group)] == []
    told = Counter(row.state(clock.now()) for row in Obligation.objects.all())
    assert set(told) >= set(State) - {State.VOID}
    assert told[State.MET] > told[State.MET_LATE] > 0
    assert not Obligation.objects.filter(ended_at__gt=clock.now()).exists()
