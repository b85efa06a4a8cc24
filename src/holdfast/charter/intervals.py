"""How often something happens: every week, every two months, twice a year."""

import re
from dataclasses import dataclass

from holdfast.kernel.clocks import NUMBER_WORDS
from holdfast.kernel.finding import counted

_WORDS = {
    "daily": (1, "working day"),
    "weekly": (1, "week"),
    "fortnightly": (2, "week"),
    "fortnight": (2, "week"),
    "monthly": (1, "month"),
    "quarterly": (3, "month"),
    "quarter": (3, "month"),
    "half year": (6, "month"),
    "half yearly": (6, "month"),
    "termly": (4, "month"),
    "term": (4, "month"),
    "yearly": (1, "year"),
    "annually": (1, "year"),
    "annual": (1, "year"),
    "biennially": (2, "year"),
}
_AMBIGUOUS = {
    "week": ("2 weeks", "twice a week"),
    "month": ("2 months", "twice a month"),
    "annual": ("2 years", "twice a year"),
    "year": ("2 years", "twice a year"),
}
_LONGEST = {"working day": 1, "week": 520, "month": 120, "year": 20}
_EXPECTED = "expected how often: 'week', '2 weeks', 'month', '2 months', 'quarter', 'year' or 'twice a year'"


@dataclass(frozen=True)
class Interval:
    """Every `count` units (working day, week, month or year), or `times` in each."""

    count: int
    unit: str
    times: int = 1

    def __str__(self) -> str:
        each = self.unit if self.count == 1 else f"{self.count} {self.unit}s"
        if self.times > 1:
            return f"{'twice' if self.times == 2 else counted(self.times, 'time')} every {each}"
        return "every quarter" if (self.count, self.unit) == (3, "month") else f"every {each}"

    @classmethod
    def parse(cls, text: str) -> "Interval":
        """Read 'every 2 months', 'quarterly', 'twice a year'; ValueError says what was expected."""
        said = re.sub(r"[\s_-]+", " ", text.strip().casefold()).removeprefix("every ")
        _refuse_ambiguous(said)
        if said in _WORDS:
            return cls(*_WORDS[said])
        times = re.fullmatch(r"(once|twice|(\w+) times) (?:a|an|every|in a|per) (week|month|year)", said)
        if times:
            return _times(times[1], times[2], times[3])
        found = re.fullmatch(r"(?:(\w{1,12}) )?(working day|week|month|quarter|year|fortnight)s?", said)
        if not found:
            raise ValueError(_EXPECTED)
        return _every(_number(found[1] or "1"), found[2])


def _refuse_ambiguous(said: str) -> None:
    found = re.fullmatch(r"bi ?(week|month|annual|year)(ly)?", said)
    if found:
        first, second = _AMBIGUOUS[found[1]]
        raise ValueError(
            f"can be read two ways: write '{first}' or '{second}', and state it as a reading chosen"
        )


def _number(word: str) -> int:
    number = int(word) if word.isdecimal() else NUMBER_WORDS.get(word, 2 if word == "other" else -1)
    if number < 1:
        raise ValueError("expected every 1 or more: it cannot be every 0" if number == 0 else _EXPECTED)
    return number


def _every(count: int, unit: str) -> Interval:
    if unit in ("quarter", "fortnight"):
        size, unit = _WORDS[unit]
        count *= size
    if count > _LONGEST[unit]:
        raise ValueError(f"expected at most every {counted(_LONGEST[unit], unit)}")
    return Interval(count, unit)


def _times(word: str, number: str | None, unit: str) -> Interval:
    times = {"once": 1, "twice": 2}.get(word) or _number(number or "")
    if times > {"week": 5, "month": 10, "year": 120}[unit]:
        raise ValueError(f"expected fewer times a {unit}")
    return Interval(1, unit, times)
