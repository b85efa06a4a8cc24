"""Reads the clauses of one version of the terms against what is known of the ledger and the records. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.charter.plain import say, say_reading
from holdfast.insight.compliance.clauses import Attestation, ClauseRow, Line, Tally, standing_of
from holdfast.insight.compliance.figures import Figures
from holdfast.insight.compliance.mechanisms import (
    ATTESTED,
    BY_SYSTEM,
    Record,
    Standing,
    names_of,
    system_name,
)
from holdfast.insight.compliance.not_yet import because

if TYPE_CHECKING:
    from holdfast.charter.model import Charter, Clause
    from holdfast.obligations.ledger.kinds import Kind


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
    by_system = system_name(names)
    system = BY_SYSTEM.get(by_system)
    standing = _standing(names, kinds, bool(seen), figures, known, others)
    attestation = known.attestations.get(at, Attestation()) if name == ATTESTED and seen else None
    return Line(
        name=name,
        kept_by=kept_by,
        standing=standing,
        kinds=kinds,
        figures=figures,
        how=system.how if system else "",
        shown=known.shown.get(by_system, ""),
        record=system.record.value if system else "",
        attestation=attestation,
        elsewhere=others if figures.is_empty else (),
        is_partly_hidden=bool(kinds) and 0 < len(seen) < len(kinds),
        because=because(name) if standing is Standing.NOT_MEASURED else "",
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
    by_system = BY_SYSTEM.get(system_name(names))
    if by_system is not None and by_system.record is Record.CASEWORK and kinds and not is_seen:
        return Standing.HIDDEN
    if by_system is not None:
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
