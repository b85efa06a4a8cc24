"""Everything that the invented world leaves to chance, drawn from one seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


class Chance:
    """A stream of draws; the same name gives the same stream, whatever other streams draw."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.random = Random(name)  # noqa: S311  # nosec B311 - an invented world, no secret

    def part(self, name: str) -> Chance:
        """A stream of its own, so that one part of the world does not shift another."""
        return Chance(f"{self.name}/{name}")

    def identity(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def often(self, share: float) -> bool:
        """True in that share of draws."""
        return self.random.random() < share

    def one_of(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def some_of(self, choices: Sequence[T], count: int) -> list[T]:
        """Up to `count` different ones."""
        return self.random.sample(choices, min(count, len(choices)))

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(low, high)
