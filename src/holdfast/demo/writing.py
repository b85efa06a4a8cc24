"""Writes a planned world: rows in bulk, then minutes drafted from them, the trail, and its seal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model
from psycopg.types.json import Jsonb

from holdfast.casework.missing.operations.frequent import recompute
from holdfast.demo.convening import convene
from holdfast.demo.copying import copy_in
from holdfast.demo.owing import Owing
from holdfast.demo.world.childhood.plan import Childhood
from holdfast.demo.world.ledger import Ledger
from holdfast.demo.world.partnership import PlannedPartnership
from holdfast.demo.world.transcripts import transcribe
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.trail.sealing import seal_trail

Told = Callable[[int], None]
AT_ONCE = 1000
_TRAIL = (
    "insert into stewardship_trailentry (at, partnership_id, account_id, person_id, agency_id, verb,"
    " subject_type, subject_id, group_id, details) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def write_partnership(planned: PlannedPartnership, told: Told = lambda done: None) -> None:
    """Write one partnership in one transaction. `told` hears how many rows are written so far."""
    ledger = planned.ledger
    with need_to_know(ledger.partnership_id):
        done = _rows(ledger.rows, told)
        for batch in planned.childhood.batches() if planned.childhood else ():
            done += _rows(batch)
            told(done)
        found: defaultdict[type[Model], list[Any]] = defaultdict(list)
        for plan in planned.minutes:
            for row in transcribe(plan, ledger.partnership_id):
                found[type(row)].append(row)
                done += 1
            told(done)
        for model, rows in found.items():
            model._default_manager.bulk_create(rows, batch_size=AT_ONCE)
        _trail(ledger)
        told(done + len(ledger.trail))
        with connection.cursor() as cursor:
            cursor.execute("analyze")  # what follows asks rows that nobody has counted yet
        with _as_the_site_does():
            if planned.childhood:
                recompute([child.id for child in planned.childhood.children])
                _convene(planned.childhood)
            _owing(planned)


def _convene(childhood: Childhood) -> None:
    """The case list of the next meeting, if the world stands on this very day."""
    ledger = childhood.ledger
    if ledger.today == clock.today():
        chance = ledger.chance.part("convening")
        convene(ledger.partnership_id, childhood.plan.id, childhood.staff.coordinator.id, chance)


@contextmanager
def _as_the_site_does() -> Iterator[None]:
    """As the role that serves pages: the ledger settles and sweeps whatever rows it is shown, which to the
    role that makes the world would be those of every partnership written so far."""
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {connection.ops.quote_name(settings.HOLDFAST_APPLICATION_ROLE)}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("set local role none")


def _owing(planned: PlannedPartnership) -> None:
    """What is owed by all this, what was missed, and what went up the ladder."""
    ledger = planned.ledger
    groups = list(Group.objects.filter(partnership_id=ledger.partnership_id))
    owing = Owing(ledger.chance.part("owing"), ledger.now, planned.chair)
    owing.fill(groups)
    owing.go_up()


def _rows(planned: Mapping[str, list[dict[str, Any]]], told: Told = lambda done: None) -> int:
    done = 0
    for label, rows in planned.items():
        done += copy_in(apps.get_model(label), rows)
        told(done)
    return done


def _trail(ledger: Ledger) -> None:
    """In the order in which it happened."""
    entries = sorted(ledger.trail, key=lambda entry: entry["at"])
    with connection.cursor() as cursor:
        cursor.executemany(_TRAIL, [_values(entry) for entry in entries])


def _values(entry: dict[str, Any]) -> list[Any]:
    return [Jsonb(value) if name == "details" else value for name, value in entry.items()]


def seal() -> None:
    """Seal the trail of what has been written."""
    seal_trail(Path(settings.HOLDFAST_TRAIL_ANCHOR))
