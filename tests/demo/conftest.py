"""One invented area for all tests of a module, written once and taken back at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from holdfast.demo.world.areas import AREAS
from holdfast.demo.world.partnership import PlannedPartnership, plan_partnership
from holdfast.demo.writing import write_partnership
from holdfast.kernel import clock

DAY = date(2026, 11, 20)
SMALL = next(area for area in AREAS if area.charter == "plymouth-mcse")


def planned(
    seed: str = "1", charter: str = SMALL.charter, years: int = 1, day: date = DAY
) -> PlannedPartnership:
    area = next(area for area in AREAS if area.charter == charter)
    return plan_partnership(area, seed=seed, today=day, years=years)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[PlannedPartnership]:
    """Tarrowmouth with two years of meetings, around today."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan = planned(years=2, day=clock.today())
        write_partnership(plan)
        yield plan
        transaction.set_rollback(True)
