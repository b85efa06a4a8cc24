"""`holdfast demo` and `holdfast bench`, on a database of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from holdfast.config.postgres import MIGRATOR, Cluster
from tests.config.commands import holdfast

DATABASE = "test_demo_and_bench"


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
    assert "1 area," in run("demo", "--partnerships", "1", "--years", "1")
    assert run("demo", "--if-empty") == ""
    again = holdfast(cluster, database, "demo", **told)
    assert (again.returncode, "already" in again.stderr) == (1, True)
    measured = json.loads(run("bench", "--json", "--blocks", "1", "--repeats", "1"))
    pages = measured["pages"]["demo"]
    assert set(pages) >= {"home", "group", "meeting room", "minutes", "attendance", "actions"}
    assert all(page["page"] > 0 and page["queries"] > 0 for page in pages.values())
    assert measured["findings_per_second"] > 0
    assert {aim["aim"] for aim in measured["aims"]}
    assert run("trail", "verify")
