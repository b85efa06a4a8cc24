"""Taking in filled tools from a file: each row by itself, and the same row once however often it comes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction

from holdfast.casework.children.models import Child
from holdfast.casework.screening.models import Submission, ToolVersion
from holdfast.casework.screening.operations.receiving import receive
from holdfast.casework.screening.rules.importing import FilledRow, read_list
from holdfast.casework.screening.rules.scoring import faults_in
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

ADDED, ALREADY, REFUSED = "added", "already here", "refused"


@dataclass(frozen=True)
class ImportedRow:
    """What became of one row: added, already here, or refused with every reason."""

    number: int
    outcome: str
    reference: str = ""
    level: str = ""
    says: tuple[str, ...] = ()


def import_submissions(*, by: Actor, content: bytes, is_dry_run: bool = False) -> tuple[ImportedRow, ...]:
    """Take a file's rows into the queue; a dry run says what would become of each and keeps nothing.

    Raises `UnreadableList` for what is no list at all.
    """
    by.require(Permission.KEEP_SCREENING)
    rows = read_list(content)
    with transaction.atomic():
        taking = _Taking(by)
        done = tuple(taking.take(row) for row in rows)
        if is_dry_run:
            transaction.set_rollback(True)
        else:
            added = sum(row.outcome == ADDED for row in done)
            record("imported screening", by=by, rows=len(done), added=added)
    return done


class _Taking:
    """One import: what it needs to know of tools and children is asked once."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.tools = {(tool.key, tool.number): tool for tool in ToolVersion.objects.visible_to(by)}

    def take(self, row: FilledRow) -> ImportedRow:
        """One row, in a savepoint of its own."""
        tool = self.tools.get((row.text("tool"), row.text("version")))
        if tool is None:
            row.faults.append(
                f"There is no tool {row.text('tool')[:60]}, version {row.text('version')[:40]}."
            )
            return _refused(row, row.faults)
        digest = _digest(row)
        here = Submission.objects.filter(import_digest=digest).first()
        if here is not None:
            return ImportedRow(row.number, ALREADY, here.reference, here.level)
        values = self._values(row, tool)
        row.faults.extend(faults_in(tool.tool, row.answers))
        if row.faults:
            return _refused(row, row.faults)
        return self._added(row, Submission(import_digest=digest, tool=tool, **values))

    def _added(self, row: FilledRow, made: Submission) -> ImportedRow:
        try:
            with transaction.atomic():
                made.save()
                receive(made, by=self.by)
        except Refused as refusal:
            return _refused(row, [str(refusal)])
        return ImportedRow(row.number, ADDED, made.reference, made.level)

    def _values(self, row: FilledRow, tool: ToolVersion) -> dict[str, Any]:
        now, child = clock.now(), self._child(row)
        told = row.truth("front_door_told")
        return {
            "partnership_id": self.by.partnership_id, "source": Submission.Source.IMPORT,
            "by_id": self.by.person_id, "child": child, "started_at": now, "saved_at": now,
            "matched_at": now if child else None, "matched_by_id": self.by.person_id if child else None,
            "sender_name": row.text("sender_name")[:200], "sender_agency": row.text("sender_agency")[:200],
            "given_names": row.text("given_names")[:200], "family_name": row.text("family_name")[:200],
            "known_by": row.text("known_by"), "birth_on": row.day("birth_on"), "answers": row.answers,
            "has_learning_disability": row.truth("learning_disability"),
            "area": row.text("area") or (tool.tool.areas[0] if len(tool.tool.areas) == 1 else ""),
            "worries": row.text("worries"), "child_words": row.text("child_words"),
            "judged_level": _judged(row, tool), "judged_reason": row.text("judged_reason"),
            "is_immediate": bool(row.truth("immediate")),
            "front_door": {
                "told": "yes" if told else "no", "how": row.text("front_door_how") or "telephone",
                "whom": row.text("front_door_whom"),
            },
        }  # fmt: skip

    def _child(self, row: FilledRow) -> Child | None:
        if not (reference := row.text("child").upper()):
            return None
        found: Child | None = Child.objects.visible_to(self.by).filter(reference=reference).first()
        if found is None:
            row.faults.append(f"There is no child {reference[:12]} that you may see.")
        return found


def _judged(row: FilledRow, tool: ToolVersion) -> str:
    level = row.text("judged_level").lower()
    if level and level not in tool.tool.levels:
        row.faults.append(f"judged_level: {level[:40]} is no level of this tool.")
        return ""
    return level


def _refused(row: FilledRow, faults: Iterable[str]) -> ImportedRow:
    return ImportedRow(row.number, REFUSED, says=tuple(dict.fromkeys(faults)))


def _digest(row: FilledRow) -> str:
    said = json.dumps([row.texts, row.answers], sort_keys=True)
    return sha256(said.encode()).hexdigest()
