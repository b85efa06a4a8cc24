"""The period of an assurance page as the records of the work with children are asked by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from holdfast.insight.compliance.periods import Period
from holdfast.kernel import clock


@dataclass(frozen=True, slots=True)
class Time:
    """The period as records are asked by it."""

    period: Period

    def at(self, field: str) -> dict[str, datetime]:
        """An instant within it."""
        return {f"{field}__gte": self.period.starts_at, f"{field}__lt": self.period.ends_before}

    def on(self, field: str) -> dict[str, date]:
        """A day of it."""
        return {f"{field}__gte": self.period.since, f"{field}__lte": self.period.until}

    @property
    def last(self) -> date:
        """Its last day, or today if it has not come."""
        return min(self.period.until, clock.today())

    @property
    def ends_at(self) -> datetime:
        """Its end, or now if it has not come."""
        return min(self.period.ends_before, clock.now())
