"""What the ledger costs: rebuilding a group's, raising and meeting one obligation, the sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from unittest.mock import patch

from django.db import transaction

from holdfast.demo.bench.measuring import in_turn, seconds
from holdfast.demo.bench.pages import Reader, Subject
from holdfast.governance.actions import operations
from holdfast.governance.actions.models import Action
from holdfast.groups.models import Terms
from holdfast.kernel import clock
from holdfast.obligations.ledger import kinds
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.sweeping import sweep
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person

FALLING_DUE = 20


@dataclass(frozen=True)
class LedgerTimes:
    """Milliseconds, medians of blocks, and how many rows there were.

    `raise_bare` and `meet_bare` are the same whole request without the ledger; `sweep_idle` with nothing due.
    """

    rows: int
    rows_of_group: int
    rebuild: float
    raise_one: float
    raise_bare: float
    meet_one: float
    meet_bare: float
    sweep_idle: float
    sweep_due: float


def ledger_times(asked: Subject, reader: Reader, empty: str, *, blocks: int) -> LedgerTimes:
    """Measure at the present database; every change is taken back."""
    frame = median(seconds(lambda: reader.get(empty)) for _ in range(max(blocks, 3)))
    with _taken_back(asked) as actor:
        group = (
            Terms.objects.select_related("group")
            .get(in_force_to__isnull=True, in_force_from__isnull=False)
            .group
        )
        rebuild = median(seconds(lambda: drift_of(group)) for _ in range(min(blocks, 3)))
        timed = _raised_and_met(actor, blocks)
        idle, due = _swept(blocks)
        rows, own = Obligation.objects.count(), Obligation.objects.filter(group=group).count()
    figures = {name: 1000 * (value + frame) for name, value in timed.items()}
    return LedgerTimes(
        rows=rows, rows_of_group=own, rebuild=1000 * rebuild, sweep_idle=1000 * idle,
        sweep_due=1000 * due, **figures,
    )  # fmt: skip


@contextmanager
def _taken_back(asked: Subject) -> Iterator[Actor]:
    with transaction.atomic():
        set_need_to_know(asked.partnership_id, asked.person_id)
        yield actor_for(Person.objects.select_related("partnership", "agency").get(pk=asked.person_id))
        transaction.set_rollback(True)


def _raised_and_met(by: Actor, blocks: int) -> dict[str, float]:
    """An action allocated and done, with the ledger and without, in turn."""
    like = Action.objects.filter(owner__isnull=False).select_related("group", "agency", "owner")[0]
    day = clock.today() + timedelta(days=7)
    made: list[Action] = []

    def allocate() -> None:
        made.append(
            operations.allocate_action(
                by=by,
                group=like.group,
                text="Ring the hotel",
                agency=like.agency,
                owner=like.owner,
                due_on=day,
            )
        )

    def complete() -> None:
        operations.complete_action(by=by, action=made.pop(), text="Rang")

    cases: dict[str, Callable[[], object]] = {
        "raise_one": allocate,
        "meet_one": complete,
        "raise_bare": _without_ledger(allocate),
        "meet_bare": _without_ledger(complete),
    }
    return {name: median(found) for name, found in in_turn(cases, blocks=blocks, repeats=5).items()}


def _without_ledger(act: Callable[[], object]) -> Callable[[], object]:
    """The same with nothing declared for actions, so that settling has nothing to do."""

    def bare() -> None:
        with patch.object(operations, "settle", lambda *causes, **about: None):
            act()

    return bare


def _swept(blocks: int) -> tuple[float, float]:
    """A sweep with nothing to do, and one that finds so many obligations missed."""
    sweep()
    idle = median(seconds(sweep) for _ in range(blocks))
    missed = list(
        Obligation.objects.outstanding().order_by("due_at").values_list("pk", flat=True)[:FALLING_DUE]
    )
    past = clock.now() - timedelta(minutes=1)
    due = []
    with kinds.on_missed.only():
        for _ in range(blocks):
            rows = Obligation.objects.filter(pk__in=missed)
            rows.update(missed_told_at=None, began_at=past, due_at=past)
            due.append(seconds(sweep))
    return idle, median(due)
