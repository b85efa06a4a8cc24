"""Where higher apps register what they do, or what they offer, at a place that a lower app names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Hook(Generic[Given, Answer]):
    """Functions of one shape; the lower app holds the hook and calls it, the higher registers in `ready`."""

    def __init__(self) -> None:
        self._acts: dict[str, tuple[int, Callable[Given, Answer]]] = {}

    def register(self, act: Callable[Given, Answer], *, order: int = 100) -> Callable[Given, Answer]:
        """Call `act` from now on, in ascending `order`; registering it twice changes nothing."""
        self._acts[f"{act.__module__}.{act.__qualname__}"] = (order, act)
        return act

    def __iter__(self) -> Iterator[Callable[Given, Answer]]:
        """Those registered, in their order and then as they came."""
        return (act for _, act in sorted(self._acts.values(), key=lambda each: each[0]))

    def call(self, *args: Given.args, **kwargs: Given.kwargs) -> list[Answer]:
        """What each answers, in order. In the caller's transaction: what one raises undoes the whole."""
        return [act(*args, **kwargs) for act in self]

    @contextmanager
    def only(self, *acts: Callable[Given, Answer]) -> Iterator[None]:
        """Within the block these alone are registered, besides what is registered inside it."""
        before = self._acts
        self._acts = {f"only {number}": (number, act) for number, act in enumerate(acts)}
        try:
            yield
        finally:
            self._acts = before
