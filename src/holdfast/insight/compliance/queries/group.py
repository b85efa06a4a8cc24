"""One group against its terms: the page, the document and the table print the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from holdfast.groups.charters import charters_of
from holdfast.groups.models import Group, Terms
from holdfast.insight.compliance.clauses import ClauseRow, Tally, Version
from holdfast.insight.compliance.figures import Figures, counted_in, counts, part_of
from holdfast.insight.compliance.mechanisms import BY_SYSTEM, Record, Standing, names_of
from holdfast.insight.compliance.periods import Period
from holdfast.insight.compliance.queries.attesting import attestations
from holdfast.insight.compliance.queries.casework import casework_shown
from holdfast.insight.compliance.queries.records import meeting_records, seat_records, shown_of
from holdfast.insight.compliance.reading import Known, clause_rows
from holdfast.insight.compliance.seeing import kinds_seen, obligations_counted
from holdfast.kernel import clock
from holdfast.obligations.ledger.kinds import kinds
from holdfast.stewardship.access.actor import Actor


@dataclass(frozen=True)
class GroupPage:
    """A group's compliance in a period."""

    group: Group
    period: Period
    made_at: datetime
    current: Version | None
    others: tuple[Version, ...]
    outside: Figures
    totals: Figures
    parts: tuple[date, ...]
    trend: tuple[Figures, ...]
    hidden: tuple[str, ...]
    show: Standing | None = None

    @property
    def worst(self) -> tuple[ClauseRow, ...]:
        """The clauses with something missed or late, the most missed first."""
        bad = [row for row in self.clauses if row.figures.missed or row.figures.late]
        return tuple(sorted(bad, key=lambda row: (-row.figures.missed, -row.figures.late)))

    @property
    def clauses(self) -> tuple[ClauseRow, ...]:
        """The clauses in force at the period's end."""
        return self.current.clauses if self.current else ()

    @property
    def shown(self) -> tuple[ClauseRow, ...]:
        """Of these, those that stand as was asked for."""
        return tuple(row for row in self.clauses if self.show in (None, row.standing))

    @property
    def standings(self) -> tuple[tuple[Standing, int], ...]:
        """How many clauses stand how."""
        found = Counter(row.standing for row in self.clauses)
        return tuple((one, found[one]) for one in Standing if found[one])

    @property
    def partly_unmeasured(self) -> int:
        """How many clauses are accounted for in part only."""
        return sum(row.blind_part is not None for row in self.clauses)


def group_page(actor: Actor, group: Group, period: Period) -> GroupPage:
    """A constant number of queries, of which one reads the ledger and counts there."""
    now = clock.now()
    versions = list(
        Terms.objects.filter(group=group, in_force_from__isnull=False)
        .defer("source")
        .order_by("in_force_from")
    )
    tally = _tally(actor, group, period, now)
    day = min(period.until, clock.today())
    known = Known(
        tally=tally,
        kinds=kinds(),
        seen=kinds_seen(actor, group.pk),
        attestations=attestations(actor, group, period),
        shown=_shown(group, period, day) | _of_children(actor, versions, period),
    )
    current, others = _versions(versions, day, known)
    return GroupPage(
        group=group,
        period=period,
        made_at=now,
        current=current,
        others=others,
        outside=_outside(tally, (current, *others)),
        totals=sum(tally.whole_trend(), Figures()),
        parts=tally.parts,
        trend=tally.whole_trend(),
        hidden=tuple(sorted(k.title for key, k in known.kinds.items() if key not in known.seen)),
    )


def _tally(actor: Actor, group: Group, period: Period, now: datetime) -> Tally:
    rows = counted_in(obligations_counted(actor, [group.pk]), period)
    columns = {"part": part_of(period.step)}
    grouped: Any = rows.order_by().values("terms_id", "clause", "kind", **columns).annotate(**counts(now))
    cells: defaultdict[tuple[UUID | None, str], defaultdict[str, dict[date, Figures]]]
    cells = defaultdict(lambda: defaultdict(dict))
    for row in grouped:
        part = row["part"].astimezone(clock.LONDON).date()
        cells[row["terms_id"], row["clause"]][row["kind"]][part] = Figures.of(row)
    return Tally(period.parts, cells)


def _shown(group: Group, period: Period, day: date) -> dict[str, str]:
    records, seats = meeting_records(group, period), seat_records(group, day)
    kept = (name for name, how in BY_SYSTEM.items() if how.record is not Record.CASEWORK)
    return {name: shown_of(name, records, seats) for name in kept}


def _of_children(actor: Actor, versions: list[Terms], period: Period) -> dict[str, str]:
    """What the work with children shows of what any version of the terms asks of it, and nothing else."""
    clauses = (clause for charter in charters_of(versions).values() for clause in charter.clauses)
    names = {name for clause in clauses for one in clause.mechanisms for name in names_of(one)}
    return casework_shown(actor, period, names)


def _versions(rows: list[Terms], day: date, known: Known) -> tuple[Version | None, tuple[Version, ...]]:
    """The version in force on a day with all its clauses, and others with those that fell due under them."""
    used = {terms_id for terms_id, _ in known.tally.cells}
    current = next((row for row in rows if _covers(row, day)), None)
    shown = [row for row in rows if row == current or row.pk in used]
    charters = charters_of(shown)
    made = {row.pk: _version(row, charters[row.pk], known, row != current) for row in shown}
    others = tuple(made[row.pk] for row in shown if row != current and made[row.pk].clauses)
    return (made[current.pk] if current else None), others


def _covers(row: Terms, day: date) -> bool:
    from_on = row.in_force_from
    return from_on is not None and from_on <= day and (row.in_force_to is None or day <= row.in_force_to)


def _version(row: Terms, charter: Any, known: Known, only_due: bool) -> Version:
    due = frozenset(clause for terms_id, clause in known.tally.cells if terms_id == row.pk)
    clauses = tuple(clause_rows(charter, row.pk, known, due if only_due else None))
    assert row.in_force_from is not None  # noqa: S101  # nosec B101  # asked for above
    return Version(row.pk, row.version, row.in_force_from, row.in_force_to, clauses)


def _outside(tally: Tally, versions: Iterable[Version | None]) -> Figures:
    """What was promised under no clause that the page shows, so that the totals add up."""
    shown = set(_shown_clauses(versions))
    rest = (tally.trend(*at) for at in tally.cells if at not in shown)
    return sum((figures for parts in rest for figures in parts), Figures())


def _shown_clauses(versions: Iterable[Version | None]) -> Iterator[tuple[UUID | None, str]]:
    for version in versions:
        if version is not None:
            yield from ((version.id, row.id) for row in version.clauses)
