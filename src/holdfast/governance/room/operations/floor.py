"""The floor: one act at a time in a meeting, by somebody who may, after which the live pages see a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.meetings.promises import settle_record
from holdfast.governance.room.hooks import on_record_corrected
from holdfast.governance.room.queries.facts import Facts, facts_of
from holdfast.governance.room.rules.attendance import assess_time
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor, Standing
from holdfast.stewardship.access.permissions import Permission, Role
from holdfast.stewardship.trail.record import record

State = Meeting.State
RUNNING = (State.OPEN,)
ATTENDING = (State.CONFIRMED, State.OPEN, State.CLOSED, State.ADJOURNED)
_ENDED = (State.CLOSED, State.ADJOURNED, State.CANCELLED)
_STATE_REASONS = {
    State.PROPOSED: "The date of this meeting has not been confirmed yet.",
    State.CONFIRMED: "The meeting has not been opened yet. Open it first.",
    State.OPEN: "The meeting is under way.",
    State.CLOSED: "The meeting is closed. Attendance can still be corrected; the rest goes in the minutes.",
    State.ADJOURNED: "The meeting was adjourned. It goes on at the meeting that continues it.",
    State.CANCELLED: "The meeting was cancelled.",
}


@dataclass
class Floor:
    """A meeting held for one act. `now` is the present; `at` is asked of each act."""

    meeting: Meeting
    by: Actor
    now: datetime
    # What is owed is settled by the meeting as it was saved.
    settles: list[Callable[[], None]] = field(default_factory=list)

    def facts(self) -> Facts:
        """The facts as they stand at this point of the act."""
        return facts_of(self.meeting)

    def moment(self, at: datetime | None) -> datetime:
        """When it happened: now, unless a time was typed, which must have come."""
        if at is None:
            return self.now
        assess_time(at, now=self.now, starts_at=self.meeting.starts_at).require()
        return at

    def within(self, at: datetime | None) -> datetime:
        """When it happened, during the meeting: a minute typed for its opening begins with the opening."""
        moment = self.moment(at)
        opened_at = self.meeting.opened_at
        if opened_at is not None and moment < opened_at:
            if moment < opened_at.replace(second=0, microsecond=0):
                refuse("That is before the meeting opened. Correct the time.")
            return opened_at
        return moment

    def write(self, verb: str, subject: Model | None = None, **ids: Any) -> None:
        """Leave the act in the trail."""
        record(verb, subject, by=self.by, group_id=self.meeting.group_id, **ids)


@contextmanager
def floor(meeting: Meeting, *, by: Actor, states: tuple[str, ...] = RUNNING) -> Iterator[Floor]:
    """The meeting as it is now, held for one act; its version rises when the act is done."""
    with transaction.atomic():
        rows = Meeting.objects.visible_to(by).select_for_update(of=("self",))
        held = rows.select_related("group").get(pk=meeting.pk)
        if held.state not in states:
            refuse(_STATE_REASONS[held.state])
        had_ended = held.state in _ENDED
        act = Floor(held, by, clock.now())
        yield act
        held.version += 1
        held.save()
        if had_ended:
            on_record_corrected.call(held, by)
            act.settles = act.settles or [partial(settle_record, held, by=by)]
        for settle in act.settles:
            settle()
        _refresh(meeting, held)


def _refresh(meeting: Meeting, held: Meeting) -> None:
    """The caller's own copy shows what happened."""
    if meeting is not held:
        for name in ("state", "version", "opened_at", "closed_at", "end_reason", "terms_id"):
            setattr(meeting, name, getattr(held, name))


def may_run(by: Actor, facts: Facts, at: datetime) -> bool:
    """Whoever records the group's meetings, and whoever chairs this one."""
    return by.may(Permission.RUN_MEETING, facts.group_id) or may_chair(by, facts, at)


def may_chair(by: Actor, facts: Facts, at: datetime) -> bool:
    """Who chairs the group, and who was nominated or steps up for this meeting.

    Where a meeting is entered afterwards, its recorder enters what the chair did, and the chair checks it.
    """
    if by.may(Permission.CHAIR_MEETING, facts.group_id):
        return True
    if facts.meeting.entered_afterwards and by.may(Permission.RUN_MEETING, facts.group_id):
        return True
    return facts.chair(at).person == str(by.person_id)


def require_run(held: Floor, at: datetime) -> None:
    """Refuse whoever neither records nor chairs this meeting."""
    if held.by.may(Permission.RUN_MEETING, held.meeting.group_id):
        return
    if not may_run(held.by, held.facts(), at):
        raise PermissionDenied("Only whoever records or chairs this meeting can do that.")


def require_chair(held: Floor, at: datetime) -> None:
    """Refuse whoever does not chair this meeting."""
    if not may_chair(held.by, held.facts(), at):
        raise PermissionDenied("Only whoever chairs this meeting can do that.")


def acting_as(by: Actor, role: Role, group_id: UUID) -> Actor:
    """The same person with a standing that the act gives: who chairs allocates, an election appoints."""
    return replace(by, standings=by.standings | {Standing(role, group_id)})


def item_of(held: Floor, item: AgendaItem) -> AgendaItem:
    """The item, locked, if it is of this meeting and may be seen."""
    row: AgendaItem = AgendaItem.objects.select_for_update().get(pk=item.pk, meeting=held.meeting)
    return row
