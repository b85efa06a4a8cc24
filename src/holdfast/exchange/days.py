"""Dates as files write them, and the collection years that they fall into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]0?0:00(?::00(?:\.0+)?)?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")


@lru_cache(maxsize=65_536)
def british_day(text: str) -> date | None:
    """The day that `03/03/2026` or `2026-03-03` says, with no time but midnight; None for anything else."""
    if found := _BRITISH.fullmatch(text):
        day, month, year = found.groups()
    elif found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def written(day: date) -> str:
    """As the official files write it: 03/03/2026."""
    return f"{day:%d/%m/%Y}"


@lru_cache(maxsize=4096)
def birthday(born: date, age: int) -> date:
    """The day on which somebody becomes so old: one born on 29 February on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


@dataclass(frozen=True, slots=True)
class CollectionYear:
    """1 April to 31 March."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.first.year + 1, 3, 31)

    def __str__(self) -> str:
        return f"{self.first.year}/{(self.first.year + 1) % 100:02}"

    @classmethod
    def of(cls, day: date) -> CollectionYear:
        """The year that a day falls into."""
        return cls(date(day.year if day >= date(day.year, 4, 1) else day.year - 1, 4, 1))

    @classmethod
    def parse(cls, text: str) -> CollectionYear:
        """Read `2017/18`; ValueError, saying what was expected, for anything else."""
        found = re.fullmatch(r"(\d{4})[/-](\d{2}|\d{4})", text.strip())
        if not found or int(found[2][-2:]) != (int(found[1]) + 1) % 100:
            raise ValueError("write a collection year such as 2017/18")
        return cls(date(int(found[1]), 4, 1))
