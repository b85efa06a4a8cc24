"""One step held for the length of one act."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import Http404

from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.escalation.models import Escalation
from holdfast.stewardship.access.actor import Actor


def locked(step_id: UUID, by: Actor) -> Escalation:
    """The step as it is now, if this person may see it."""
    rows = Escalation.objects.visible_to(by).select_for_update(of=("self",))
    step = rows.select_related("group", "obligation").filter(pk=step_id).first()
    if step is None:
        raise Http404
    return step  # type: ignore[no-any-return]


def moment_of(day: date) -> datetime:
    """Now for today, else the middle of that day: only the day is known."""
    return clock.now() if day == clock.today() else clock.noon_of(day)


def require_sent(step: Escalation) -> None:
    """Only what was sent can be answered."""
    if step.sent_at is None or step.state == Escalation.State.CLOSED:
        refuse("Only a letter that was sent, and is not closed, can be answered.")
