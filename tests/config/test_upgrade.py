"""A new database is filled by a quicker way than Django's own, and becomes the same."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest
from psycopg import sql

from holdfast.config.postgres import MIGRATOR, Cluster
from tests.config.commands import holdfast


@contextmanager
def empty_database(cluster: Cluster, what: str) -> Iterator[str]:
    name = f"test_{what}_{os.getpid()}"
    with psycopg.connect(**cluster.parameters(MIGRATOR, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        yield name
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def schema_of(cluster: Cluster, database: str) -> list[str]:
    """Every table, constraint, index, function, policy and grant, as statements."""
    command = [
        cluster.programs / "pg_dump",
        "--schema-only",
        "--host",
        cluster.socket,
        "--username",
        MIGRATOR,
    ]
    done = subprocess.run([*command, database], capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]


@pytest.mark.deep
def test_a_new_database_has_the_schema_that_djangos_own_steps_make(cluster: Cluster) -> None:
    with ExitStack() as stack:
        quick, slow = (stack.enter_context(empty_database(cluster, what)) for what in ("quick", "slow"))
        for database, command in ((quick, "upgrade"), (slow, "migrate"), (slow, "upgrade")):
            done = holdfast(cluster, database, command, patience=600)
            assert done.returncode == 0, done.stderr
        assert schema_of(cluster, quick) == schema_of(cluster, slow)
        assert len(schema_of(cluster, quick)) > 1000
