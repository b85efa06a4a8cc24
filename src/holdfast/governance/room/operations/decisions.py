"""Decisions: refused while there is no quorum, judged at the time at which they were made."""

from __future__ import annotations

from datetime import datetime

from holdfast.governance.meetings.models import AgendaItem
from holdfast.governance.room.models import Decision
from holdfast.governance.room.operations.floor import Floor, floor, item_of, require_run
from holdfast.governance.room.operations.judging import as_json
from holdfast.governance.room.rules.deciding import assess_method
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor

Method = Decision.Method


def record_decision(
    *, by: Actor, item: AgendaItem, text: str, method: str = Method.CONSENSUS, at: datetime | None = None
) -> Decision:
    """Record what was decided under an item, and the quorum of that moment.

    Raises `Refused`, with the reason and the clause, when there was no quorum at `at` (UTC; now unless
    typed), or when the terms do not let the group decide in that way.
    """
    if not text.strip():
        refuse("Write down what was decided.")
    with floor(item.meeting, by=by) as held:
        moment = held.within(at)
        require_run(held, moment)
        row = item_of(held, item)
        facts = held.facts()
        assess_method(facts.charter, row.business_kind or None, method).require()
        return keep_decision(held, row, text.strip(), method, moment, is_typed=at is not None)


def keep_decision(
    held: Floor, item: AgendaItem, text: str, method: str, moment: datetime, *, is_typed: bool = False
) -> Decision:
    """Write a decision down if there was a quorum; a typed minute is taken at its moment with a quorum."""
    facts = held.facts()
    quorum = facts.quorum(moment, item)
    if is_typed and quorum.met is False:
        moment, quorum = facts.quorum_within(moment, item)
        if moment > clock.now():
            moment = held.now
    quorum.require()
    decision = Decision.objects.create(
        partnership_id=held.by.partnership_id,
        item=item,
        text=text,
        method=method,
        decided_at=moment,
        recorded_by_id=held.by.person_id,
        quorum=as_json(quorum),
    )
    held.write("recorded the decision", decision, item=str(item.pk), method=method)
    return decision


def withdraw_decision(*, by: Actor, decision: Decision, reason: str) -> None:
    """Take back what was recorded wrongly; it stays readable, with the reason."""
    if not reason.strip():
        refuse("Say why the decision is taken back.")
    with floor(decision.item.meeting, by=by) as held:
        require_run(held, held.now)
        row = Decision.objects.select_for_update().get(pk=decision.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_reason = held.now, reason.strip()
            row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
            held.write("withdrew the decision", row)
