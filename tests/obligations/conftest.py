"""Harbour group of Fernshire with its chair Grace and manager Bola, and facts that a test sets."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.groups.world import Fernshire
from tests.obligations.ledger.invented import NOW, Facts, invented


@pytest.fixture
def place(db: None) -> Iterator[Fernshire]:
    with clock.fixed_at(NOW):
        yield Fernshire()


@pytest.fixture
def facts(place: Fernshire) -> Iterator[Facts]:
    with invented(place.group) as found:
        yield found
