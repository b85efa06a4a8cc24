"""Says what becomes of each incoming row: compared with the record, and with the child's rows before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from holdfast.casework.children.operations.matching import note_match
from holdfast.exchange.comparing import Compared, OnRecord, Outcome, compare
from holdfast.exchange.incoming import FileChild, Incoming
from holdfast.exchange.problems import EMPTY, Problem
from holdfast.exchange.queries.known import hidden_children, on_file, record_of
from holdfast.exchange.recognising import UNKNOWN, OnFile, Recognised, RecordedChild, recognise
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.context import seeing_everything

_EARLY = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Judged:
    """`child` is the child on record, None for one not there yet; `held_for` one the importer may not see.

    `as_written` is what is wrong with the row by itself, whatever is on record.
    """

    row: Incoming
    outcome: Outcome
    child: RecordedChild | None = None
    compared: Compared | None = None
    held_for: UUID | None = None
    as_written: tuple[Problem, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether it waits for those who guard a record that the importer may not see."""
        return self.held_for is not None

    @property
    def told(self) -> list[Problem]:
        """The problems as the importer may read them; a record that they may not see is as none."""
        return [*self.as_written, UNKNOWN] if self.is_held else self.row.problems


@dataclass(frozen=True)
class _Group:
    """The rows of one child, and the child."""

    rows: Sequence[Incoming]
    who: Recognised
    held_for: UUID | None


def judge_rows(rows: Sequence[Incoming], *, may_add: bool) -> list[Judged]:
    """What becomes of each, in the order of the file. The context is the importer's.

    `may_add`: whether children who are not on record may be added. Nothing is written.
    """
    hidden = hidden_children()
    with seeing_everything():
        groups = _groups(rows, on_file({row.child for row in rows}), may_add, hidden)
        children = {group.who.child.pk for group in groups if group.who.child}
        record = record_of(children, (row.facts for row in rows if row.facts is not None))
    judged = [one for group in groups for one in _judge(group, record)]
    return sorted(judged, key=lambda one: one.row.number)


def tell_of_hidden(judged: Iterable[Judged], *, by: Actor) -> None:
    """A first look that meets a restricted record is a search that met it: its guardian alone is told."""
    note_match({one.held_for for one in judged if one.held_for is not None}, by=by)


def _groups(rows: Iterable[Incoming], known: OnFile, may_add: bool, hidden: frozenset[UUID]) -> list[_Group]:
    """Rows by the child they turn out to be about; those about nobody, each by itself."""
    answers: dict[FileChild, Recognised] = {}
    together: dict[object, list[Incoming]] = {}
    for row in rows:
        if row.child not in answers:
            answers[row.child] = recognise(row.child, known, may_add=may_add)
        who = answers[row.child]
        key = who.child.pk if who.child else row.child.key if who.is_new and row.child.key else object()
        together.setdefault(key, []).append(row)
    for key, found in together.items():
        if isinstance(key, str):
            _note_two_births(found)
    groups = []
    for found in together.values():
        who = answers[found[0].child]
        groups.append(_Group(found, who, next((one.pk for one in who.seen if one.pk in hidden), None)))
    return groups


def _note_two_births(rows: Sequence[Incoming]) -> None:
    """Rows about one new child that give two dates of birth: nobody is added by them."""
    births = {row.child.born_on for row in rows if row.child.born_on}
    if len(births) > 1:
        for row in rows:
            if "birth-differs" not in {problem.code for problem in row.problems}:
                words = "Rows about this child give different dates of birth."
                row.problems.append(Problem("birth-differs", words))


def _judge(group: _Group, record: dict[UUID, list[OnRecord]]) -> Iterable[Judged]:
    """One child's rows in the order of their starts, each judged as if those before it were on record."""
    child = group.who.child
    standing = list(record.get(child.pk, ())) if child else []
    for row in sorted(group.rows, key=_order):
        as_written = tuple(row.problems)
        if group.who.problem and row.facts is not None:
            row.problems.append(group.who.problem)
        compared = None
        if row.facts is not None and group.who.problem is None:
            compared = compare(row.facts, standing, child.birth_on if child else row.child.born_on)
        judged = Judged(row, _outcome(row, compared), child, compared, group.held_for, as_written)
        if judged.outcome in (Outcome.ADDED, Outcome.CHANGED) and compared is not None:
            _put(standing, compared)
        if group.held_for and judged.outcome is not Outcome.REFUSED:
            judged.outcome = Outcome.TRAY
        yield judged


def _order(row: Incoming) -> tuple[datetime, int]:
    return (row.facts.began_at if row.facts else _EARLY, row.number)


def _outcome(row: Incoming, compared: Compared | None) -> Outcome:
    """What is on record already needs nobody, whatever else is wrong with the row."""
    if any(problem.code == EMPTY for problem in row.problems):
        return Outcome.REFUSED
    if compared is not None and compared.outcome is Outcome.MATCHED:
        return Outcome.MATCHED
    if compared is not None and compared.problem is not None:
        row.problems.append(compared.problem)
    return Outcome.TRAY if row.waits or compared is None else compared.outcome


def _put(standing: list[OnRecord], compared: Compared) -> None:
    """As the record will be once the row is in it."""
    if compared.facts is None:
        return
    pk = compared.episode_id
    standing[:] = [one for one in standing if pk is None or one.pk != pk]
    standing.append(OnRecord(pk, compared.facts.kind, compared.facts.times, is_import=True))
