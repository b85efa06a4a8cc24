"""Waiving an obligation: whoever chairs decides, with a reason, that it need not be done."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.ledger.models import Obligation, ObligationEntry
from holdfast.obligations.ledger.operations.rows import enter, locked
from holdfast.obligations.ledger.writing import ended_at
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

_WAIVER = ["waived_at", "waived_by", "waiver_reason", "ended_at"]


@transaction.atomic
def waive(obligation_id: UUID, *, by: Actor, reason: str) -> None:
    """Waive it, for a reason that everybody who sees it will read.

    Raises `PermissionDenied`, or `Refused` without a reason or when it has ended already.
    """
    row = locked(obligation_id, by)
    by.require(Permission.WAIVE, row.group_id)
    if not reason.strip():
        refuse("Say why it is waived: everybody who sees it will read the reason.")
    if row.ended_at is not None:
        refuse(f"It cannot be waived any more: it is {row.state(clock.now()).value}.")
    row.waived_at, row.waived_by_id, row.waiver_reason = clock.now(), by.person_id, reason.strip()
    _save(row)
    enter(row, ObligationEntry.Kind.WAIVED, by=by, text=row.waiver_reason)
    record("waived obligation", row, by=by, group_id=row.group_id, kind=row.kind, clause=row.clause)


@transaction.atomic
def lift_waiver(obligation_id: UUID, *, by: Actor, reason: str) -> None:
    """Take a waiver back: it is owed again, by its old date."""
    row = locked(obligation_id, by)
    by.require(Permission.WAIVE, row.group_id)
    if row.waived_at is None:
        refuse("It was not waived.")
    if not reason.strip():
        refuse("Say why the waiver is taken back.")
    row.waived_at, row.waived_by, row.waiver_reason = None, None, ""
    _save(row)
    enter(row, ObligationEntry.Kind.UNWAIVED, by=by, text=reason.strip())
    record("took back waiver", row, by=by, group_id=row.group_id, kind=row.kind, clause=row.clause)


def _save(row: Obligation) -> None:
    row.ended_at = ended_at(row)
    row.save(update_fields=_WAIVER)
