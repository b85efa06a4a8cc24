"""What came back: that it arrived, what was replied, how it ended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.escalation.models import Escalation
from holdfast.obligations.escalation.operations.deciding import require_deciding
from holdfast.obligations.escalation.operations.rows import locked, moment_of, require_sent
from holdfast.obligations.escalation.proposing import enter
from holdfast.obligations.escalation.rules import assess_moment
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

State = Escalation.State


def _at(step: Escalation, day: date, what: str) -> datetime:
    sent_on = (step.sent_at or clock.now()).astimezone(clock.LONDON).date()
    assess_moment(day, sent_on, clock.today(), what).require()
    return moment_of(day)


def _save(step: Escalation, what: str, *, by: Actor, text: str) -> None:
    step.version += 1
    step.save()
    enter(step, what, by=by, text=text)
    record(f"{what} step of escalation", step, by=by, group_id=step.group_id, step=step.step)


@transaction.atomic
def record_acknowledgement(step_id: UUID, *, by: Actor, on: date, text: str = "") -> None:
    """Record that it arrived, on the day on which that was said."""
    step = locked(step_id, by)
    by.require(Permission.CHASE, step.group_id)
    require_sent(step)
    if step.acknowledged_at is not None:
        refuse("That it arrived is recorded already.")
    step.acknowledged_at = _at(step, on, "the acknowledgement")
    if step.state == State.SENT:
        step.state = State.ACKNOWLEDGED
    _save(step, "acknowledged", by=by, text=text.strip())


@transaction.atomic
def record_reply(step_id: UUID, *, by: Actor, on: date, text: str) -> None:
    """Record what was replied; a later reply is added and the earlier stays in the history."""
    step = locked(step_id, by)
    by.require(Permission.CHASE, step.group_id)
    require_sent(step)
    if not text.strip():
        refuse("Enter what was replied.")
    step.replied_at, step.reply, step.state = _at(step, on, "the reply"), text.strip(), State.REPLIED
    _save(step, "replied", by=by, text=step.reply)


@transaction.atomic
def close_step(step_id: UUID, *, by: Actor, outcome: str) -> None:
    """End it: whoever decides is content with what came of it, and it goes no further up by itself.

    Of what the chair owes, the chair does not decide that either.
    """
    step = locked(step_id, by)
    require_deciding(by, step.group_id, step.obligation)
    require_sent(step)
    if not outcome.strip():
        refuse("Say what came of it.")
    step.state, step.closed_at, step.outcome, step.again_on = State.CLOSED, clock.now(), outcome.strip(), None
    _save(step, "closed", by=by, text=step.outcome)
