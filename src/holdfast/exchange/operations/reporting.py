"""What is kept and told of a run: rows that somebody may have to look at, the others in short, totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from holdfast.casework.children.models import Child
from holdfast.casework.children.telling import tell_guardian
from holdfast.exchange.comparing import Outcome
from holdfast.exchange.incoming import Incoming, facts_as_json
from holdfast.exchange.models import HeldRow, ImportRow, ImportRun, PlainRows
from holdfast.exchange.operations.judging import Judged
from holdfast.exchange.telling import HELD
from holdfast.stewardship.access.context import seeing_everything

_PLAIN = (Outcome.ADDED, Outcome.MATCHED)


def told(one: Judged) -> dict[str, Any]:
    """A row as the command's report and the pages tell it."""
    is_known = one.child is not None and not one.is_held
    return {
        "row": one.row.number,
        "child": one.row.label,
        "reference": one.child.reference if one.child and is_known else "",
        "outcome": one.outcome.value,
        "problems": [problem.as_json() for problem in one.told],
    }


def totals_of(judged: Iterable[Judged]) -> dict[str, Any]:
    """How many rows of each outcome and type, and how often each problem was found."""
    outcomes, kinds, problems = Counter[str](), Counter[str](), Counter[str]()
    children = set()
    for one in judged:
        outcomes[one.outcome.value] += 1
        kinds[one.row.facts.kind if one.row.facts else "unreadable"] += 1
        problems.update(problem.code for problem in one.told)
        children.add(one.row.child.key)
    found: dict[str, Any] = {"rows": outcomes.total(), "children": len(children - {""})}
    found |= {outcome.value: outcomes[outcome.value] for outcome in Outcome}
    return found | {"kinds": dict(kinds), "problems": dict(sorted(problems.items()))}


def added_up(totals: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """The totals of two parts of one file, which share no child."""
    found: dict[str, Any] = dict(totals)
    for name, value in more.items():
        if isinstance(value, Mapping):
            found[name] = added_up(found.get(name, {}), value)
        else:
            found[name] = found.get(name, 0) + value
    return found


def keep_report(run: ImportRun, judged: Sequence[Judged], episodes: Mapping[int, UUID]) -> None:
    """Write down what became of these rows, in place of nothing that is there already."""
    plain = [one for one in judged if one.outcome in _PLAIN and not one.row.problems]
    rows = [one for one in judged if one.outcome not in _PLAIN or one.row.problems]
    if plain:
        short = [_short(one) for one in plain]
        PlainRows.objects.create(partnership_id=run.partnership_id, run=run, rows=short)
    waiting = [one.row for one in rows if one.outcome is Outcome.TRAY]
    known = _in_tray(ImportRow, waiting)
    made = [_row(run, one, episodes, known) for one in rows]
    ImportRow.objects.bulk_create(made, batch_size=2000)
    if run.state == ImportRun.State.APPLYING:
        with seeing_everything():
            guarded = _in_tray(HeldRow, waiting)
        _hand_over([_held(run, one, one.held_for, guarded) for one in rows if one.held_for])


def _hand_over(held: Sequence[HeldRow]) -> None:
    """Rows about children whom the importer may not see go to those who guard the records, who are told.

    The importer's own row waits as one about nobody known does; neither tray knows of the other.
    """
    HeldRow.objects.bulk_create(held, batch_size=2000)
    waiting = [row for row in held if row.state == row.State.WAITING]
    with seeing_everything():
        children = Child.objects.in_bulk({row.child_id for row in waiting})
        for row in waiting:
            tell_guardian(children[row.child_id], HELD, row.pk)


def _short(one: Judged) -> list[str | int]:
    return [one.row.number, one.row.label, one.outcome.value, str(one.child.pk) if one.child else ""]


def _in_tray(model: type[ImportRow | HeldRow], rows: Sequence[Incoming]) -> set[str]:
    """The fingerprints of rows that wait in a tray already, or were dismissed there."""
    wanted = [row.fingerprint for row in rows]
    waiting = model.objects.filter(state__in=["waiting", "dismissed"], fingerprint__in=wanted)
    return set(waiting.values_list("fingerprint", flat=True))


def _row(run: ImportRun, one: Judged, episodes: Mapping[int, UUID], known: set[str]) -> ImportRow:
    compared = one.compared
    row = ImportRow(
        partnership_id=run.partnership_id,
        run=run,
        number=one.row.number,
        label=one.row.label,
        outcome=one.outcome.value,
        problems=[problem.as_json() for problem in one.told],
        child_id=one.child.pk if one.child and not one.is_held else None,
    )
    if not one.is_held:
        row.episode_id = episodes.get(one.row.number) or (compared.episode_id if compared else None)
    if one.outcome in (Outcome.TRAY, Outcome.REFUSED):
        _hold(row, one, known)
    return row


def _held(run: ImportRun, one: Judged, child_id: UUID, known: set[str]) -> HeldRow:
    row = HeldRow(
        partnership_id=run.partnership_id,
        run=run,
        number=one.row.number,
        label=one.row.label,
        problems=[problem.as_json() for problem in one.row.problems],
        child_id=child_id,
    )
    _hold(row, one, known)
    return row


def _hold(row: ImportRow | HeldRow, one: Judged, known: set[str]) -> None:
    """What whoever settles it needs; a row that waits in a tray already does not wait there twice."""
    row.asked_child = one.row.child.as_json()
    row.facts = facts_as_json(one.row.facts) if one.row.facts else {}
    row.written = list(one.row.written.items())
    is_applied = row.run.state == ImportRun.State.APPLYING
    if one.outcome is Outcome.TRAY and is_applied and one.row.fingerprint not in known:
        row.fingerprint, row.state = one.row.fingerprint, row.State.WAITING
        known.add(one.row.fingerprint)


def forget_report(run: ImportRun) -> None:
    """Take away what a first look wrote down, before the file is applied."""
    ImportRow.objects.filter(run=run, state__in=["", "waiting"]).delete()
    PlainRows.objects.filter(run=run).delete()
    run.totals, run.done = {}, 0
