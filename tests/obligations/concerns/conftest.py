"""Fernshire on an afternoon in March."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.obligations.concerns.place import NOW, Shire


@pytest.fixture
def fernshire(db: None) -> Iterator[Shire]:
    with clock.fixed_at(NOW):
        yield Shire("Fernshire")
