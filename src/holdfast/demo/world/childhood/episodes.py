"""Invented missing episodes: in spells, in the evening, at weekends, in summer, mostly over by morning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import exp
from uuid import UUID

from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.children import PlannedChild
from holdfast.demo.world.childhood.names import ELSEWHERE, HOTSPOTS
from holdfast.demo.world.ledger import at

# How many of a hundred begin in each hour of the day; school hours are another matter.
_HOURS = (5, 3, 2, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 7, 8, 9, 10, 10, 9, 8, 6, 4)
_WEEKDAYS = (12, 12, 13, 13, 17, 19, 14)
# January to December: more in the light evenings and in the holidays.
_MONTHS = (7, 7, 8, 8, 9, 9, 11, 11, 8, 8, 7, 7)
_REASONS = {
    "boundaries": 24, "peers": 20, "family-conflict": 14, "relationship": 9, "contact": 9, "placement": 8,
    "criminal-exploitation": 7, "sexual-exploitation": 6, "drugs": 5, "mental-health": 5, "online": 3,
    "education": 3, "alcohol": 3, "bullying": 2, "trafficking": 1, "not-known": 9,
}  # fmt: skip
_FOUND = {"self": 46, "police": 27, "family": 11, "carer": 10, "professional": 4, "public": 2}
_STATES = {"well": 78, "intoxicated": 8, "distressed": 7, "hurt": 2, "hospital": 1, "not-known": 4}
_MONTH_LENGTH = 30.44


@dataclass(frozen=True)
class PlannedEpisode:
    """One episode; an open one has no end."""

    id: UUID
    child: PlannedChild
    kind: str
    gone_from: str
    reported_at: datetime
    last_seen_at: datetime
    began_at: datetime
    ended_at: datetime | None
    grades: tuple[str, ...]
    reasons: tuple[str, ...]
    place: str
    found_by: str
    found_state: str
    companion: str


def shares_of(children: list[PlannedChild], wanted: int, today: date, years: int) -> list[float]:
    """How many episodes each child may expect, so that all together have about as many as wanted."""
    weights = [child.pull * _months_known(child, today, years) for child in children]
    total = sum(weights) or 1.0
    return [wanted * weight / total for weight in weights]


def _months_known(child: PlannedChild, today: date, years: int) -> float:
    since = max(child.known_since, today - timedelta(days=365 * years))
    return float((today - since).days) / _MONTH_LENGTH


def plan_episodes(
    chance: Chance, child: PlannedChild, expected: float, now: datetime, years: int
) -> Iterator[PlannedEpisode]:
    """One child's episodes in order, none overlapping; the last may still be open."""
    first = max(child.known_since, now.date() - timedelta(days=365 * years))
    starts = sorted(_starts(chance, child, expected, first, now))
    free_from = at(first, time(0))
    for number, began in enumerate(starts):
        if began < free_from:
            continue
        is_last = number == len(starts) - 1
        episode = _episode(chance, child, began, now, may_be_open=is_last)
        free_from = (episode.ended_at or now) + timedelta(minutes=chance.between(90, 900))
        yield episode
        if episode.ended_at is None:
            return


def _starts(
    chance: Chance, child: PlannedChild, expected: float, first: date, now: datetime
) -> Iterator[datetime]:
    """Around a few bad weeks: an episode makes the next one likelier."""
    count = _poisson(chance, expected)
    days = max((now.date() - first).days, 1)
    centres = [chance.random.uniform(0, days) for _ in range(1 + count // 6)]
    for _ in range(count):
        day = _near(chance, first, days, centres)
        hour = chance.random.choices(range(24), weights=_hours(day, child))[0]
        began = at(day, time(hour, chance.between(0, 59)))
        if began < now - timedelta(minutes=30):
            yield began


def _near(chance: Chance, first: date, days: int, centres: list[float]) -> date:
    """A day near a bad week, likelier at weekends and in some months."""
    day = first
    for _ in range(4):
        offset = chance.one_of(centres) + chance.random.gauss(0, 16)
        day = first + timedelta(days=min(max(offset, 0), days))
        if chance.often(_WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1] / (19 * 11)):
            break
    return day


def _hours(day: date, child: PlannedChild) -> tuple[int, ...]:
    """In term time some children leave school in the middle of the day."""
    is_term = day.weekday() < 5 and day.month not in (7, 8) and not (day.month == 12 and day.day > 20)
    if not is_term or child.has_learning_disability:
        return _HOURS
    return tuple(share + (4 if 9 <= hour <= 14 else 0) for hour, share in enumerate(_HOURS))


def _poisson(chance: Chance, expected: float) -> int:
    """How many there are where so many are expected (Knuth; large numbers in parts)."""
    count = 0
    while expected > 20:
        count += _poisson(chance, 20)
        expected -= 20
    limit, product = exp(-expected), chance.random.random()
    while product > limit:
        count += 1
        product *= chance.random.random()
    return count


def _episode(
    chance: Chance, child: PlannedChild, began: datetime, now: datetime, *, may_be_open: bool
) -> PlannedEpisode:
    ended: datetime | None = began + timedelta(hours=_hours_long(chance))
    if ended is not None and ended >= now:
        ended = None if may_be_open else now - timedelta(minutes=5)
    is_away = child.home is not None and chance.often(0.22)
    reported = began + timedelta(minutes=chance.between(20, 240))
    return PlannedEpisode(
        id=chance.identity(),
        child=child,
        kind="away" if is_away else "missing",
        gone_from=_gone_from(chance, child, began),
        reported_at=min(reported, now if ended is None else ended),
        last_seen_at=began - timedelta(minutes=chance.between(0, 60)),
        began_at=began,
        ended_at=ended,
        grades=() if is_away else _grades(chance, child),
        reasons=_reasons(chance, child),
        place=_place(chance),
        found_by="" if ended is None else _of(chance, _FOUND),
        found_state="" if ended is None else _of(chance, _STATES),
        companion="with a friend" if chance.often(0.3) else "",
    )


def _of(chance: Chance, shares: dict[str, int]) -> str:
    return chance.random.choices(list(shares), weights=list(shares.values()))[0]


def _hours_long(chance: Chance) -> float:
    """Most are over within the night; a few last for days, hardly any for weeks."""
    kind = chance.random.random()
    if kind < 0.86:
        return min(max(exp(chance.random.gauss(1.7, 0.8)), 0.3), 40.0)
    if kind < 0.985:
        return chance.random.uniform(20, 90)
    return chance.random.uniform(90, 500)


def _gone_from(chance: Chance, child: PlannedChild, began: datetime) -> str:
    if began.weekday() < 5 and 9 <= began.hour <= 14 and chance.often(0.7):
        return "education"
    return "care" if child.home is not None else "home"


def _grades(chance: Chance, child: PlannedChild) -> tuple[str, ...]:
    first = chance.random.choices(["low", "medium", "high"], weights=[14, 68, 18])[0]
    if first == "medium" and ("sexual" in child.areas or "criminal" in child.areas) and chance.often(0.2):
        return ("medium", "high")
    return (first,)


def _reasons(chance: Chance, child: PlannedChild) -> tuple[str, ...]:
    found = [_of(chance, _REASONS)]
    if chance.often(0.35):
        found.append(_of(chance, _REASONS))
    known = [area for area in ("sexual", "criminal") if area in child.areas]
    found += [f"{area}-exploitation" for area in known if chance.often(0.18)]
    return tuple(dict.fromkeys(found))


def _place(chance: Chance) -> str:
    """A few places draw many: each is half as likely as the one two before it."""
    if chance.often(0.35):
        return chance.one_of(ELSEWHERE)
    weights = [2 ** (-position / 2) for position in range(len(HOTSPOTS))]
    return chance.random.choices(HOTSPOTS, weights=weights)[0]
