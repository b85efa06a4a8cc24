"""Fernshire on 3 March 2026, its group without terms yet."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.groups.world import NOW, Fernshire


@pytest.fixture
def place(db: None) -> Iterator[Fernshire]:
    with clock.fixed_at(NOW):
        yield Fernshire()
