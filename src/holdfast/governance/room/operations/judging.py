"""Judges decisions again when what is known of the room changes: flags those left without a quorum."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from holdfast.charter.findings import QuorumFinding
from holdfast.governance.room.models import Decision
from holdfast.governance.room.operations.floor import Floor
from holdfast.governance.room.queries.facts import Facts
from holdfast.stewardship.access.context import seeing_everything


def judge_decisions_again(held: Floor) -> int:
    """Flag decisions that no longer had a quorum, unflag those that have one again; how many changed.

    Nothing is removed: the group decides what to do about a flagged decision.
    """
    with seeing_everything():
        rows = Decision.objects.filter(item__meeting=held.meeting, withdrawn_at__isnull=True)
        decisions = list(rows.select_related("item"))
        facts = held.facts() if decisions else None
        return sum(_judge(held, facts, decision) for decision in decisions if facts is not None)


def _judge(held: Floor, facts: Facts, decision: Decision) -> bool:
    is_without = facts.quorum(decision.decided_at, decision.item).met is False
    if decision.is_without_quorum == is_without:
        return False
    decision.is_without_quorum = is_without
    decision.save(update_fields=["is_without_quorum"])
    held.write("flagged without a quorum" if is_without else "unflagged", decision)
    return True


def as_json(finding: QuorumFinding) -> dict[str, Any]:
    """A finding as plain values, for the record of the moment."""
    kept = asdict(finding)
    kept.pop("counted", None)
    return kept
