"""Says what was measured, beside what was aimed for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from holdfast.demo.bench.casework import CaseworkTimes
from holdfast.demo.bench.running import PageResult, Results

FLOOR_AIM, GROWTH_AIM, ADMIN_AIM, ADDED_AIM = 2.0, 1.5, 5.0, 1.25
DEMO, LARGE = "demo", "large"
# The pages that are one list, as the admin's is; beside the others its figure is shown for scale.
LISTS = ("meetings", "actions")


@dataclass(frozen=True)
class Aim:
    """One thing aimed for, what was measured, and whether it was reached."""

    aim: str
    measured: str
    is_met: bool


def aims(results: Results) -> tuple[Aim, ...]:
    """Every aim that these measurements can answer."""
    return tuple(_aims(results))


def _aims(results: Results) -> Iterator[Aim]:
    demo = results.pages[DEMO]
    for size, pages in results.pages.items():
        for name, page in pages.items() if size == DEMO or results.findings_per_second is None else ():
            ratio = page.page / page.floor
            yield Aim(
                f"{name}, {size}: within {FLOOR_AIM:g}x of its floor", f"{ratio:.2f}x", ratio <= FLOOR_AIM
            )
        for name, page in demo.items() if size != DEMO else ():
            yield from _growth(name, size, page, pages[name])
    for name in LISTS:
        if name in demo:
            faster = demo[name].admin / demo[name].page
            yield Aim(f"{name}: {ADMIN_AIM:g}x faster than the admin", f"{faster:.1f}x", faster >= ADMIN_AIM)
    yield from _ledger_aims(results)
    yield from _casework_aims(results)
    if results.findings_per_second is not None:
        yield _thousand(results.findings_per_second, [page.page for page in demo.values()])


def _thousand(findings_per_second: float, pages: list[float]) -> Aim:
    thousand = 1_000_000 / findings_per_second
    return Aim(
        "a thousand quorum findings cost less than one page",
        f"{thousand:.0f} ms beside {min(pages):.0f} to {max(pages):.0f} ms",
        thousand < max(pages),
    )


def _ledger_aims(results: Results) -> Iterator[Aim]:
    for size, found in results.ledger.items():
        for what, ratio in (
            ("raising", found.raise_one / found.raise_bare),
            ("meeting", found.meet_one / found.meet_bare),
        ):
            added = f"{100 * (ratio - 1):.0f}%"
            yield Aim(f"{what} an obligation, {size}: at most 25% more", added, ratio <= ADDED_AIM)
    if {DEMO, LARGE} <= results.ledger.keys():
        demo, large = results.ledger[DEMO], results.ledger[LARGE]
        ratio = large.sweep_due / demo.sweep_due
        yield Aim(
            "the sweep follows what falls due, not the rows",
            f"{ratio:.2f}x at {large.rows / max(demo.rows, 1):.0f} times the rows",
            ratio <= GROWTH_AIM,
        )


def _casework_aims(results: Results) -> Iterator[Aim]:
    """Beside its floor at each size, and at each size beside the demo's."""
    for size, found in results.casework.items():
        for name, case in found.cases.items():
            if case.most is not None:
                aim = f"{name}, {size}: within {case.most:g}x of its floor"
                yield Aim(aim, f"{case.ratio:.2f}x", case.ratio <= case.most)
            first = results.casework[DEMO].cases[name]
            if size != DEMO and case.is_flat:
                yield _flat(name, size, case.itself / first.itself)
                yield _as_many(name, size, first.queries, case.queries)


def _growth(name: str, size: str, demo: PageResult, grown: PageResult) -> Iterator[Aim]:
    yield _flat(name, size, grown.page / demo.page)
    yield _as_many(name, size, demo.queries, grown.queries)


def _flat(name: str, size: str, ratio: float) -> Aim:
    return Aim(f"{name}: {size} within {GROWTH_AIM:g}x of the demo", f"{ratio:.2f}x", ratio <= GROWTH_AIM)


def _as_many(name: str, size: str, demo: int, grown: int) -> Aim:
    return Aim(f"{name}: as many queries in the demo and {size}", f"{demo} and {grown}", demo == grown)


def as_json(results: Results) -> dict[str, Any]:
    """Everything as plain values."""
    return {
        "pages": {
            size: {name: {**asdict(page), "floor": page.floor} for name, page in pages.items()}
            for size, pages in results.pages.items()
        },
        "ledger": {size: asdict(found) for size, found in results.ledger.items()},
        "casework": {size: asdict(found) for size, found in results.casework.items()},
        "findings_per_second": results.findings_per_second,
        "documents_per_second": results.documents_per_second,
        "aims": [asdict(aim) for aim in aims(results)],
    }


def as_table(results: Results) -> Iterator[str]:
    """The figures in lines, then the aims."""
    for size, pages in results.pages.items():
        yield f"Pages, {size} size (milliseconds, median of blocks)"
        yield f"{'page':14}{'itself':>9}{'floor':>9}{'of floor':>10}{'admin':>9}{'faster':>8}{'queries':>9}"
        for name, page in pages.items():
            yield (
                f"{name:14}{page.page:9.1f}{page.floor:9.1f}{page.page / page.floor:9.2f}x"
                f"{page.admin:9.1f}{page.admin / page.page:7.1f}x{page.queries:9}"
            )
        yield ""
    for size, found in results.ledger.items():
        yield f"The ledger, {size} size: {found.rows:,} obligations of one partnership (milliseconds)"
        yield f"  rebuild a group's {found.rows_of_group:,} from nothing   {found.rebuild:9.0f}"
        yield f"  raise one, whole request (without ledger)   {found.raise_one:9.1f} ({found.raise_bare:.1f})"
        yield f"  meet one, whole request (without ledger)    {found.meet_one:9.1f} ({found.meet_bare:.1f})"
        yield f"  sweep with nothing due, with twenty missed  {found.sweep_idle:9.1f} {found.sweep_due:9.1f}"
        yield ""
    for size, times in results.casework.items():
        yield from _casework_lines(size, times)
    if results.findings_per_second is not None:
        yield f"Quorum findings: {results.findings_per_second:,.0f} a second"
    for kind, rate in results.documents_per_second.items():
        yield f"Minutes as {kind}: {rate:.1f} a second"
    yield ""
    for aim in aims(results):
        yield f"{'met     ' if aim.is_met else 'NOT MET '} {aim.aim}: {aim.measured}"


def _casework_lines(size: str, found: CaseworkTimes) -> Iterator[str]:
    yield f"Casework, {size} size: {found.children:,} children, {found.episodes:,} episodes (milliseconds)"
    yield f"{'case':32}{'of':>12}{'itself':>12}{'floor':>12}{'of floor':>11}{'queries':>9}"
    for name, case in found.cases.items():
        number = f"{case.number:,}" if case.number else ""
        yield (
            f"{name:32}{number:>12}{case.itself:12.2f}{case.floor:12.2f}{case.ratio:10.2f}x{case.queries:9}"
        )
    yield ""
