"""`holdfast demo` and `holdfast bench`, on a database of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from holdfast.config.bench_country import repeat_partnership
from holdfast.config.postgres import MIGRATOR, Cluster
from tests.config.commands import holdfast

DATABASE = "test_demo_and_bench"
SMALL = ("--imported", "200", "--starts", "2000")
# Somebody of the invented world is told of something, and reads it on the page of the mailbox.
MAILBOX = """
from django.test import Client
from holdfast.demo.models import DemoMessage, DemoSignIn
from holdfast.obligations.notices.jobs import deliver, look_in
from holdfast.obligations.notices.kinds import NoticeKind, register_notice_kind
from holdfast.obligations.notices.models import Urgency
from holdfast.obligations.notices.operations import notify
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.partnerships import every_partnership
from holdfast.stewardship.tenancy.models import Person

register_notice_kind(NoticeKind(key="test", title="Tests"))
offer = DemoSignIn.objects.first()
for partnership in every_partnership():
    with need_to_know(partnership):
        person = Person.objects.filter(account=offer.account).first()
    if person is not None:
        break
look_in(partnership)
with need_to_know(partnership):
    notify(person=person, kind="test", subject_id=person.pk, urgency=Urgency.AT_ONCE)
look_in(partnership)
deliver(str(partnership))
browser = Client()
browser.force_login(offer.account)
number = DemoMessage.objects.filter(subject="Holdfast: 1 new", address__iexact=offer.account.email).get().pk
for address in ("/mailbox/", f"/mailbox/{number}/"):
    answer = browser.get(address, headers={"host": "127.0.0.1"})
    print(answer.status_code, answer.content.decode())
other = DemoSignIn.objects.exclude(account=offer.account).first()
browser.force_login(other.account)
assert browser.get(f"/mailbox/{number}/", headers={"host": "127.0.0.1"}).status_code == 404
"""


# Each partnership's spells of frequent missing are what its own episodes say.
ADRIFT = """
from holdfast.casework.missing.operations.frequent import children_adrift
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.partnerships import every_partnership

found = 0
for partnership in every_partnership():
    with need_to_know(partnership):
        found += len(children_adrift())
print("adrift:", found)
"""


@pytest.fixture
def database(cluster: Cluster, migrated_template: str) -> Iterator[str]:
    named, template = sql.Identifier(DATABASE), sql.Identifier(migrated_template)
    with psycopg.connect(**cluster.parameters(MIGRATOR, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(named))
        connection.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(named, template)
        )
        yield DATABASE
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(named))


def test_a_small_world_is_made_once_and_measured(cluster: Cluster, database: str, tmp_path: Path) -> None:
    told = {
        "DJANGO_SETTINGS_MODULE": "holdfast.config.settings.demo",
        "HOLDFAST_HOME": str(tmp_path),
        "HOLDFAST_TRAIL_ANCHOR": str(tmp_path / "anchor.jsonl"),
    }

    def run(*arguments: str) -> str:
        done = holdfast(cluster, database, *arguments, **told)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("upgrade")
    # Two, because the role that makes the world sees every partnership written so far.
    assert "2 areas," in run("demo", "--partnerships", "2", "--years", "1", "--children", "60")
    assert run("demo", "--if-empty") == ""
    again = holdfast(cluster, database, "demo", **told)
    assert (again.returncode, "already" in again.stderr) == (1, True)
    measured = json.loads(run("bench", "--json", "--blocks", "1", "--repeats", "1", *SMALL))
    pages = measured["pages"]["demo"]
    assert set(pages) >= {"home", "group", "meeting room", "minutes", "attendance", "actions"}
    assert all(page["page"] > 0 and page["queries"] > 0 for page in pages.values())
    assert {"owed by me", "by my agency", "owed to me", "assurance"} <= set(pages)
    assert all(figure > 0 for figure in measured["ledger"]["demo"].values())
    casework = measured["casework"]["demo"]
    assert all(case["itself"] > 0 and case["floor"] > 0 for case in casework["cases"].values())
    assert measured["findings_per_second"] > 0
    assert {aim["aim"] for aim in measured["aims"]}
    assert "Holdfast: 1 new" in run("shell", "-c", MAILBOX)
    assert run("trail", "verify")
    with psycopg.connect(**cluster.parameters(MIGRATOR, database)) as connection:
        _require_thrice(connection, casework["episodes"])
    assert "adrift: 0" in run("shell", "-c", ADRIFT)


def _require_thrice(connection: psycopg.Connection, episodes: int) -> None:
    """Three times the partnerships and their episodes, as the bench's country is made; every key holds."""
    repeat_partnership(connection, 3, lambda words: None)
    unchecked = connection.execute(
        "select format('alter table %s validate constraint %I', conrelid::regclass, conname)"
        " from pg_constraint where not convalidated"
    ).fetchall()
    assert unchecked
    for (check,) in unchecked:
        connection.execute(check)
    counts = connection.execute(
        "select (select count(*) from missing_episode), (select count(*) from stewardship_partnership),"
        " (select count(distinct (child_id, partnership_id)) from missing_frequentspell)"
    ).fetchone()
    assert counts is not None
    assert (counts[0], counts[1], counts[2] > 0) == (3 * episodes, 6, True)
