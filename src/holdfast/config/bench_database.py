"""Databases of their own for sizes beyond the demonstration's: ten years, many areas, a whole country."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import models
from psycopg import sql
from psycopg.conninfo import make_conninfo

from holdfast.config.bench_country import repeat_partnership
from holdfast.config.postgres import APPLICATION, MIGRATOR, Cluster
from holdfast.stewardship.access.row_security import tenant_models
from holdfast.stewardship.tenancy.models import Partnership, Person

COPIES, YEARS = 10, 10
OBLIGATIONS = 1_000_000
CHILDREN, EPISODES, PARTNERSHIPS = 10_000, 100_000, 150
Told = Callable[[str], None]


@dataclass(frozen=True)
class Bench:
    """A database to measure in: its name, what fills it once its schema is there, and what it begins with."""

    name: str
    fill: Callable[[Cluster, str, Told], None]
    begins_with: Bench | None = None


def prepare(cluster: Cluster, bench: Bench, told: Told) -> None:
    """Make the database, or bring the one that is there up to date."""
    with psycopg.connect(**cluster.parameters(MIGRATOR, "postgres"), autocommit=True) as connection:
        known = {row[0] for row in connection.execute("select datname from pg_database")}
        if bench.name in known:
            _holdfast(cluster, bench.name, "upgrade")
            return
        unfinished = f"{bench.name}_unfinished"
        drop(connection, unfinished)
        if bench.begins_with is not None:
            prepare(cluster, bench.begins_with, told)
        _create(connection, unfinished, bench.begins_with)
        _holdfast(cluster, unfinished, "upgrade")
        bench.fill(cluster, unfinished, told)
        rename = sql.SQL("alter database {} rename to {}")
        connection.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(bench.name)))


def _create(connection: psycopg.Connection, name: str, begins_with: Bench | None) -> None:
    words = "create database {} template {} strategy file_copy" if begins_with else "create database {}"
    template = [sql.Identifier(begins_with.name)] if begins_with else []
    connection.execute(sql.SQL(words).format(sql.Identifier(name), *template))


def drop(connection: psycopg.Connection, name: str) -> None:
    """Take a database away."""
    connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _holdfast(cluster: Cluster, database: str, *arguments: str) -> None:
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "holdfast.config.settings.demo",
        "HOLDFAST_DATABASE_URL": make_conninfo(**cluster.parameters(APPLICATION, database)),
        "HOLDFAST_MIGRATOR_URL": make_conninfo(**cluster.parameters(MIGRATOR, database)),
        # Its trail is sealed too, but not into the anchor of the world that people look at.
        "HOLDFAST_TRAIL_ANCHOR": str(settings.HOLDFAST_TRAIL_ANCHOR) + ".bench",
    }
    done = subprocess.run(
        [sys.executable, "-m", "holdfast", *arguments],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"holdfast {arguments[0]} failed:\n{done.stderr}")


def _large(cluster: Cluster, database: str, told: Told) -> None:
    told(f"Inventing five areas with {YEARS} years of meetings")
    _holdfast(cluster, database, "demo", "--years", str(YEARS))
    _multiply(cluster, database, told)


def _partnership(cluster: Cluster, database: str, told: Told) -> None:
    told(f"Inventing one area with {CHILDREN:,} children and {EPISODES:,} episodes in {YEARS} years")
    _holdfast(
        cluster, database, "demo", "--partnerships", "1", "--years", str(YEARS),
        "--children", str(CHILDREN), "--episodes", str(EPISODES),
    )  # fmt: skip


def _country(cluster: Cluster, database: str, told: Told) -> None:
    with psycopg.connect(**cluster.parameters(MIGRATOR, database)) as connection:
        repeat_partnership(connection, PARTNERSHIPS, told)


def _multiply(cluster: Cluster, database: str, told: Told) -> None:
    """Copy every partnership's rows with other ids, in the database itself."""
    with psycopg.connect(**cluster.parameters(MIGRATOR, database)) as connection:
        for copy in range(1, COPIES):
            told(f"Copy {copy + 1} of {COPIES} of the five areas")
            for statement in _copies(copy):
                connection.execute(statement)
        told(f"History repeated to {OBLIGATIONS:,} obligations")
        connection.execute(_more_history(connection))
        connection.commit()
        connection.autocommit = True
        connection.execute("vacuum analyze")


def _more_history(connection: psycopg.Connection) -> str:
    """Ended obligations once more, as often as it takes, as those of a cause that nothing rebuilds."""
    row = connection.execute("select count(*), count(ended_at) from ledger_obligation").fetchone()
    total, ended = row or (0, 0)
    times = max(0, -(-(OBLIGATIONS - total) // max(ended, 1)))
    model = apps.get_model("ledger", "Obligation")
    columns = [str(field.column) for field in model._meta.local_concrete_fields]
    changed = {
        "id": "gen_random_uuid()",
        "cause": "'bench'",
        "occasion": "left(occasion, 180) || ' ' || again",
    }
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    # The names come from the model, never from a person.
    return (
        f"insert into ledger_obligation ({names}) select {values}"  # noqa: S608  # nosec B608
        f" from ledger_obligation, generate_series(1, {times}) as again"
        f" where ended_at is not null limit {max(0, OBLIGATIONS - total)}"
    )


def _copies(copy: int) -> Iterator[str]:
    """One insert for each table. The first five partnerships are the ones that have sign-ins."""
    originals = (
        "select partnership_id from stewardship_person p"
        " join demo_demosignin s on s.account_id = p.account_id"
    )
    for model in tenant_models():
        if not model._meta.managed:
            continue
        table = model._meta.db_table
        fields = list(model._meta.local_concrete_fields)
        columns = ", ".join(f'"{field.column}"' for field in fields)
        values = ", ".join(_copied(model, field, copy) for field in fields)
        key = "id" if model is Partnership else "partnership_id"
        # The names come from the models, never from a person.
        yield (
            f'insert into "{table}" ({columns}) select {values} from "{table}"'  # noqa: S608  # nosec B608
            f" where {key} in ({originals})"
        )


def _copied(model: type[models.Model], field: models.Field[object, object], copy: int) -> str:
    column = f'"{field.column}"'
    if model is Person and field.name == "account":
        return "null"
    if field.unique and field.get_internal_type() == "CharField":
        return f"md5({column} || '{copy}')"
    if field.get_internal_type() in ("UUIDField", "ForeignKey", "OneToOneField"):
        return f"md5({column}::text || '{copy}')::uuid"
    return column


LARGE = Bench("bench_large", _large)
PARTNERSHIP = Bench("bench_partnership", _partnership)
COUNTRY = Bench("bench_country", _country, begins_with=PARTNERSHIP)
CASEWORK = {"partnership": PARTNERSHIP, "country": COUNTRY}
SIZES = {"large": LARGE, **CASEWORK}
