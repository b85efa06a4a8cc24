"""When the group has met and will meet, from its charter's schedule, around a stated day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from holdfast.charter.calendar import propose_meetings
from holdfast.charter.meeting import Schedule
from holdfast.charter.model import Charter
from holdfast.demo.world.area import Area
from holdfast.demo.world.ledger import at
from holdfast.kernel.clocks import add_months

# Early enough that a visitor can open today's meeting at any hour of a working day.
TODAYS_START = time(8, 30)
PLANNED_AHEAD = 4


@dataclass(frozen=True)
class Slot:
    """One date in the group's calendar."""

    day: date
    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Calendar:
    """The group's dates: those behind it, today's, and those ahead."""

    past: tuple[Slot, ...]
    today: Slot
    ahead: tuple[Slot, ...]


def group_calendar(
    area: Area, charter: Charter, today: date, years: int, board_days: Mapping[date, str]
) -> Calendar:
    """The dates that the schedule asks for, in step with a meeting on the stated day."""
    schedule = charter.first(Schedule)
    if schedule is None or schedule.every is None:
        raise ValueError(f"{charter.key} states no interval")
    anchor = today if today.weekday() < 5 else today + timedelta(days=7 - today.weekday())
    start, count, apart = _first(schedule.every.unit, schedule.every.count, anchor, years)
    found = propose_meetings(charter, start, count + PLANNED_AHEAD + 1, avoid=board_days)
    slots = [_slot(area, p.on, area.starts, " ".join(p.moves)) for p in found]
    past = tuple(slot for slot in slots if slot.day <= today - apart)
    ahead = tuple(slot for slot in slots if slot.day >= today + apart)[:PLANNED_AHEAD]
    return Calendar(past, _slot(area, today, TODAYS_START, ""), ahead)


def _first(unit: str, every: int, anchor: date, years: int) -> tuple[date, int, timedelta]:
    """The first date, how many there are up to the anchor, and how near another meeting may come to it."""
    if unit == "week":
        count = 52 * years // every
        return anchor - timedelta(weeks=count * every), count, timedelta(days=4)
    count = 12 * years // every
    return add_months(anchor, -count * every), count, timedelta(days=20)


def _slot(area: Area, day: date, starts: time, reason: str) -> Slot:
    begins = at(day, starts)
    return Slot(day, begins, begins + timedelta(minutes=area.minutes), reason[:1].upper() + reason[1:])
