"""Fernshire on a Monday in February 2026."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.governance.meetings.world import NOW, Fernshire


@pytest.fixture
def fernshire(db: None) -> Iterator[Fernshire]:
    with clock.fixed_at(NOW):
        yield Fernshire()
