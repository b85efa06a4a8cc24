"""Needs that different people must stand for: nobody is counted for two of them."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING

from holdfast.kernel.finding import counted, listed

from .matching import share_out
from .outcomes import Lack, Outcome
from .quorum_rule import (
    AllOf,
    AnyOf,
    Base,
    DistinctPresent,
    Kind,
    Leaf,
    Need,
    SharePresent,
)
from .seating import AGENCIES
from .wanting import wanted

if TYPE_CHECKING:
    from .tally import Tally

Slots = tuple[int, list[list[str]]]


def alternatives(need: Need) -> Iterator[tuple[Leaf, ...]]:
    """Every way to meet a need, each as the leaves that must all be met."""
    if isinstance(need, AllOf):
        for chosen in product(*(tuple(alternatives(part)) for part in need.parts)):
            yield tuple(leaf for leaves in chosen for leaf in leaves)
    elif isinstance(need, AnyOf):
        for parts in combinations(need.parts, need.count):
            yield from alternatives(AllOf(parts=parts))
    else:
        yield (need,)


def judge_different(tally: "Tally", need: AllOf) -> Outcome:
    """Judge needs of which nobody may stand for two."""
    alone = tally.judge_all(AllOf(parts=need.parts))
    if not alone.met:
        return alone
    best: tuple[int, Lack] | None = None
    for leaves in alternatives(need):
        if not all(tally.judge(leaf).met for leaf in leaves):
            continue
        needs = [_slots(tally, leaf) for leaf in leaves]
        filled = share_out(needs)
        short = [number - got for (number, _), got in zip(needs, filled, strict=True)]
        if not any(short):
            return alone
        lack = _lack(tally, leaves, needs, filled)
        if best is None or sum(short) < best[0]:
            best = (sum(short), lack)
    return Outcome(False, alone.here, (best[1],) if best else ())


def _slots(tally: "Tally", leaf: Leaf) -> Slots:
    if isinstance(leaf, DistinctPresent):
        return leaf.count, list(tally.slots(leaf.among, leaf.kind).values())
    if isinstance(leaf, SharePresent) and leaf.of in AGENCIES:
        kind = Kind.AGENCY if leaf.of is Base.AGENCIES else Kind.STATUTORY_AGENCY
        return tally.size_of(leaf), list(tally.slots(leaf.among, kind).values())
    number = tally.size_of(leaf) if isinstance(leaf, SharePresent) else _count(leaf)
    people = [one.person for one in tally.people_for(leaf)]
    return number, [people] * number


def _count(leaf: Leaf) -> int:
    return getattr(leaf, "count", 1)


def _lack(tally: "Tally", leaves: tuple[Leaf, ...], needs: list[Slots], filled: list[int]) -> Lack:
    total, found = sum(number for number, _ in needs), sum(filled)
    what = listed(wanted(tally.facts, leaf) for leaf in leaves)
    sentence = f"{what} must be {total} different people, and only {found} of those here can stand for them"
    return Lack(sentence, counted(total - found, "more person", "more people"))
