"""Runs the whole measurement over one world or two, block by block in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from psycopg import Connection

from holdfast.demo.bench.casework import STARTS, CaseworkTimes, casework_times
from holdfast.demo.bench.engine import documents_per_second, findings_per_second
from holdfast.demo.bench.ledger import LedgerTimes, ledger_times
from holdfast.demo.bench.measuring import in_turn
from holdfast.demo.bench.pages import (
    Case,
    Reader,
    Statement,
    Subject,
    caught,
    own_statements,
    run_raw,
    subject,
)

EMPTY, ADMIN = "/bench/empty/", "/bench/admin/"
# Points the connection at a database; a connection of the role that row security lets through, at the same.
Switch = Callable[[], None]
Loader = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True)
class Effort:
    """How long to measure: blocks, page fetches in each, and calls for what is counted by the second."""

    blocks: int = 7
    repeats: int = 5
    findings: int = 1000
    documents: int = 10
    imported: int = 100_000
    starts: int = STARTS
    is_casework_alone: bool = False


@dataclass
class World:
    """One database to measure in; `use` points the connection at it."""

    use: Switch
    asked: Subject
    readers: dict[str, Reader]
    statements: dict[str, list[Statement]] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)
    ledger: LedgerTimes | None = None
    casework: CaseworkTimes | None = None
    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def get(self, case: Case, address: str = "") -> bytes:
        """A page as the case's reader asks for it: the case's own, or another."""
        return self.readers[case.asks].get(address or case.address)


@dataclass(frozen=True)
class PageResult:
    """One page at one size, in milliseconds: itself, its floor, the automatic admin; and its queries."""

    page: float
    empty: float
    raw: float
    admin: float
    queries: int

    @property
    def floor(self) -> float:
        return self.empty + self.raw


@dataclass(frozen=True)
class Results:
    """All that was measured: pages by size and name, and what is counted by the second."""

    pages: dict[str, dict[str, PageResult]]
    ledger: dict[str, LedgerTimes]
    casework: dict[str, CaseworkTimes]
    findings_per_second: float | None = None
    documents_per_second: dict[str, float] = field(default_factory=dict)


def run(sizes: Mapping[str, Switch], effort: Effort, told: Callable[[str], None], loader: Loader) -> Results:
    """Measure every page at each size, then findings and documents at the first."""
    worlds = {name: _open(use, effort) for name, use in sizes.items()}
    for block in range(effort.blocks):
        told(f"Block {block + 1} of {effort.blocks}")
        for world in worlds.values():
            world.use()
            _measure(world, effort.repeats)
    for name, world in worlds.items():
        world.use()
        if not effort.is_casework_alone:
            told(f"The ledger, {name} size")
            world.ledger = ledger_times(world.asked, world.readers["chair"], EMPTY, blocks=effort.blocks)
        told(f"Casework, {name} size")
        starts = effort.starts if world is next(iter(worlds.values())) else 0
        with loader() as connection:
            world.casework = casework_times(
                world.asked, connection, blocks=effort.blocks, imported=effort.imported, starts=starts
            )
    first = next(iter(worlds.values()))
    first.use()
    return Results(
        pages={name: _pages(world) for name, world in worlds.items()},
        ledger={name: world.ledger for name, world in worlds.items() if world.ledger},
        casework={name: world.casework for name, world in worlds.items() if world.casework},
        **_by_the_second(first.asked, effort, told),
    )


def _by_the_second(asked: Subject, effort: Effort, told: Callable[[str], None]) -> dict[str, Any]:
    if effort.is_casework_alone:
        return {}
    told("Findings and documents")
    blocks = min(effort.blocks, 3)
    return {
        "findings_per_second": findings_per_second(asked, count=effort.findings, blocks=effort.blocks),
        "documents_per_second": documents_per_second(asked, count=effort.documents, blocks=blocks),
    }


def _open(use: Switch, effort: Effort) -> World:
    use()
    asked = subject(is_casework_alone=effort.is_casework_alone)
    world = World(use, asked, {name: Reader(account) for name, account in asked.readers.items()})
    for case in asked.cases:
        world.get(case, EMPTY)
        with caught() as empty:
            world.get(case, EMPTY)
        world.get(case)
        with caught() as page:
            world.get(case)
        world.statements[case.name] = own_statements(page, empty)
        world.queries[case.name] = len(page)
        world.get(case, _admin(case))
    return world


def _admin(case: Case) -> str:
    return f"{ADMIN}{case.peer.replace('_', '/')}/"


def _measure(world: World, repeats: int) -> None:
    for case in world.asked.cases:
        world.get(case)
        timed = in_turn(_timed(world, case), blocks=1, repeats=repeats)
        for name, figures in timed.items():
            world.seconds[f"{case.name}/{name}"] += figures


def _timed(world: World, case: Case) -> dict[str, Callable[[], object]]:
    """The page, the two parts of its floor, and its peer."""
    admin, statements = _admin(case), world.statements[case.name]
    return {
        "page": lambda: world.get(case),
        "empty": lambda: world.get(case, EMPTY),
        "raw": lambda: run_raw(world.asked, statements),
        "admin": lambda: world.get(case, admin),
    }


def _pages(world: World) -> dict[str, PageResult]:
    return {
        case.name: PageResult(
            page=_ms(world, case, "page"),
            empty=_ms(world, case, "empty"),
            raw=_ms(world, case, "raw"),
            admin=_ms(world, case, "admin"),
            queries=world.queries[case.name],
        )
        for case in world.asked.cases
    }


def _ms(world: World, case: Case, what: str) -> float:
    return 1000 * median(world.seconds[f"{case.name}/{what}"])
