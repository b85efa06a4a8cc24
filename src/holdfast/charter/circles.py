"""Circles among those who report to each other, which no tree may have."""

from collections.abc import Iterable, Mapping

from .model import Agency, Charter


def reporting_circle(charters: Iterable[Charter]) -> list[str]:
    """The groups and bodies of one circle, the first again at its end; empty if there is none."""
    lines: dict[str, set[str]] = {}
    for charter in charters:
        lines.setdefault(charter.key, set()).update(charter.reports_to, charter.boards)
        for body in charter.bodies:
            lines.setdefault(body.key, set()).update(body.reports_to)
    return _circle(lines)


def agency_circle(agencies: Iterable[Agency]) -> list[str]:
    """Agencies that are a part of each other."""
    return _circle({agency.key: {agency.part_of} for agency in agencies if agency.part_of})


def _circle(lines: Mapping[str, set[str]]) -> list[str]:
    done: set[str] = set()
    for start in lines:
        path = _walk(lines, start, done)
        if path:
            return path
    return []


def _walk(lines: Mapping[str, set[str]], start: str, done: set[str]) -> list[str]:
    path: list[str] = []
    stack: list[tuple[str, bool]] = [(start, False)]
    while stack:
        here, is_left = stack.pop()
        if is_left:
            path.pop()
            done.add(here)
        elif here in path:
            return [*path[path.index(here) :], here]
        elif here not in done:
            path.append(here)
            stack.append((here, True))
            stack += [(there, False) for there in sorted(lines.get(here, ()))]
    return []
