"""A clause with what keeps it, how each mechanism stands, and its figures, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from holdfast.insight.compliance.figures import Figures
from holdfast.insight.compliance.mechanisms import Standing
from holdfast.web.words import short_day

if TYPE_CHECKING:
    pass


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
    because: str = ""

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
    def blind_part(self) -> Standing | None:
        """Of a clause that is otherwise accounted for: why some mechanism of it is not."""
        present = {line.standing for line in self.lines}
        present |= {Standing.HIDDEN for line in self.lines if line.is_partly_hidden}
        blind = [one for one in (Standing.NOT_MEASURED, Standing.HIDDEN) if one in present]
        return blind[0] if blind and self.standing not in blind else None

    @property
    def said(self) -> str:
        """How it stands, with what is added where a part of the clause is not shown."""
        added = f", in part {self.blind_part.words.lower()}" if self.blind_part else ""
        return f"{self.words}{added}"

    @property
    def colour(self) -> str:
        """Green only where the whole clause is measured."""
        return "blue" if self.blind_part and self.standing is Standing.KEPT else self.standing.colour


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
