"""Actions captured in the room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from holdfast.governance.actions.models import Action
from holdfast.governance.actions.operations import allocate_action
from holdfast.governance.meetings.models import AgendaItem
from holdfast.governance.room.models import DecidedAction, Decision
from holdfast.governance.room.operations.floor import acting_as, floor, item_of, require_run
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Agency, Person


def capture_action(
    *,
    by: Actor,
    item: AgendaItem,
    text: str,
    agency: Agency,
    owner: Person | None = None,
    due_on: date | None = None,
    contributors: Iterable[Agency] = (),
    decision: Decision | None = None,
    at: datetime | None = None,
) -> Action:
    """Give an action under an item of the meeting, and note the decision that it came from."""
    if not text.strip():
        refuse("Write down what is to be done.")
    with floor(item.meeting, by=by) as held:
        moment = held.within(at)
        require_run(held, moment)
        row = item_of(held, item)
        action = allocate_action(
            by=acting_as(by, Role.CHAIR, held.meeting.group_id),
            group=held.meeting.group,
            text=text.strip(),
            agency=agency,
            owner=owner,
            due_on=due_on,
            item=row,
            meeting=held.meeting,
            contributors=contributors,
            at=moment,
        )
        if decision is not None:
            DecidedAction.objects.create(partnership_id=by.partnership_id, decision=decision, action=action)
    return action
