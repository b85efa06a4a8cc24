"""Each person's one list: what I owe, what my agency owes, what is owed to me; the most pressing first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from holdfast.obligations.ledger.holders import Held
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.queries.rows import OwedRow
from holdfast.obligations.ledger.timing import Band, band_of
from holdfast.stewardship.access.actor import Actor

# Counts that stand beside every page stop here: beyond it nobody counts, and the database need not.
MOST = 100
Rows = QuerySet[Obligation, Obligation]


class Whose(StrEnum):
    """Whose list is asked for; the value stands in the address."""

    MINE = "mine"
    AGENCY = "agency"
    TO_ME = "to-me"


def outstanding(actor: Actor, held: Held, whose: Whose) -> Rows:
    """What is still owed, as this person may see it, the most pressing first and what has no date last."""
    if whose is Whose.MINE:
        return mine(held)
    condition = held.agency_owes() if whose is Whose.AGENCY else held.is_owed() | held.agency_is_owed()
    return in_order(Obligation.objects.visible_to(actor, held).outstanding().filter(condition))


def mine(held: Held) -> Rows:
    """What the person owes: whoever owes it may see it, so nothing else is asked of a row."""
    return in_order(Obligation.objects.outstanding().filter(held.owes()))


def in_order(rows: Any) -> Rows:
    """Overdue, then by due time, what has no date last: the order of the index."""
    ordered: Rows = rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    return ordered


@dataclass(frozen=True)
class Tally:
    """How much somebody owes; `total` stops at `MOST`."""

    total: int
    overdue: int
    today: int

    @property
    def said_total(self) -> str:
        """`3`, or `100 or more`."""
        return _or_more(self.total)

    @property
    def said_overdue(self) -> str:
        """The same of what is overdue."""
        return _or_more(self.overdue)


def _or_more(count: int) -> str:
    return str(count) if count < MOST else f"{MOST} or more"


def tally(held: Held, now: datetime) -> Tally:
    """How much the person owes, how much of it is overdue or due today: one query, of so many rows."""
    due = mine(held).values_list("due_at", flat=True)[:MOST]
    bands = Counter(band_of(due_at, now) for due_at in due)
    return Tally(bands.total(), bands[Band.OVERDUE], bands[Band.TODAY])


@dataclass(frozen=True)
class Banded:
    """The rows of one band, under its heading."""

    band: Band
    rows: tuple[OwedRow, ...]

    @property
    def id(self) -> str:
        """For the heading's id."""
        return self.band.name.lower()


def banded(rows: Iterable[OwedRow]) -> tuple[Banded, ...]:
    """Rows that come in order, under a heading for each band."""
    return tuple(Banded(band, tuple(group)) for band, group in groupby(rows, key=lambda row: row.band))


def just_stated(actor: Actor, held: Held, asked: UUID | None) -> Obligation | None:
    """What this person said to be done a moment ago, so that it can be taken back."""
    if asked is None:
        return None
    rows = Obligation.objects.visible_to(actor, held).filter(stated_by_id=actor.person_id, pk=asked)
    found: Obligation | None = rows.select_related("group").first()
    return found
