"""One obligation for its page: what it says, how its time was counted, who keeps it, evidence, history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from holdfast.charter.reading import FaultyCharter
from holdfast.groups.charters import charter_of
from holdfast.kernel import clock
from holdfast.obligations.ledger.holders import Held, held_by, is_owner
from holdfast.obligations.ledger.keepers import keepers_of
from holdfast.obligations.ledger.kinds import kind_of
from holdfast.obligations.ledger.models import Evidence, Obligation, ObligationEntry
from holdfast.obligations.ledger.naming import with_names
from holdfast.obligations.ledger.queries.rows import OwedRow, owed_rows
from holdfast.obligations.ledger.writing import STATEMENT
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.kinds import find_things, words_for
from holdfast.web import words


@dataclass(frozen=True)
class Proof:
    """One row that proves it, with the address of its page where the reader may see it."""

    words: str
    at: datetime
    url: str


@dataclass(frozen=True)
class Happening:
    """One line of its history."""

    title: str
    by: str
    at: datetime
    text: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class ObligationPage:
    """One obligation, and what this person may do with it."""

    obligation: Obligation
    row: OwedRow
    wording: str
    keepers: tuple[str, ...]
    subject_words: str
    subject_name: str
    subject_url: str
    proofs: tuple[Proof, ...]
    history: tuple[Happening, ...]
    may_state: bool
    may_take_back: bool
    may_waive: bool
    may_lift: bool


def find_obligation(actor: Actor, obligation_id: UUID, held: Held | None = None) -> Obligation:
    """The obligation, or 404 for whoever may not see it."""
    rows = Obligation.objects.visible_to(actor, held).select_related("terms", "stated_by", "waived_by")
    found: Obligation | None = rows.defer("terms__source").filter(pk=obligation_id).first()
    if found is None:
        raise Http404
    return with_names([found])[0]


def obligation_page(actor: Actor, obligation_id: UUID) -> ObligationPage:
    """One obligation for its page, in a number of queries that does not grow with its history."""
    held = held_by(actor)
    row = find_obligation(actor, obligation_id, held)
    evidence = list(row.evidence.all())
    things = find_things(actor, _asked_for(row, evidence))
    subject = things.get(row.subject_id) if row.subject_id else None
    states = is_owner(actor, row, held) or actor.may(Permission.CHASE, row.group_id)
    waives = actor.may(Permission.WAIVE, row.group_id)
    return ObligationPage(
        obligation=row,
        row=owed_rows([row], actor, held, clock.now())[0],
        wording=_wording(row),
        keepers=keepers_of([row]).names(row) if row.ended_at is None else (),
        subject_words=words_for(row.subject_kind) if subject else "",
        subject_name=subject.name if subject else "",
        subject_url=subject.address if subject else "",
        proofs=tuple(_proofs(row, evidence, things)),
        history=tuple(_happened(row)),
        may_state=states and row.met_at is None and row.voided_at is None and kind_of(row.kind).may_be_stated,
        may_take_back=states and row.stated_at is not None,
        may_waive=waives and row.ended_at is None,
        may_lift=waives and row.waived_at is not None,
    )


def _asked_for(row: Obligation, evidence: list[Evidence]) -> dict[str, set[UUID]]:
    asked: defaultdict[str, set[UUID]] = defaultdict(set)
    for one in evidence:
        if one.subject_id is not None:
            asked[one.kind].add(one.subject_id)
    if row.subject_id is not None:
        asked[row.subject_kind].add(row.subject_id)
    return asked


def _proofs(row: Obligation, evidence: list[Evidence], things: Any) -> Iterator[Proof]:
    for one in evidence:
        if one.kind == STATEMENT:
            yield Proof(f"{row.stated_by} said: {words.ended(row.statement)}", one.at, "")
            continue
        thing = things.get(one.subject_id)
        yield Proof(one.words, one.at, thing.address if thing else "")


def _wording(row: Obligation) -> str:
    """What the clause says, in the version that it is judged by."""
    if row.terms is None or not row.clause:
        return ""
    try:
        clauses = charter_of(row.terms).clauses
    except FaultyCharter:
        return ""
    return next((str(one.says) for one in clauses if one.id == row.clause), "")


def _happened(row: Obligation) -> Iterator[Happening]:
    for entry in row.entries.select_related("by"):
        kind = ObligationEntry.Kind(entry.kind)
        by = entry.by.name if entry.by else ""
        changes = tuple(_changes(entry.before, entry.after)) if kind is ObligationEntry.Kind.CHANGED else ()
        yield Happening(kind.label, by, entry.at, entry.text, changes)


_SAID = {
    "due_at": "Due",
    "began_at": "Began",
    "met_at": "Met",
    "says": "Wording",
    "counted": "Counted as",
    "period": "Period",
    "began_with": "Began with",
}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """What was corrected, in words; ids of rows say nothing to anybody."""
    for name, said in _SAID.items():
        if name in before or name in after:
            yield f"{said}: from {_value(name, before.get(name))} to {_value(name, after.get(name))}"


def _value(name: str, value: Any) -> str:
    if value in (None, "", "None"):
        return "nothing"
    return words.short_moment(datetime.fromisoformat(str(value))) if name.endswith("_at") else f"“{value}”"
