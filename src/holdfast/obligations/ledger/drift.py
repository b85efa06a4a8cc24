"""Rebuilds a group's ledger in memory, says where the stored one differs, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.obligations.ledger.expecting import Identity, expected
from holdfast.obligations.ledger.kinds import causes, sources
from holdfast.obligations.ledger.models import Obligation, Watermark
from holdfast.obligations.ledger.promises import Governed
from holdfast.obligations.ledger.writing import columns, ended_at, met_at, proof_of, proofs
from holdfast.stewardship.access.context import seeing_everything


@dataclass(frozen=True)
class Drift:
    """One difference between the ledger and the facts, as a sentence; no id if none is stored."""

    what: str
    kind: str
    clause: str
    occasion: str
    obligation_id: UUID | None


def drift_of(group: Group) -> list[Drift]:
    """Every difference, for occasions as far as the group's were raised."""
    mark = Watermark.objects.filter(group=group).first()
    until = max(mark.raised_until, clock.now()) if mark else clock.now()
    behind = mark.raised_until if mark and _is_behind(mark) else None
    with seeing_everything():
        return [one for cause in causes() for one in _of_cause(group, cause, until, behind)]


def _is_behind(mark: Watermark) -> bool:
    """Whether an occasion has begun that no sweep has raised yet: late, not adrift."""
    return mark.next_at is not None and mark.next_at <= clock.now()


def _of_cause(group: Group, cause: str, until: datetime, behind: datetime | None) -> Iterator[Drift]:
    wanted = expected(cause, None, group=group, until=until).promises
    rows = Obligation.objects.filter(group=group, cause=cause).prefetch_related("evidence")
    stored = {(row.kind, row.clause, row.occasion, row.owner_key): row for row in rows}
    to_begin = behind if any(source.is_of_group for source in sources(cause)) else None
    for identity, governed in wanted.items():
        row = stored.get(identity)
        if row is None and to_begin is not None and governed.promise.began_at > to_begin:
            continue  # the next sweep raises it
        yield from _differences(identity, governed, row)
    for identity, row in stored.items():
        if identity not in wanted and row.voided_at is None:
            yield _drift("it is owed in the ledger, and no fact says so", identity, row)


def _differences(identity: Identity, governed: Governed, row: Obligation | None) -> Iterator[Drift]:
    if row is None:
        yield _drift("it should be owed, and is not in the ledger", identity, None)
        return
    if row.voided_at is not None:
        yield _drift("it should be owed, and is void in the ledger", identity, row)
        return
    for name, value in (columns(governed) | {"met_at": met_at(row, governed)}).items():
        if getattr(row, name) != value:
            yield _drift(f"{name} is {getattr(row, name)!s}, by the facts {value!s}", identity, row)
    if row.ended_at != ended_at(row):
        yield _drift(f"ended_at is {row.ended_at!s}, by its own times {ended_at(row)!s}", identity, row)
    if {proof_of(one) for one in row.evidence.all()} != set(proofs(row, governed)):
        yield _drift("its evidence is not what the facts show", identity, row)


def _drift(what: str, identity: Identity, row: Obligation | None) -> Drift:
    kind, clause, occasion, _ = identity
    return Drift(what, kind, clause, occasion, row.pk if row else None)
