"""How a promise is written into a row, and what that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from holdfast.obligations.ledger.kinds import kind_of
from holdfast.obligations.ledger.models import Evidence, Obligation
from holdfast.obligations.ledger.promises import Governed, Party, Proof

STATEMENT = "ledger.statement"


def columns(governed: Governed) -> dict[str, Any]:
    """The columns that follow from a promise."""
    promise = governed.promise
    due = promise.due
    subject_kind, subject_id = promise.subject or ("", None)
    return {
        "says": promise.says[:500],
        "terms_id": governed.terms_id,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "began_at": promise.began_at,
        "began_with": promise.began_with,
        "clock": due.clock.value if due else "",
        "period": promise.period,
        "due_at": due.at if due else None,
        "counted": due.counted if due else "",
        "is_forecast": bool(due and due.is_forecast),
        **_party("owed", promise.owed_to),
    }


def identity_columns(governed: Governed) -> dict[str, Any]:
    """The columns that never change once it is raised."""
    promise = governed.promise
    return {
        "kind": promise.kind,
        "clause": promise.clause,
        "occasion": promise.occasion,
        "owner_key": promise.owner.key,
        "cause_id": promise.cause_id,
        **_party("owner", promise.owner),
    }


def _party(side: str, party: Party) -> dict[str, Any]:
    return {
        f"{side}_office": party.office,
        f"{side}_seat": party.seat,
        f"{side}_agency_id": party.agency_id,
        f"{side}_person_id": party.person_id,
        f"{side}_group_id": party.group_id,
        f"{side}_body": party.body,
    }


def met_at(row: Obligation, governed: Governed) -> datetime | None:
    """When it was met: by the facts, or else as somebody has stated where the kind allows it."""
    kept = governed.promise.kept
    if kept is not None:
        return kept.at
    return row.stated_at if kind_of(row.kind).may_be_stated else None


def proofs(row: Obligation, governed: Governed) -> tuple[Proof, ...]:
    """What proves it: the facts' rows, or the statement."""
    if governed.promise.kept is not None:
        return governed.promise.kept.proofs
    if row.stated_at is not None and kind_of(row.kind).may_be_stated:
        words = "a statement" if row.stated_id is None else row.statement
        return (Proof(row.stated_kind or STATEMENT, row.stated_id, words[:300], row.stated_at),)
    return ()


def ended_at(row: Obligation) -> datetime | None:
    """When it ended, however it did."""
    if row.voided_at is not None:
        return row.voided_at
    return row.met_at if row.met_at is not None else row.waived_at


def write(row: Obligation, governed: Governed) -> dict[str, tuple[Any, Any]]:
    """Bring the row in line with the promise; what changed, as name: (before, after)."""
    wanted = columns(governed) | {"met_at": met_at(row, governed)}
    changed = {
        name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value
    }
    for name, value in wanted.items():
        setattr(row, name, value)
    if "due_at" in changed:
        row.missed_told_at = None
    row.ended_at = ended_at(row)
    return changed


def evidence_rows(row: Obligation, proved: Iterable[Proof]) -> Iterator[Evidence]:
    """The rows of evidence of an obligation."""
    for proof in proved:
        yield Evidence(
            partnership_id=row.partnership_id,
            obligation_id=row.pk,
            kind=proof.kind,
            subject_id=proof.id,
            words=proof.words[:300],
            at=proof.at,
        )


def proof_of(evidence: Evidence) -> Proof:
    """A row of evidence as a plain value."""
    return Proof(evidence.kind, evidence.subject_id, evidence.words, evidence.at)


def as_json(value: Any) -> Any:
    """A column's value for the history."""
    return (
        value.isoformat()
        if isinstance(value, datetime)
        else value
        if isinstance(value, bool | None)
        else str(value)
    )
