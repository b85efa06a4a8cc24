"""A hundred thousand episodes go in within three times of what copying them and their history takes.

The floor copies what the import leaves behind, straight into the tables as their owner: each episode, and the
entry of its history. Of the copy of the episodes alone an import took four times when this was written.
"""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import psycopg
import pytest

from holdfast.casework.children.models import Child, Identifier
from holdfast.casework.missing.models import Episode
from holdfast.exchange.models import ImportRun
from holdfast.exchange.operations.importing import Importer, begin_import, work_on
from holdfast.stewardship.access.context import need_to_know, set_need_to_know
from tests.casework.town import CaseTown, case_town
from tests.exchange.bringing import HEAD

CHILDREN, EACH = 10_000, 10
_COPY_ENTRIES = (
    "copy missing_episodeentry (id, partnership_id, child_id, episode_id, kind, text, before, after, at)"
    " from stdin"
)
_COPY = (
    "copy missing_episode (id, partnership_id, child_id, kind, gone_from, reported_by, began_at,"
    " is_began_known, last_seen_where, ended_at, is_ended_known, found_where, found_by, found_state,"
    " circumstances, reasons, companions, places, grade, source, external_reference, withdrawn_why,"
    " version) from stdin"
)


def make_children(town: CaseTown) -> list[UUID]:
    own = {"partnership": town.partnership}
    children = [
        Child(
            reference=f"C{n:05}",
            given_names=f"Child {n}",
            family_name="Invented",
            birth_on=date(2008, 1, 1),
            **own,
        )
        for n in range(CHILDREN)
    ]
    Child.objects.bulk_create(children, batch_size=2000)
    numbers = [Identifier(child=c, kind="looked-after", value=str(n), **own) for n, c in enumerate(children)]
    Identifier.objects.bulk_create(numbers, batch_size=2000)
    return [child.pk for child in children]


def spans(seed: int, year: int) -> list[tuple[int, date, date]]:
    """Ten periods of each child in a year, one after the other."""
    chance = Random(seed)  # noqa: S311
    found = []
    for child in range(CHILDREN):
        day = date(year, 4, 2)
        for _ in range(EACH):
            day += timedelta(days=chance.randint(3, 30))
            found.append((child, day, day + timedelta(days=chance.randint(0, 2))))
            day = found[-1][2]
    return found


def copied(connection: psycopg.Connection, town: CaseTown, children: list[UUID], year: int) -> float:
    """Seconds to copy the episodes of a year, and an entry of each, straight into their tables."""
    began = time.perf_counter()
    entries = []
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for child, first, last in spans(year, year):
            at, until = (datetime(d.year, d.month, d.day, tzinfo=UTC) for d in (first, last))
            pk, of = uuid4(), [town.partnership.pk, children[child]]
            copy.write_row(
                [
                    pk, *of, "missing", "care", "", at, False, "", until, False, "", "", "", "", [], [], [],
                    "", "imported", "", "", 0,
                ]
            )  # fmt: skip
            said = {"began_at": at.isoformat(), "ended_at": until.isoformat(), "kind": "missing"}
            entries.append([uuid4(), *of, pk, "imported", "", "{}", json.dumps(said), at])
    with connection.cursor() as cursor, cursor.copy(_COPY_ENTRIES) as copy:
        for entry in entries:
            copy.write_row(entry)
    return time.perf_counter() - began


def imported(town: CaseTown, year: int) -> float:
    """Seconds to bring the same in as a file."""
    out = io.StringIO()
    out.write(HEAD)
    for child, first, last in spans(year, year):
        out.write(f"{child},01/01/2008,M,{first:%d/%m/%Y},{last:%d/%m/%Y}\n")
    importer = Importer(town.partnership.pk, town.people["Cora"].pk)
    began = time.perf_counter()
    with importer.context():
        run = begin_import(
            by=importer.actor(), kind="ssda903", name="f", files={"missing": out.getvalue().encode()}
        )
        run.state = ImportRun.State.APPLYING
        run.save()
    work_on(run.pk, importer)
    return time.perf_counter() - began


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_a_hundred_thousand_episodes_take_no_more_than_three_copies(as_migrator: psycopg.Connection) -> None:
    with need_to_know(None):
        town = case_town()
        children = make_children(town)
    as_migrator.execute("analyze")
    ratios = []
    for block in range(3):
        floor, took = copied(as_migrator, town, children, 2010 + 2 * block), imported(town, 2011 + 2 * block)
        print(f"copy {floor:.1f} s, import {took:.1f} s: {took / floor:.1f} times")
        ratios.append(took / floor)
    with need_to_know(town.partnership.pk):
        set_need_to_know(town.partnership.pk)
        assert Episode.objects.count() == 6 * CHILDREN * EACH
    assert sorted(ratios)[1] <= 3
