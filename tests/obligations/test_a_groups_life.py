"""Over random lives of a group, its meetings, absences and actions, the ledger agrees with an obvious one."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from holdfast.governance.actions import operations as actions
from holdfast.governance.actions.models import Action
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.operations import cancel_meeting
from holdfast.governance.room.models import Presence
from holdfast.governance.room.operations import strike_out_presence
from holdfast.kernel import clock
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.sweeping import sweep
from tests.governance.chartered import Chartered
from tests.groups.world import charter
from tests.obligations.ledger.second import HOLIDAYS, LONDON

START = datetime(2026, 3, 10, 9, tzinfo=UTC)
CLAUSES = """
[[clause]]
id = "harbour/schedule-1"
says = "There is a meeting in every month."

[clause.schedule]
every = "month"

[[clause]]
id = "harbour/absences-1"
says = "After two meetings missed in a row the chair writes to the agency."

[clause.absences]
consecutive = 2
then = "the chair writes to the agency"
to = "the agency"

[[clause]]
id = "harbour/actions-1"
says = "Actions are done by their dates."

[clause.action]
what = "Actions are kept with owner and date."
"""
SEATS = ("police", "nurse", "teachers")


@dataclass
class Held:
    """A meeting that was held, and the seats that somebody came for."""

    row: Meeting
    opened_at: datetime
    came: set[str]


@dataclass
class Task:
    """An action as it stands."""

    row: Action
    due_on: date | None
    done_at: datetime | None = None
    is_withdrawn: bool = False


@dataclass
class Obvious:
    """What should be owed, worked out from everything that happened, one thing after another."""

    held: list[Held] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def months(self, now: datetime) -> dict[tuple[int, int], str]:
        """Each month since January 2025: whether a meeting was held in it, late, or is still to be held."""
        found = {}
        day = date(2025, 1, 1)
        while day <= now.astimezone(LONDON).date():
            begins = datetime(day.year, day.month, 1, tzinfo=LONDON)
            following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            later = [one.opened_at for one in self.held if one.opened_at >= begins]
            found[day.year, day.month] = _state(_month_ends(following), min(later, default=None), now)
            day = following
        return found

    def letters(self) -> set[tuple[str, UUID]]:
        """(seat, meeting) of every second absence in a row."""
        found = set()
        for seat in SEATS:
            missed = 0
            for one in sorted(self.held, key=lambda held: held.opened_at):
                missed = 0 if seat in one.came else missed + 1
                if missed == 2:
                    found.add((seat, one.row.pk))
        return found


def _month_ends(following: date) -> datetime:
    """The last second of a month; of the working day after, where its last working day is a bank holiday."""
    day = following - timedelta(days=1)
    weekday = day
    while weekday.weekday() > 4:
        weekday -= timedelta(days=1)
    if weekday in HOLIDAYS:
        day = weekday
        while day.weekday() > 4 or day in HOLIDAYS:
            day += timedelta(days=1)
    return _end_of(max(day, following - timedelta(days=1)))


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=LONDON)


def _state(due: datetime | None, met: datetime | None, now: datetime) -> str:
    if met is not None:
        return "met late" if due and met > due else "met"
    return "missed and still open" if due and now > due else "open"


class GroupsLife(RuleBasedStateMachine):
    """Meetings are held or called off, people come or not, actions are given, done, changed; time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.frozen = self.stack.enter_context(ExitStack())
        self._at(START)
        self.place = Chartered("harbour", source=charter(more=CLAUSES))
        self.obvious = Obvious()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()

    def _at(self, instant: datetime) -> None:
        self.frozen.close()
        self.frozen.enter_context(clock.fixed_at(instant))
        self.now = instant

    @property
    def bea(self) -> Any:
        return self.place.actor(self.place.bea)

    @rule(days=st.integers(1, 25), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        self._at(self.now + timedelta(days=days, hours=hours))
        self.place.actor(self.place.bea)
        sweep()

    @rule(came=st.sets(st.sampled_from(SEATS)))
    def a_meeting_is_held(self, came: set[str]) -> None:
        starts = self.now + timedelta(hours=1)
        meeting = self.place.called(starts, self.now - timedelta(days=30))
        self.place.held(meeting, [self.place.members[seat] for seat in sorted(came)])
        self._at(starts + timedelta(hours=23))
        meeting.refresh_from_db()
        if meeting.opened_at is not None:
            self.obvious.held.append(Held(meeting, meeting.opened_at, set(came)))

    @rule()
    def a_meeting_is_called_and_called_off(self) -> None:
        meeting = self.place.called(self.now + timedelta(days=40))
        cancel_meeting(by=self.bea, meeting=meeting, reason="Too few can come.")

    @precondition(lambda self: any(one.came for one in self.obvious.held))
    @rule(data=st.data())
    def somebody_turns_out_not_to_have_come(self, data: st.DataObject) -> None:
        held = data.draw(st.sampled_from([one for one in self.obvious.held if one.came]))
        seat = data.draw(st.sampled_from(sorted(held.came)))
        there = Presence.objects.filter(meeting=held.row, person=self.place.members[seat])
        presence = there.filter(removed_at__isnull=True).get()
        strike_out_presence(by=self.bea, presence=presence, reason="It was somebody else.")
        held.came.discard(seat)

    @rule(days=st.one_of(st.none(), st.integers(0, 30)))
    def an_action_is_given(self, days: int | None) -> None:
        due_on = None if days is None else clock.today() + timedelta(days=days)
        agency = self.place.agencies["police"]
        made = actions.allocate_action(
            by=self.bea, group=self.place.group, text="Ring", agency=agency, due_on=due_on
        )
        self.obvious.tasks.append(Task(made, due_on))

    @precondition(lambda self: self.obvious.tasks)
    @rule(data=st.data(), days=st.integers(0, 20))
    def something_happens_to_an_action(self, data: st.DataObject, days: int) -> None:
        task = data.draw(st.sampled_from(self.obvious.tasks))
        task.row.refresh_from_db()
        if task.done_at or task.is_withdrawn:
            actions.reopen_action(by=self.bea, action=task.row, reason="It was not.")
            task.done_at, task.is_withdrawn = None, False
            return
        what = data.draw(st.sampled_from(["done", "withdrawn", "redated"]))
        if what == "done":
            actions.complete_action(by=self.bea, action=task.row, text="Done.")
            task.done_at = self.now
        elif what == "withdrawn":
            actions.withdraw_action(by=self.bea, action=task.row, reason="Not wanted.")
            task.is_withdrawn = True
        else:
            task.due_on = clock.today() + timedelta(days=days)
            actions.redate_action(by=self.bea, action=task.row, due_on=task.due_on, reason="Later.")

    @invariant()
    def the_ledger_says_what_happened(self) -> None:
        self.place.actor(self.place.bea)
        rows = list(Obligation.objects.filter(group=self.place.group).prefetch_related("evidence"))
        self._months_agree([row for row in rows if row.kind == "meeting-interval"])
        letters = [row.occasion.split() for row in rows if row.kind == "absences" and not row.voided_at]
        assert {(said[2], UUID(said[-1])) for said in letters} == self.obvious.letters()
        assert len(letters) == len(self.obvious.letters())
        self._actions_agree({row.cause_id: row for row in rows if row.kind == "action"})
        for row in rows:
            assert row.ended_at is None or row.voided_at or row.waived_at or row.evidence.all()

    def _months_agree(self, rows: list[Obligation]) -> None:
        stored = {
            (began.year, began.month): row.state(self.now).value
            for row in rows
            if (began := row.began_at.astimezone(LONDON))
        }
        expected = self.obvious.months(self.now)
        # Time begins a month; the sweep raises it. One that no sweep has seen is not in the ledger yet.
        assert {key: expected[key] for key in stored} == stored
        assert set(list(expected)[:-1]) <= set(stored) or self.now - START < timedelta(days=1)

    def _actions_agree(self, stored: dict[UUID, Obligation]) -> None:
        for task in self.obvious.tasks:
            row = stored[task.row.pk]
            due = _end_of(task.due_on) if task.due_on else None
            expected = "void" if task.is_withdrawn else _state(due, task.done_at, self.now)
            assert (row.state(self.now).value, row.due_at) == (expected, due)

    @invariant()
    def a_rebuild_finds_nothing(self) -> None:
        assert drift_of(self.place.group) == []


@pytest.mark.django_db
def test_random_lives_of_a_group_end_in_the_same_ledger_as_an_obvious_one() -> None:
    run_state_machine_as_test(
        GroupsLife,
        settings=settings(
            max_examples=5,
            stateful_step_count=14,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
