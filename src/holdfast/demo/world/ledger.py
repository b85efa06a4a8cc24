"""The rows of one partnership as they are planned: plain values by model, and what the trail will say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from holdfast.demo.world.chance import Chance
from holdfast.groups.membership import LocalAgency
from holdfast.kernel.clock import LONDON

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Someone:
    """An invented person."""

    id: UUID
    name: str
    job_title: str
    agency: LocalAgency


@dataclass(frozen=True)
class Ledger:
    """Everything planned for one partnership, on a stated day. `rows` are by model label, in order."""

    chance: Chance
    partnership_id: UUID
    today: date
    rows: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    trail: list[dict[str, Any]] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """The last instant that the world knows: early on its day."""
        return at(self.today, time(0, 5))

    def add(self, label: str, **values: Any) -> dict[str, Any]:
        """Plan a row; it gets the partnership and an id drawn from the seed."""
        row = {"id": self.chance.identity(), "partnership_id": self.partnership_id, **values}
        self.rows[label].append(row)
        return row

    def tell(
        self,
        verb: str,
        label: str,
        subject: UUID,
        *,
        by: Someone,
        when: datetime,
        group_id: UUID | None = None,
        **details: Any,
    ) -> None:
        """Plan an entry of the trail, as the product's own operation would write it."""
        self.trail.append(
            {
                "at": min(when, self.now),
                "partnership_id": self.partnership_id,
                "account_id": None,
                "person_id": by.id,
                "agency_id": by.agency.id,
                "verb": verb,
                "subject_type": label.lower(),
                "subject_id": subject,
                "group_id": group_id,
                "details": details,
            }
        )


def at(day: date, clock: time) -> datetime:
    """An hour of London as an instant."""
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)


def minutes_after(instant: datetime, minutes: float) -> datetime:
    return instant + timedelta(minutes=minutes)
