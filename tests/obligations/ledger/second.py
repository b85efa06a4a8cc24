"""The ledger a second time, slow and obvious, from a list of what happened: no import from the product.

Days are walked one by one, versions of the terms one after another, holidays are typed from the
published list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
HOLIDAYS = {
    date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25),
    date(2026, 8, 31), date(2026, 12, 25), date(2026, 12, 28),
    date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31),
    date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28),
}  # fmt: skip


@dataclass
class Rule:
    """One version: from when, within how many working days (None: not promised), what was chosen."""

    from_on: date
    days: int | None
    choice: str | None


@dataclass
class Thing:
    """One thing promised: everything said about it so far."""

    began_at: datetime
    days: int | None
    is_by_clause: bool
    exists: bool = True
    kept_at: datetime | None = None
    said_at: datetime | None = None
    is_waived: bool = False
    was_raised: bool = False


@dataclass
class Second:
    """What the ledger should hold, worked out from the whole history each time it is asked."""

    rules: list[Rule] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)

    def days_for(self, thing: Thing, today: date) -> int | None:
        """Within how many working days it is promised today; None when no terms promise it."""
        if not thing.is_by_clause:
            return thing.days
        began = thing.began_at.astimezone(LONDON).date()
        present: int | None = None
        is_promised = False
        for number, rule in enumerate(self.rules):
            ends = self.rules[number + 1].from_on if number + 1 < len(self.rules) else None
            if rule.from_on <= began and (ends is None or began < ends):
                present, is_promised = rule.days, rule.days is not None
            elif began < rule.from_on <= today and is_promised:
                if self._was_kept_before(thing, rule.from_on) or rule.choice == "old":
                    continue
                gone = rule.days is None or rule.choice == "end"
                present, is_promised = (None, False) if gone else (rule.days, True)
        return present

    def _was_kept_before(self, thing: Thing, day: date) -> bool:
        return thing.kept_at is not None and thing.kept_at.astimezone(LONDON).date() < day

    def due(self, thing: Thing, today: date) -> datetime | None:
        """The last second of the last working day."""
        left = self.days_for(thing, today)
        if left is None:
            return None
        day = thing.began_at.astimezone(LONDON).date()
        while left:
            day += timedelta(days=1)
            if day.weekday() < 5 and day not in HOLIDAYS:
                left -= 1
        return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=LONDON).astimezone(UTC)

    def state(self, name: str, now: datetime) -> str | None:
        """In the field's words; None when it never was owed."""
        thing = self.things[name]
        due = self.due(thing, now.astimezone(LONDON).date())
        if due is None or not thing.exists:
            return "void" if thing.was_raised else None
        met = thing.kept_at or thing.said_at
        if met is not None:
            return "met late" if met > due else "met"
        if thing.is_waived:
            return "waived"
        return "missed and still open" if now > due else "open"
