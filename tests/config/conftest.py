"""A database that a test may change as an operator; and Fernshire on its first day, with its manager."""

import os
from collections.abc import Iterator
from datetime import datetime

import psycopg
import pytest
from django.db import transaction
from psycopg import sql

from holdfast.config.postgres import MIGRATOR, Cluster
from holdfast.kernel import clock
from holdfast.stewardship.tenancy.models import Partnership
from tests.config.first_day import business_manager
from tests.factories import make_partnership
from tests.web.fetcher import Fetcher


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


@pytest.fixture
def fernshire(db: None) -> Iterator[Partnership]:
    with clock.fixed_at(datetime(2026, 3, 3, 9, 0, tzinfo=clock.LONDON)), transaction.atomic():
        yield make_partnership("Fernshire")


@pytest.fixture
def bo(fernshire: Partnership) -> Fetcher:
    """The business manager's browser: docs/first-day.md as far as step 2."""
    return business_manager(fernshire)
