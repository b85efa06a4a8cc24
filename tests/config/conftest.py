"""A database that a test may change as an operator, beside the one that pages are tested on."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from holdfast.config.postgres import MIGRATOR, Cluster


@pytest.fixture
def own_database(cluster: Cluster, migrated_template: str) -> Iterator[str]:
    """The name of a fresh clone, dropped afterwards."""
    name = f"test_own_{os.getpid()}"
    named = sql.Identifier(name), sql.Identifier(migrated_template)
    with psycopg.connect(**cluster.parameters(MIGRATOR, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(named[0]))
        connection.execute(sql.SQL("create database {} template {}").format(*named))
        yield name
        connection.execute(sql.SQL("drop database {} with (force)").format(named[0]))
