"""Clause by clause: the terms, and what the ledger and the records say of each mechanism. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from holdfast.charter.plain import say, say_reading
from holdfast.insight.compliance.figures import Figures
from holdfast.insight.compliance.mechanisms import ATTESTED, BY_SYSTEM, Standing, names_of
from holdfast.web.words import short_day

if TYPE_CHECKING:
    from holdfast.charter.model import Charter, Clause
    from holdfast.obligations.ledger.kinds import Kind


NONE = Figures()


@dataclass(frozen=True, slots=True)
class Attestation:
    """Who of those asked to attest a clause has done so, as it stood at the period's end."""

    asked: int = 0
    attested: int = 0
    waived: int = 0
    latest: tuple[tuple[str, Any], ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def unanswered(self) -> int:
        return self.asked - self.attested - self.waived


@dataclass(frozen=True, slots=True)
class Line:
    """One mechanism of a clause: how it is kept in plain English, and how that stands."""

    name: str
    kept_by: tuple[str, ...]
    standing: Standing
    kinds: tuple[str, ...] = ()
    figures: Figures = NONE
    how: str = ""
    shown: str = ""
    record: str = ""
    attestation: Attestation | None = None
    elsewhere: tuple[str, ...] = ()
    is_partly_hidden: bool = False

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.standing is not Standing.ATTESTED or self.attestation is None:
            return self.standing.words
        found = self.attestation
        return f"{found.attested:,} of {found.asked:,} attested" if found.asked else "Nobody asked yet"


@dataclass(frozen=True)
class ClauseRow:
    """One clause with all that keeps it."""

    id: str
    says: str
    lines: tuple[Line, ...]
    readings: tuple[str, ...] = ()
    trend: tuple[Figures, ...] = ()

    @cached_property
    def figures(self) -> Figures:
        return sum((line.figures for line in self.lines), Figures())

    @cached_property
    def standing(self) -> Standing:
        """As bad as its worst figure; without figures as its best known mechanism."""
        if not self.figures.is_empty:
            return standing_of(self.figures)
        present = {line.standing for line in self.lines}
        return next(one for one in Standing if one in present)

    @property
    def words(self) -> str:
        """How it stands, in words."""
        return next(
            (line.words for line in self.lines if line.standing is self.standing), self.standing.words
        )

    @property
    def is_partly_unmeasured(self) -> bool:
        """Whether some mechanism of a clause that is otherwise accounted for is not measured yet."""
        blind = {Standing.NOT_MEASURED, Standing.HIDDEN}
        return self.standing not in blind and any(line.standing in blind for line in self.lines)

    @property
    def said(self) -> str:
        """The same, with what is added where a part of the clause is shown by nothing."""
        return f"{self.words}, in part not measured yet" if self.is_partly_unmeasured else self.words

    @property
    def colour(self) -> str:
        """Green only where the whole clause is measured."""
        return (
            "blue" if self.is_partly_unmeasured and self.standing is Standing.KEPT else self.standing.colour
        )


def standing_of(figures: Figures) -> Standing:
    """How something measured stands, by its worst."""
    if figures.missed:
        return Standing.MISSED
    if figures.late:
        return Standing.LATE
    if figures.in_time:
        return Standing.KEPT
    if figures.open:
        return Standing.PENDING
    return Standing.WAIVED if figures.waived else Standing.UNDATED


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the terms, with its clauses that the page shows."""

    id: UUID
    name: str
    from_on: date
    to_on: date | None
    clauses: tuple[ClauseRow, ...]

    @property
    def in_force(self) -> str:
        """`in force from 1 January 2026 to 31 March 2026`."""
        until = f" to {short_day(self.to_on)}" if self.to_on else ""
        return f"in force from {short_day(self.from_on)}{until}"


@dataclass(frozen=True)
class Tally:
    """The grouped figures of a group: by version, clause, kind and part of the trend."""

    parts: tuple[date, ...]
    cells: Mapping[tuple[UUID | None, str], Mapping[str, Mapping[date, Figures]]]

    def figures(self, terms_id: UUID | None, clause: str, kinds: Iterable[str]) -> Figures:
        """The sum for some kinds of one clause."""
        cells = self.cells.get((terms_id, clause), {})
        return sum((f for kind in kinds for f in cells.get(kind, {}).values()), Figures())

    def trend(self, terms_id: UUID | None, clause: str) -> tuple[Figures, ...]:
        """The parts of one clause's trend."""
        return self._by_part(self.cells.get((terms_id, clause), {}).values())

    def kinds(self, terms_id: UUID | None, clause: str) -> frozenset[str]:
        """Which kinds of obligation stand under a clause."""
        return frozenset(self.cells.get((terms_id, clause), {}))

    def whole_trend(self) -> tuple[Figures, ...]:
        """The trend of everything together."""
        return self._by_part(cells for kinds in self.cells.values() for cells in kinds.values())

    def _by_part(self, found: Iterable[Mapping[date, Figures]]) -> tuple[Figures, ...]:
        sums: defaultdict[date, Figures] = defaultdict(Figures)
        for cells in found:
            for part, figures in cells.items():
                sums[part] += figures
        return tuple(sums[part] for part in self.parts)


@dataclass(frozen=True)
class Known:
    """All that is known about one group in the period, from which its clauses are read."""

    tally: Tally
    kinds: Mapping[str, Kind]
    seen: frozenset[str]
    attestations: Mapping[tuple[UUID | None, str], Attestation] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)

    def keeping(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The kinds that keep a mechanism, by any of its names."""
        return tuple(key for key, kind in self.kinds.items() if set(names).intersection(kind.keeps))


def clause_rows(
    charter: Charter, terms_id: UUID, known: Known, only: frozenset[str] | None = None
) -> Iterator[ClauseRow]:
    """The clauses of one version in their order; `only` those with these ids."""
    under = _clauses_by_kind(charter, terms_id, known)
    for clause in charter.clauses:
        if only is None or clause.id in only:
            yield ClauseRow(
                id=clause.id,
                says=clause.says,
                lines=tuple(_lines(charter, clause, terms_id, known, under)),
                readings=tuple(map(say_reading, clause.readings)),
                trend=known.tally.trend(terms_id, clause.id),
            )


def _clauses_by_kind(charter: Charter, terms_id: UUID, known: Known) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for clause in charter.clauses:
        for kind in known.tally.kinds(terms_id, clause.id):
            found[kind] += (clause.id,)
    return found


def _lines(
    charter: Charter, clause: Clause, terms_id: UUID, known: Known, under: Mapping[str, tuple[str, ...]]
) -> Iterator[Line]:
    """One line for each mechanism by name; a kind that keeps several counts for the first of them."""
    said: defaultdict[tuple[str, ...], tuple[str, ...]] = defaultdict(tuple)
    for mechanism in clause.mechanisms:
        said[names_of(mechanism)] += (say(charter, mechanism),)
    taken: set[str] = set()
    for names, kept_by in said.items():
        keeping = known.keeping(names)
        kinds = tuple(key for key in keeping if key not in taken)
        taken.update(kinds)
        figures = known.tally.figures(terms_id, clause.id, kinds)
        others = tuple(sorted({c for key in keeping for c in under.get(key, ())} - {clause.id}))
        yield _line(names, kept_by, kinds, figures, known, (terms_id, clause.id), others)
    if rest := tuple(sorted(known.tally.kinds(terms_id, clause.id) - taken)):
        figures = known.tally.figures(terms_id, clause.id, rest)
        titles = tuple(f"{known.kinds[key].title}." for key in rest if key in known.kinds)
        yield Line("", titles, standing_of(figures), rest, figures)


def _line(
    names: tuple[str, ...],
    kept_by: tuple[str, ...],
    kinds: tuple[str, ...],
    figures: Figures,
    known: Known,
    at: tuple[UUID, str],
    others: tuple[str, ...],
) -> Line:
    name, *_ = names
    seen = known.seen.intersection(kinds)
    system = BY_SYSTEM.get(name)
    attestation = known.attestations.get(at, Attestation()) if name == ATTESTED and seen else None
    return Line(
        name=name,
        kept_by=kept_by,
        standing=_standing(names, kinds, bool(seen), figures, known, others),
        kinds=kinds,
        figures=figures,
        how=system.how if system else "",
        shown=known.shown.get(name, "") if system else "",
        record=system.record.value if system else "",
        attestation=attestation,
        elsewhere=others if figures.is_empty else (),
        is_partly_hidden=bool(kinds) and 0 < len(seen) < len(kinds),
    )


def _standing(
    names: tuple[str, ...],
    kinds: tuple[str, ...],
    is_seen: bool,
    figures: Figures,
    known: Known,
    others: tuple[str, ...],
) -> Standing:
    """The honest word for one mechanism; what nothing declares to measure is never more than not measured."""
    if not figures.is_empty:
        return standing_of(figures)
    if names[0] in BY_SYSTEM:
        return Standing.SYSTEM
    if not known.keeping(names):
        return Standing.NOT_MEASURED
    if not kinds:
        return Standing.ELSEWHERE
    if not is_seen:
        return Standing.HIDDEN
    if names[0] == ATTESTED:
        return Standing.ATTESTED
    return Standing.ELSEWHERE if others else Standing.NOTHING_DUE
