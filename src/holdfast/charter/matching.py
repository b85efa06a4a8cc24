"""Who can stand for what at the same time: matching people to seats and to different needs."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

Node = Hashable


def largest_matching(wishes: Mapping[str, Sequence[str]], places: Callable[[str], int]) -> set[str]:
    """As many people as can each have one of the seats they wish for, earlier people first."""
    holders: dict[str, list[str]] = {}

    def seat(person: str, tried: set[str]) -> bool:
        for wish in wishes[person]:
            if wish in tried:
                continue
            tried.add(wish)
            sitting = holders.setdefault(wish, [])
            if len(sitting) < places(wish):
                sitting.append(person)
                return True
            for index, other in enumerate(sitting):
                if seat(other, tried):
                    sitting[index] = person
                    return True
        return False

    return {person for person in wishes if seat(person, set())}


def share_out(needs: Sequence[tuple[int, Sequence[Iterable[str]]]]) -> list[int]:
    """How much of each need different people can meet at once, earlier needs first.

    A need is a number and its slots, each the people who could fill it; nobody fills two slots.
    """
    residual: dict[Node, dict[Node, int]] = {}
    for index, (number, slots) in enumerate(needs):
        _edge(residual, "source", ("need", index), number)
        for at, people in enumerate(slots):
            _edge(residual, ("need", index), ("slot", index, at), 1)
            for person in people:
                _edge(residual, ("slot", index, at), ("person", person), 1)
                _edge(residual, ("person", person), "sink", 1)
    filled = [0] * len(needs)
    for index, (number, _) in enumerate(needs):
        while filled[index] < number and _augment(residual, ("need", index)):
            filled[index] += 1
    return filled


def _edge(residual: dict[Node, dict[Node, int]], start: Node, end: Node, room: int) -> None:
    residual.setdefault(start, {})[end] = room
    residual.setdefault(end, {}).setdefault(start, 0)


def _augment(residual: dict[Node, dict[Node, int]], start: Node) -> bool:
    """Find one more way from this need to a free person, moving others if that helps."""
    came: dict[Node, Node] = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there, room in residual.get(here, {}).items():
            if room > 0 and there not in came and there != "source":
                came[there] = here
                queue.append(there)
                if there == "sink":
                    _use(residual, came, start)
                    return True
    return False


def _use(residual: dict[Node, dict[Node, int]], came: dict[Node, Node], start: Node) -> None:
    there: Node = "sink"
    while there != start:
        here = came[there]
        residual[here][there] -= 1
        residual[there][here] += 1
        there = here
