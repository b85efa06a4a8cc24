"""What the checker says of a clause as it is being written: every fault with its line, or how it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.charter.editing import Edited
from holdfast.charter.place import Fault, FaultyCharter
from holdfast.governance.terms_review.models import TermsReview
from holdfast.governance.terms_review.operations.drafting import (
    Kind,
    Wanted,
    changed_text,
    check_only_that_clause,
    source_of,
)
from holdfast.groups.operations.terms import chosen_charter, read_charter
from holdfast.kernel.finding import Refused

if TYPE_CHECKING:
    from holdfast.charter.findings import ClauseReading


@dataclass(frozen=True, slots=True)
class BoxFault:
    """A fault where the writer can find it: `line 3 of the rule`, `the wording`, `clause 9.2`."""

    where: str
    expected: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What the checker says: faults, a refusal, or the clause read back."""

    faults: tuple[BoxFault, ...] = ()
    refusal: str = ""
    reading: ClauseReading | None = None


def tried(review: TermsReview, kind: str, wanted: Wanted) -> Tried:
    """Check a clause as it is written just now; nothing is kept."""
    from holdfast.charter.plain import explain_clause

    source, _ = source_of(review)
    try:
        text = changed_text(source, review, wanted, kind).text
        check_only_that_clause(review, source, text, wanted.clause)
    except FaultyCharter as faulty:
        return Tried(faults=located(review, kind, wanted, faulty))
    except Refused as refusal:
        return Tried(refusal=str(refusal))
    if kind == Kind.REMOVED:
        return Tried()
    charter = chosen_charter(read_charter(text), review.base.charter_key)
    return Tried(reading=explain_clause(charter, charter.clause(wanted.clause)))


def located(review: TermsReview, kind: str, wanted: Wanted, faulty: FaultyCharter) -> tuple[BoxFault, ...]:
    """The faults of the whole text, each where the writer of one clause can find it."""
    source, _ = source_of(review)
    edited = changed_text(source, review, wanted, kind)
    return tuple(BoxFault(_where(fault, edited, wanted), _said(fault)) for fault in faulty.faults)


def _where(fault: Fault, edited: Edited, wanted: Wanted) -> str:
    lines = wanted.rule.strip("\n").count("\n") + 1
    line = fault.line - edited.rule_line + 1
    is_unread = fault.expected.startswith("is not TOML")
    if edited.rule_line and 1 <= line <= lines:
        return f"Line {line} of the rule"
    if edited.rule_line and is_unread and line > 0:
        return f"Line {lines} of the rule"
    if fault.clause == wanted.clause and edited.rule_line:
        return {"says": "The wording", "id": "The number"}.get(fault.field, "The rule")
    return f"Clause {fault.clause}" if fault.clause else "The charter itself"


def _said(fault: Fault) -> str:
    return f"{fault.field}: {fault.expected}" if fault.field else fault.expected
