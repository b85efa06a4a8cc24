"""A source of promises over facts that a test sets itself: what the ledger does, apart from any app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from uuid import UUID, uuid4

from holdfast.charter.promises import ClockPromise
from holdfast.groups.models import Group
from holdfast.kernel.clocks import Period, Unit, falls_due
from holdfast.obligations.ledger import kinds
from holdfast.obligations.ledger.kinds import Asked, Doing, Kind, Source, declare
from holdfast.obligations.ledger.promises import Kept, Party, Promise, Proof
from holdfast.obligations.ledger.versions import Version

NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)
TOLD = Kind(key="invented-told", title="People to tell")
SAID = Kind(
    key="invented-said", title="Things to say", may_be_stated=True, doing=lambda row: Doing("Say", "/")
)


@dataclass(frozen=True)
class Promised:
    """One fact of the invented source: something begun, with a number of working days, perhaps kept."""

    began_at: datetime = NOW
    days: int | None = 2
    kept_at: datetime | None = None
    owner: Party = field(default_factory=lambda: Party(office="chair"))
    owed_to: Party = field(default_factory=Party)
    kind: Kind = TOLD
    clause: str = ""
    says: str = "Tell the school"
    occasion: str = ""
    id: UUID = field(default_factory=uuid4)


@dataclass
class Facts:
    """All that is promised; tests change the list and settle."""

    group: Group
    rows: dict[UUID, Promised] = field(default_factory=dict)
    next_at: datetime | None = None

    def add(self, **given: object) -> Promised:
        """One more, not settled yet."""
        made = Promised(**given)  # type: ignore[arg-type]
        self.rows[made.id] = made
        return made

    def change(self, one: Promised, **given: object) -> Promised:
        """The same with other facts."""
        self.rows[one.id] = replace(one, **given)  # type: ignore[arg-type]
        return self.rows[one.id]

    def promises(self, asked: Asked, version: Version) -> Iterator[Promise]:
        """What holds of it under one version: with a clause, by that clause's clock."""
        for row in self.rows.values():
            if asked.wants(row.id) and row.began_at <= asked.until:
                promise = _promise(row, version)
                if promise is not None:
                    yield promise


def _promise(row: Promised, version: Version) -> Promise | None:
    period = Period(row.days, Unit.WORKING_DAY) if row.days else None
    if row.clause:
        mechanism = _clock(version, row.clause)
        if mechanism is None:
            return None
        period = mechanism.within
    proof = Proof("tests.fact", row.id, "the fact", row.kept_at) if row.kept_at else None
    return Promise(
        kind=row.kind.key,
        clause=row.clause,
        cause_id=row.id,
        occasion=row.occasion or f"once {row.id}",
        owner=row.owner,
        owed_to=row.owed_to,
        says=row.says,
        began_at=row.began_at,
        began_with="it was asked for",
        period=str(period or ""),
        due=falls_due(row.began_at, period) if period else None,
        kept=Kept(proof.at, (proof,)) if proof else None,
    )


def _clock(version: Version, clause: str) -> ClockPromise | None:
    clocks = version.charter.each(ClockPromise) if version.charter else ()
    return next((one for one in clocks if one.clause == clause), None)


@contextmanager
def invented(group: Group) -> Iterator[Facts]:
    """Only the invented source and the kinds of the product exist inside the block."""
    facts = Facts(group)
    with patch.dict(kinds._sources), patch.dict(kinds._kinds), kinds.on_missed.only(*kinds.on_missed):
        declare(
            Source(
                cause="invented",
                kinds=(TOLD, SAID),
                facts=lambda asked: asked,
                promises=facts.promises,
                next_at=lambda asked, version: facts.next_at,
            )
        )
        yield facts


def months_of(year: int) -> list[date]:
    """The first day of each month."""
    return [date(year, month, 1) for month in range(1, 13)]


def later(hours: float = 0, days: float = 0) -> datetime:
    """So much after NOW."""
    return NOW + timedelta(hours=hours, days=days)
