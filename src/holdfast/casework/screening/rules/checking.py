"""What must hold of a tool as a whole: keys that differ, bands that cover, levels that never fall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from holdfast.casework.screening.rules.tables import Fault
from holdfast.casework.screening.rules.tool import NO, NOT_KNOWN, Tool, rank


def check(tool: Tool) -> list[Fault]:
    """Every fault of a tool whose values were all of the right kind."""
    return [*_keys(tool), *_scores(tool), *_bands(tool), *_floors(tool)]


def _keys(tool: Tool) -> Iterator[Fault]:
    yield from _twice("group", (group.key for group in tool.groups))
    yield from _twice("item", (item.key for item in tool.items()))
    yield from _twice("window", tool.window_keys)
    yield from _twice("band", (band.key for band in tool.bands))
    for key in {NO, NOT_KNOWN} & set(tool.window_keys):
        yield Fault(f"window {key}", "is an answer that every item takes anyway: choose another key")


def _twice(kind: str, keys: Iterable[str]) -> Iterator[Fault]:
    for key, number in Counter(keys).items():
        if number > 1:
            yield Fault(f"{kind} {key}", f"stands {number} times: each key may stand once in the file")


def _scores(tool: Tool) -> Iterator[Fault]:
    for item in tool.items():
        for key in item.scores.keys() - set(tool.window_keys):
            yield Fault(f"item {item.key}, scores", f"names the window {key}, which the tool does not have")
        if all(tool.score_of(item, window) == 0 for window in tool.windows):
            yield Fault(f"item {item.key}", "scores nothing in any window: give it a score, or leave it out")


def _bands(tool: Tool) -> Iterator[Fault]:
    first, top = tool.bands[0], tool.top
    if first.begins != 0:
        yield Fault(f"band {first.key}, begins", "must be 0, so that no score lies below the first band")
    for lower, upper in pairwise(tool.bands):
        if upper.begins <= lower.begins:
            says = f"must be above {lower.begins}, where band {lower.key} begins"
            yield Fault(f"band {upper.key}, begins", says)
        if rank(upper.level) < rank(lower.level):
            yield Fault(f"band {upper.key}, level", f"cannot be lower than that of band {lower.key} below it")
    if top.begins > tool.most:
        says = f"cannot be reached: the highest possible score is {tool.most}"
        yield Fault(f"band {top.key}, begins", says)


def _floors(tool: Tool) -> Iterator[Fault]:
    for number, floor in enumerate(tool.floors, 1):
        if floor.under_age is None and not floor.has_learning_disability and not floor.has_sign_of_abuse:
            yield Fault(
                f"floor {number}",
                "holds for nobody: give under_age, has_learning_disability or has_sign_of_abuse",
            )
        if floor.has_sign_of_abuse and not any(item.is_abuse for item in tool.items()):
            yield Fault(f"floor {number}, has_sign_of_abuse", "no item of the tool is marked is_abuse")
