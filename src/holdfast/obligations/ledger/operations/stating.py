"""A person says that something was done, where nothing in the product shows it by itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.ledger.holders import is_owner
from holdfast.obligations.ledger.kinds import kind_of
from holdfast.obligations.ledger.models import Obligation, ObligationEntry
from holdfast.obligations.ledger.operations.rows import enter, locked
from holdfast.obligations.ledger.operations.settling import settle
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record

_STATEMENT = ["stated_at", "stated_by", "statement", "stated_kind", "stated_id"]


def may_state(by: Actor, row: Obligation) -> bool:
    """Its owner says so, or whoever keeps the group's business and chases it."""
    if kind_of(row.kind).is_own_word:
        return is_owner(by, row)
    return by.may(Permission.CHASE, row.group_id) or is_owner(by, row)


@transaction.atomic
def state_done(
    obligation_id: UUID,
    *,
    by: Actor,
    words: str,
    at: datetime | None = None,
    shown_by: tuple[str, UUID] | None = None,
) -> None:
    """Say that it was done, when (UTC; now if left out) and what shows it.

    `shown_by` is the (label, id) of a row that proves it, where there is one: a letter that was sent.
    Raises `PermissionDenied`, or `Refused`: without words, for a time to come, before it began, for a kind
    that the product itself knows to be done or not, or when it is already met.
    """
    row = locked(obligation_id, by)
    if not may_state(by, row):
        raise PermissionDenied("Only whoever owes it, or whoever chases it, can say that it was done.")
    at = at or clock.now()
    _assess(row, words, at)
    row.stated_at, row.stated_by_id, row.statement = at, by.person_id, words.strip()
    row.stated_kind, row.stated_id = shown_by or ("", None)
    row.save(update_fields=_STATEMENT)
    enter(row, ObligationEntry.Kind.STATED, by=by, text=row.statement)
    record("said obligation done", row, by=by, group_id=row.group_id, kind=row.kind, clause=row.clause)
    settle(row.cause, [row.cause_id], group=row.group, by=by)


def _assess(row: Obligation, words: str, at: datetime) -> None:
    if not kind_of(row.kind).may_be_stated:
        refuse("This is met by doing it here, not by saying so: use its own page.")
    if row.stated_by is not None:
        refuse(f"{row.stated_by.name} said so already: nothing more is needed.")
    if row.met_at is not None:
        refuse("It was met already: nothing more is needed.")
    if row.voided_at is not None:
        refuse("It is void: there is nothing left to do.")
    if not words.strip():
        refuse("Say what was done, and what shows it.")
    if at > clock.now():
        refuse("The date is still to come: say it was done once it is.")
    if at < row.began_at:
        refuse("It cannot have been done before it was owed: look at the date.")


@transaction.atomic
def take_back_statement(obligation_id: UUID, *, by: Actor, reason: str) -> None:
    """Take back a statement that was wrong; it is owed again as if nothing had been said."""
    row = locked(obligation_id, by)
    if not may_state(by, row):
        raise PermissionDenied("Only whoever owes it, or whoever chases it, can take this back.")
    if row.stated_at is None:
        refuse("Nobody has said that it was done.")
    if not reason.strip():
        refuse("Say why it is taken back.")
    row.stated_at, row.stated_by, row.statement = None, None, ""
    row.stated_kind, row.stated_id = "", None
    row.save(update_fields=_STATEMENT)
    enter(row, ObligationEntry.Kind.UNSTATED, by=by, text=reason.strip())
    record("took back statement on obligation", row, by=by, group_id=row.group_id, kind=row.kind)
    settle(row.cause, [row.cause_id], group=row.group, by=by)
