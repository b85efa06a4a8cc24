"""Who is frequently missing, from when to when, by the London dates on which episodes began. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from holdfast.charter.model import Charter
from holdfast.charter.promises import Flag
from holdfast.kernel.finding import listed

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """So many starts within so many days; by default at least three in any ninety consecutive days.

    With any consecutive days the rule is true on a day when `times` starts fall in the `days` days that end
    on it. A calendar month counts from its first day; 'since the last' counts a chain of starts in which
    each fell within `days` days of the one before, while the last is no older than that.
    """

    times: int = 3
    days: int = 90
    counted: str = "any consecutive days"
    exactly: bool = False
    clause: str = ""

    def __str__(self) -> str:
        number = f"exactly {self.times}" if self.exactly else f"{self.times}"
        if self.counted == "calendar month":
            return f"{number} times in a calendar month"
        if self.counted == "since the last":
            return f"{number} times, each within {self.days} days of the last"
        return f"{number} times in any {self.days} days"

    def holds(self, count: int) -> bool:
        """Whether so many starts that still count raise the flag."""
        return count == self.times if self.exactly else count >= self.times


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which the flag holds, both days included, the starts that raised it, and by which rule."""

    from_on: date
    to_on: date
    starts: tuple[date, ...]
    rule: Rule

    @property
    def why(self) -> str:
        """The reason, as it is stored and shown."""
        return f"Missing {self.rule}: {listed(_said(day) for day in self.starts)}."


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule and the days on which it is the one that counts; None is without end."""

    rule: Rule
    from_on: date | None = None
    to_on: date | None = None


def flag_of(charter: Charter) -> Rule | None:
    """The rule by which a charter marks children who are missing often, if it has one."""
    flags = (flag for flag in charter.each(Flag) if "missing" in f"{flag.name} {flag.of}".lower())
    flag = next(flags, None)
    if flag is None:
        return None
    return Rule(flag.times, flag.days, flag.counted, flag.exactly, flag.clause)


def spells(starts: Iterable[date], rulings: Sequence[Ruling] = (Ruling(Rule()),)) -> list[Spell]:
    """When the flag holds, in order, given the London dates on which the episodes that count began.

    A spell ends on the last day on which it holds if no further episode comes: it may lie ahead.
    """
    ordered = sorted(starts)
    return [
        spell
        for ruling in rulings
        for spell in _clipped(_spells(ordered, ruling.rule), ruling.from_on, ruling.to_on)
    ]


def _spells(ordered: Sequence[date], rule: Rule) -> Iterator[Spell]:
    counting: list[date] = []
    began: date | None = None
    raised: tuple[date, ...] = ()
    for day, (expired, fresh) in _changes(ordered, rule):
        counting = counting[expired:] + [day] * fresh
        holds = rule.holds(len(counting))
        if holds and began is None:
            began, raised = day, tuple(counting)
        elif not holds and began is not None:
            yield Spell(began, day - DAY, raised, rule)
            began = None


def _changes(ordered: Sequence[date], rule: Rule) -> Iterator[tuple[date, tuple[int, int]]]:
    """Each day on which the number that counts changes: how many stop counting, how many begin to."""
    ends = _ends(ordered, rule)
    merged = heapq.merge(((day, 0, 1) for day in ordered), ((day, 1, 0) for day in ends))
    for day, changes in groupby(merged, key=lambda change: change[0]):
        expired = fresh = 0
        for _, stops, begins in changes:
            expired, fresh = expired + stops, fresh + begins
        yield day, (expired, fresh)


def _ends(ordered: Sequence[date], rule: Rule) -> Sequence[date]:
    """For each start the day on which it no longer counts, in the same order."""
    if rule.counted == "calendar month":
        return [_next_month(day) for day in ordered]
    window = timedelta(days=rule.days)
    if rule.counted != "since the last":
        return [day + window for day in ordered]
    ends: list[date] = []
    for day, following in zip(reversed(ordered), [None, *reversed(ordered)], strict=False):
        chained = following is not None and following - day < window
        ends.append(ends[-1] if chained else day + window)
    return ends[::-1]


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _clipped(found: Iterable[Spell], from_on: date | None, to_on: date | None) -> Iterator[Spell]:
    for spell in found:
        first, last = max(spell.from_on, from_on or date.min), min(spell.to_on, to_on or date.max)
        if first <= last:
            yield replace(spell, from_on=first, to_on=last)
