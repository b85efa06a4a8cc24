"""Fernshire on an afternoon in March."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.casework.screening.town import NOW, ScreeningTown


@pytest.fixture
def fernshire(db: None) -> Iterator[ScreeningTown]:
    with clock.fixed_at(NOW):
        yield ScreeningTown()
