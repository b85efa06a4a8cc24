"""What each number of the assurance pages counts, for the database and for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, TruncMonth, TruncQuarter, TruncYear

from holdfast.insight.compliance.periods import Period, Step
from holdfast.kernel.clock import LONDON
from holdfast.obligations.ledger.models import ObligationQuerySet
from holdfast.web.words import counted, listed

_TRUNCATED = {Step.MONTH: TruncMonth, Step.QUARTER: TruncQuarter, Step.YEAR: TruncYear}


class Number(StrEnum):
    """One of the numbers; its value stands in addresses."""

    PROMISED = "promised"
    IN_TIME = "in-time"
    LATE = "late"
    MISSED = "missed"
    OPEN = "open"
    WAIVED = "waived"
    UNDATED = "undated"

    @property
    def title(self) -> str:  # type: ignore[override]
        return _MEANT[self][0]

    @property
    def means(self) -> str:
        """How it is counted, as a sentence."""
        return _MEANT[self][1]


_MEANT = {
    Number.PROMISED: (
        "Promised",
        "What the terms promise and was due within the period, however it ended: the sum of what"
        " was met in time, met late, missed, open and waived."
        " What became void, because its cause was undone, is not counted.",
    ),
    Number.IN_TIME: ("Met in time", "Done no later than it was due."),
    Number.LATE: ("Met late", "Done, but after it was due."),
    Number.MISSED: ("Missed", "Due already, not done and not waived. It is still owed."),
    Number.OPEN: ("Open", "Due within the period, at a time that is still to come; not done yet."),
    Number.WAIVED: ("Waived", "Set aside with a reason by whoever chairs. Neither in time nor late."),
    Number.UNDATED: (
        "No date",
        "Owed without a date, begun within the period. It can be neither in time nor late, so that it is"
        " in none of the other numbers.",
    ),
}


def condition(number: Number, now: datetime) -> Q:
    """Which of the rows that `counted_in` leaves a number counts: the ledger's states, by their times."""
    dated, met = Q(due_at__isnull=False), Q(met_at__isnull=False)
    owed = dated & ~met & Q(waived_at__isnull=True)
    return {
        Number.PROMISED: dated,
        Number.IN_TIME: dated & met & Q(met_at__lte=F("due_at")),
        Number.LATE: dated & met & Q(met_at__gt=F("due_at")),
        Number.MISSED: owed & Q(due_at__lt=now),
        Number.OPEN: owed & Q(due_at__gte=now),
        Number.WAIVED: dated & ~met & Q(waived_at__isnull=False),
        Number.UNDATED: ~dated,
    }[number]


def counted_in(rows: ObligationQuerySet, period: Period) -> ObligationQuerySet:
    """Of these rows, those that a period is about: due in it or, without a date, begun in it; none void."""
    due = Q(due_at__gte=period.starts_at, due_at__lt=period.ends_before)
    begun = Q(due_at=None, began_at__gte=period.starts_at, began_at__lt=period.ends_before)
    return rows.filter(due | begun, voided_at=None)


def counts(now: datetime) -> dict[str, Count]:
    """The six numbers as columns, named as the fields of `Figures`."""
    return {
        one.name: Count("pk", filter=condition(Number(one.name.replace("_", "-")), now))
        for one in fields(Figures)
    }


def part_of(step: Step) -> Any:
    """The first day of the part of the trend that a row falls in."""
    return _TRUNCATED[step](Coalesce("due_at", "began_at"), tzinfo=LONDON)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many promises ended how."""

    in_time: int = 0
    late: int = 0
    missed: int = 0
    open: int = 0
    waived: int = 0
    undated: int = 0

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Figures:
        """From a row of the database."""
        return cls(*(row[one.name] for one in fields(cls)))

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def promised(self) -> int:
        """All that had a date in the period."""
        return self.judged + self.open + self.waived

    @property
    def judged(self) -> int:
        """Of which it can be said whether it was in time."""
        return self.in_time + self.late + self.missed

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is counted."""
        return not (self.promised or self.undated)

    @property
    def share(self) -> str:
        """`3 of 4 in time`: of what was due already and not waived."""
        return f"{self.in_time:,} of {self.judged:,} in time" if self.judged else ""

    def number(self, number: Number) -> int:
        """One of them."""
        return int(getattr(self, number.name.lower()))

    @property
    def summary(self) -> str:
        """What was promised and how it ended, as a sentence."""
        if not self.promised:
            return "Nothing that is measured fell due in this period."
        parts = [f"{self.number(one):,} {words}" for one, words in _ENDED.items() if self.number(one)]
        return f"{counted(self.promised, 'promise').capitalize()} in this period: {listed(parts)}."


_ENDED = {
    Number.IN_TIME: "met in time",
    Number.LATE: "met late",
    Number.MISSED: "missed and still open",
    Number.OPEN: "not due yet",
    Number.WAIVED: "waived",
}
