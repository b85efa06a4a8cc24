"""A child's risk over a year as lines, and the missing episodes beneath it, as places on a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SPAN = timedelta(days=365)
WIDTH, LEFT, RIGHT = 640, 62, 8
LEVEL_Y = {"high": 22, "medium": 56, "low": 90}
EPISODE_Y, AXIS_Y, HEIGHT = 108, 128, 146
# Lines of different areas at one level lie beside each other, not on each other.
APART = 4


@dataclass(frozen=True, slots=True)
class Change:
    """A level of an area from a moment on."""

    area: str
    level: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Spell:
    """A missing episode; without an end it goes on."""

    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One area's line: its points as SVG takes them, and where its name stands."""

    area: str
    points: str
    order: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's beginning on the axis."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture."""

    lines: tuple[Line, ...]
    episodes: tuple[tuple[float, float], ...]
    months: tuple[Tick, ...]
    episodes_in_span: int

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.episodes


def drawn(changes: Iterable[Change], spells: Iterable[Spell], now: datetime) -> Chart:
    """Everything of the last year before `now` (an aware instant), the oldest at the left."""
    start = now - SPAN

    def x(at: datetime) -> float:
        share = (max(min(at, now), start) - start) / SPAN
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    by_area: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda one: one.at):
        by_area.setdefault(change.area, []).append(change)
    lines = tuple(
        Line(area, _points([(x(one.at), LEVEL_Y[one.level] + order * APART) for one in mine], x(now)), order)
        for order, (area, mine) in enumerate(sorted(by_area.items()))
    )
    shown = [one for one in spells if (one.ended_at or now) >= start]
    bars = tuple((x(one.began_at), max(x(one.ended_at or now) - x(one.began_at), 3.0)) for one in shown)
    months = tuple(Tick(x(_instant(day, now)), f"{day:%b}") for day in _months(start.date(), now.date()))
    return Chart(lines, bars, months, len(shown))


def _points(steps: list[tuple[float, int]], end: float) -> str:
    """A stair: each level holds until the next; those before the picture begin at its edge."""
    points: list[tuple[float, int]] = []
    for x, y in steps:
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    points.append((end, points[-1][1]))
    return " ".join(f"{x:g},{y}" for x, y in points)


def _months(start: date, end: date) -> list[date]:
    """The first of every second month in between."""
    found = []
    year, month = start.year, start.month
    for _ in range(13):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        day = date(year, month, 1)
        if day <= end:
            found.append(day)
    return found[::2]


def _instant(day: date, like: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=like.tzinfo)
