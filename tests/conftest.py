"""Tests meet PostgreSQL as the product does: as the unprivileged role, on a clone of a migrated database."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql
from psycopg.conninfo import make_conninfo

from holdfast.config.postgres import APPLICATION, MIGRATOR, Cluster

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).resolve().parents[1]
SCHEMA_SOURCES = (
    "src/holdfast/**/migrations/*.py",
    "src/holdfast/**/models.py",
    "src/holdfast/**/models/*.py",
    "src/holdfast/**/*promises.py",
    "src/holdfast/stewardship/tenancy/history.py",
    "src/holdfast/stewardship/access/**/*.py",
    "src/holdfast/**/*.sql",
    "src/holdfast/config/first_upgrade.py",
    "src/holdfast/config/management/commands/upgrade.py",
    "requirements/base.txt",
)
TEMPLATE_PREFIX = "template_"


def pytest_configure() -> None:
    """Python does not look for waste while the tests are collected: almost all of it stays."""
    gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """bin/check looks for journeys in their folder and in files that speak of Chromium: none is elsewhere."""
    files = {item.path for item in items if item.get_closest_marker("journey")}
    elsewhere = [file for file in files if "chromium" not in file.read_text().lower()]
    if lost := [str(file) for file in elsewhere if "journeys" not in file.parts]:
        raise pytest.UsageError(f"bin/check would not find the journeys in {', '.join(sorted(lost))}")


def pytest_collection_finish() -> None:
    """What is there now is never gone through again, and what comes less often: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium, for tests of what only a browser shows."""
    from tests.web.browser import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The private PostgreSQL of this checkout's tests, or of this worker's among them."""
    with settings.TEST_CLUSTER.running() as running:
        yield running


@pytest.fixture(scope="session")
def migrated_template(cluster: Cluster) -> str:
    """A database migrated as the migrator; kept until a migration changes."""
    name = TEMPLATE_PREFIX + _schema_digest()
    with (cluster.home / "template.lock").open("a") as lock:
        flock(lock, LOCK_EX)
        with _as_migrator(cluster) as connection:
            known = {row[0] for row in connection.execute("select datname from pg_database")}
            if name not in known:
                for old in known:
                    if old.startswith(TEMPLATE_PREFIX):
                        _drop(connection, old)
                _build(cluster, connection, name)
    return name


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, cluster: Cluster, migrated_template: str
) -> Iterator[None]:
    """This worker's own clone, in place of the database that Django would make."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"test_{worker}_{os.getpid()}"
    connections["default"].settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name

    def renew(*_: object) -> None:
        """A test that commits leaves nothing behind: the application's role could not empty the tables."""
        connections.close_all()
        with _as_migrator(cluster) as connection:
            _drop(connection, name)
            _clone(connection, migrated_template, name)

    with _as_migrator(cluster) as connection:
        _drop_abandoned(connection)
        _clone(connection, migrated_template, name)
    TransactionTestCase._fixture_teardown = renew
    yield
    connections.close_all()
    with _as_migrator(cluster) as connection:
        _drop(connection, name)


@pytest.fixture(autouse=True)
def own_connection(request: pytest.FixtureRequest) -> None:
    """A test whose server commits starts on a connection of its own: the last one's database was replaced."""
    if {"live_server", "transactional_db"} & set(request.fixturenames):
        connections.close_all()


@pytest.fixture
def as_migrator(transactional_db: None, cluster: Cluster) -> Iterator[psycopg.Connection]:
    """A second connection whose role may do everything: to look behind the application's back."""
    name = settings.DATABASES["default"]["NAME"]
    with psycopg.connect(**cluster.parameters(MIGRATOR, name), autocommit=True) as connection:
        yield connection


def _as_migrator(cluster: Cluster) -> psycopg.Connection:
    return psycopg.connect(**cluster.parameters(MIGRATOR, "postgres"), autocommit=True)


def _clone(connection: psycopg.Connection, template: str, name: str) -> None:
    named = sql.Identifier(name), sql.Identifier(template)
    connection.execute(sql.SQL("create database {} template {} strategy file_copy").format(*named))


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _drop_abandoned(connection: psycopg.Connection) -> None:
    """Clones of test runs that were killed."""
    for (name,) in connection.execute(
        "select datname from pg_database where datname like 'test\\_%'"
    ).fetchall():
        owner = name.rpartition("_")[2]
        if owner.isdecimal() and not Path(f"/proc/{owner}").exists():
            _drop(connection, name)


def _build(cluster: Cluster, connection: psycopg.Connection, name: str) -> None:
    """Under another name until it is whole, so that a broken build is never taken for the template."""
    unfinished = f"unfinished_{name}"
    _drop(connection, unfinished)
    connection.execute(sql.SQL("create database {}").format(sql.Identifier(unfinished)))
    url = make_conninfo(**cluster.parameters(MIGRATOR, unfinished))
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "holdfast.config.settings.test",
        "HOLDFAST_DATABASE_URL": make_conninfo(**cluster.parameters(APPLICATION, unfinished)),
        "HOLDFAST_MIGRATOR_URL": url,
        "PYTHONPATH": str(CHECKOUT / "src"),
    }
    command = [sys.executable, "-m", "holdfast", "upgrade"]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"the test database could not be migrated:\n{done.stdout}\n{done.stderr}"
    named = sql.Identifier(unfinished), sql.Identifier(name)
    connection.execute(sql.SQL("alter database {} rename to {}").format(*named))


def _schema_digest() -> str:
    digest = sha256()
    for pattern in SCHEMA_SOURCES:
        for file in sorted(CHECKOUT.glob(pattern)):
            digest.update(f"{file.relative_to(CHECKOUT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
