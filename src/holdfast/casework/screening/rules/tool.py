"""A screening tool as typed, frozen data: groups of items, recency windows, bands, floors, judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

# From the least to the greatest. The same words as the levels of risk and the areas of a child's record.
LEVELS = ("low", "medium", "high")
AREAS = ("sexual", "criminal", "missing", "trafficking")
# Answers that every item takes besides the tool's windows.
NO = "no"
NOT_KNOWN = "not-known"


def rank(level: str) -> int:
    """Where a level stands: greater is more danger."""
    return LEVELS.index(level)


def higher(one: str, other: str) -> str:
    """The greater of two levels."""
    return max(one, other, key=rank)


@dataclass(frozen=True)
class Window:
    """How lately something was seen, and what that scores unless the item says otherwise."""

    key: str
    title: str
    score: int


@dataclass(frozen=True)
class Item:
    """One thing to look for; `is_abuse` marks what is a sign of abuse and not only of risk."""

    key: str
    asks: str
    help: str = ""
    is_abuse: bool = False
    scores: dict[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class ItemGroup:
    """Items that belong together, under a heading."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Band:
    """Scores from `begins` up to the next band: what they are called, and the level that they suggest."""

    key: str
    title: str
    level: str
    begins: int
    says: str = ""


@dataclass(frozen=True)
class Floor:
    """Under which the level cannot be, whatever the score: by age, disability or a sign of abuse."""

    level: str
    says: str
    under_age: int | None = None
    has_learning_disability: bool = False
    has_sign_of_abuse: bool = False


@dataclass(frozen=True)
class Tool:
    """One version of a screening tool. `takes_several`: an item may be seen in several windows."""

    key: str
    version: str
    title: str
    about: str
    owner: str
    areas: tuple[str, ...]
    takes_several: bool
    windows: tuple[Window, ...]
    groups: tuple[ItemGroup, ...]
    bands: tuple[Band, ...]
    floors: tuple[Floor, ...]
    judgement: str
    immediate: str

    def items(self) -> Iterator[Item]:
        """Every item, in the order of the form."""
        for group in self.groups:
            yield from group.items

    @cached_property
    def by_key(self) -> dict[str, Item]:
        """Every item by its key."""
        return {item.key: item for item in self.items()}

    @cached_property
    def window_keys(self) -> tuple[str, ...]:
        """The windows' keys, in their order."""
        return tuple(window.key for window in self.windows)

    @property
    def top(self) -> Band:
        """The highest band."""
        return self.bands[-1]

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that the tool knows, from the least."""
        known = {band.level for band in self.bands} | {floor.level for floor in self.floors}
        return tuple(level for level in LEVELS if level in known)

    @property
    def most(self) -> int:
        """The highest score that can be reached."""
        scores = ([self.score_of(item, window) for window in self.windows] for item in self.items())
        return sum(sum(each) if self.takes_several else max(each) for each in scores)

    def score_of(self, item: Item, window: Window) -> int:
        """What one item scores in one window."""
        return item.scores.get(window.key, window.score)
