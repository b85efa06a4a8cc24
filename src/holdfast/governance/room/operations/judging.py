"""Judges decisions again when what is known of the room changes: flags those left without a quorum."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from holdfast.charter.findings import QuorumFinding
from holdfast.governance.room.models import Decision
from holdfast.governance.room.operations.floor import Floor, seeing_every_item


def judge_decisions_again(held: Floor) -> int:
    """Flag decisions that no longer had a quorum, unflag those that have one again; how many changed.

    Nothing is removed: the group decides what to do about a flagged decision.
    """
    with seeing_every_item():
        decisions = list(
            Decision.objects.filter(item__meeting=held.meeting, withdrawn_at__isnull=True).select_related(
                "item"
            )
        )
        if not decisions:
            return 0
        facts = held.facts()
        changed = 0
        for decision in decisions:
            was = decision.is_without_quorum
            decision.is_without_quorum = facts.quorum(decision.decided_at, decision.item).met is False
            if decision.is_without_quorum != was:
                changed += 1
                decision.save(update_fields=["is_without_quorum"])
                verb = "flagged without a quorum" if decision.is_without_quorum else "unflagged"
                held.write(verb, decision)
    return changed


def as_json(finding: QuorumFinding) -> dict[str, Any]:
    """A finding as plain values, for the record of the moment."""
    kept = asdict(finding)
    kept.pop("counted", None)
    return kept
