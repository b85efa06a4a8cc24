"""The matrix's worlds, made once for a module: each test finds them as made, and what it does is undone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from holdfast.kernel import clock
from tests.access.world import World, make_world, own_context
from tests.governance.room.fernshire import at


@pytest.fixture(scope="module")
def worlds_apart(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Inside it worlds are made and taken back, twenty minutes into their meeting."""
    # Thousands of requests are refused here as they should be: nobody reads what is logged of each.
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock(), transaction.atomic(), clock.fixed_at(at(14, 20)):
        yield
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def kestrel(worlds_apart: None) -> World:
    return make_world("Kestrel")


@pytest.fixture(scope="module")
def zebra(worlds_apart: None) -> World:
    return make_world("Zebra")


@pytest.fixture
def world(kestrel: World, db: None) -> World:
    """Kestrel for one test, which may change it; the context is set to its rows."""
    own_context(kestrel)
    return deepcopy(kestrel)


@pytest.fixture
def other(zebra: World, world: World) -> World:
    """Another partnership with everything in it, for one test; the context stays."""
    return deepcopy(zebra)
