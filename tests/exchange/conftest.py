"""Fernshire on a Tuesday afternoon: Cora coordinates and imports, Gwen guards restricted records."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from holdfast.kernel import clock
from tests.casework.town import CaseTown, case_town

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


@pytest.fixture
def town(db: None) -> Iterator[CaseTown]:
    with clock.fixed_at(NOW):
        yield case_town()
