"""A bounded memory of answers already worked out, so that asking again at each arrival costs little."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
MOST = 4096


class Memory(Generic[Answer]):
    """Answers by what was asked; answers must be frozen, because they are given out again."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Answer] = {}

    def answer(self, asked: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The remembered answer, or a new one; what cannot be remembered is worked out each time."""
        try:
            found = self._answers.get(asked)
        except TypeError:
            return work_out()
        if found is None:
            if len(self._answers) >= MOST:
                self._answers.clear()
            found = self._answers[asked] = work_out()
        return found
