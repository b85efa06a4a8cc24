"""Times things side by side: in turn, in blocks, so that a busy machine weighs on all of them alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Timed = Callable[[], object]


def in_turn(cases: Mapping[str, Timed], *, blocks: int, repeats: int) -> dict[str, list[float]]:
    """Seconds for each case, a figure a block: the median of its repeats, which alternate with the rest."""
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(blocks):
        block: dict[str, list[float]] = {name: [] for name in cases}
        for _ in range(repeats):
            for name, run in cases.items():
                block[name].append(seconds(run))
        for name, figures in block.items():
            found[name].append(median(figures))
    return found


def seconds(run: Timed) -> float:
    """How long one call takes, with the collector of rubbish held back."""
    gc.disable()
    try:
        start = time.perf_counter()
        run()
        return time.perf_counter() - start
    finally:
        gc.enable()


def per_second(run: Timed, count: int, blocks: int) -> float:
    """How many a second, by the median block of `count` calls."""

    def block() -> None:
        for _ in range(count):
            run()

    return count / median(seconds(block) for _ in range(blocks))
