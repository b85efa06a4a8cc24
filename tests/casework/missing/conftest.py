"""Fernshire on a Tuesday afternoon: Cora keeps the records, Robin is a child, Ines holds interviews."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from holdfast.casework.children.models import Child
from holdfast.kernel import clock
from tests.casework.town import CaseTown, case_town

NOW = datetime(2026, 3, 3, 14, 30, tzinfo=UTC)


@pytest.fixture
def town(db: None) -> Iterator[CaseTown]:
    with clock.fixed_at(NOW):
        yield case_town()


@pytest.fixture
def robin(town: CaseTown) -> Child:
    return town.child()
