"""Obligations written straight into the ledger, so that every figure can be counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from holdfast.groups.models import Group
from holdfast.obligations.ledger import kinds
from holdfast.obligations.ledger.kinds import Kind, Source, declare
from holdfast.obligations.ledger.models import Evidence, Obligation
from holdfast.obligations.ledger.promises import Party
from holdfast.obligations.ledger.writing import ended_at
from holdfast.stewardship.access.permissions import Permission

NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)
MINUTES = Kind(key="t-minutes", title="Minutes to check", keeps=("minutes",))
PAPERS = Kind(key="t-papers", title="Papers to send", keeps=("papers",))
ASKED = Kind(key="t-attested", title="Statements to make", keeps=("attested",), may_be_stated=True)
ACTIONS = Kind(key="t-action", title="Actions to do", keeps=("action",), seen_by=Permission.SEE_ACTIONS)
CHAIR = Party(office="chair")
_numbers = count(1)


@contextmanager
def invented_kinds() -> Iterator[None]:
    """Only these kinds exist inside the block: what the product declares grows from week to week."""
    with patch.dict(kinds._sources, clear=True), patch.dict(kinds._kinds, clear=True):
        declare(
            Source(
                cause="invented",
                kinds=(MINUTES, PAPERS, ASKED, ACTIONS),
                facts=lambda asked: asked,
                promises=lambda facts, version: (),
            )
        )
        yield


def owed(
    group: Group,
    due: datetime | None = NOW,
    *,
    kind: Kind = MINUTES,
    clause: str = "harbour/minutes-1",
    owner: Party = CHAIR,
    **times: Any,
) -> Obligation:
    """One obligation, begun a week before it is due unless something else is said."""
    began = times.pop("began_at", (due or NOW) - timedelta(days=7))
    row = Obligation(
        partnership=group.partnership,
        group=group,
        kind=kind.key,
        clause=clause,
        cause="invented",
        cause_id=uuid4(),
        occasion=f"occasion {next(_numbers)}",
        says=times.pop("says", "Check the minutes"),
        owner_key=owner.key,
        owner_office=owner.office,
        owner_seat=owner.seat,
        owner_agency_id=owner.agency_id,
        owner_person_id=owner.person_id,
        owner_group_id=owner.group_id,
        owner_body=owner.body,
        began_at=began,
        began_with="it was invented",
        due_at=due,
        **times,
    )
    row.ended_at = ended_at(row)
    row.save()
    if row.met_at:
        Evidence.objects.create(
            partnership=group.partnership, obligation=row, kind="tests.fact", words="The fact", at=row.met_at
        )
    return row


def on(year: int, month: int, day: int, hour: int = 12) -> datetime:
    """An instant."""
    return datetime(year, month, day, hour, tzinfo=UTC)
