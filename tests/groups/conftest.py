"""What the tests of groups share."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.groups.world import NOW, Fernshire


@pytest.fixture
def place(db: None) -> Iterator[Fernshire]:
    """Fernshire on 3 March 2026, its group without terms yet."""
    with clock.fixed_at(NOW):
        yield Fernshire()


@pytest.fixture
def adopted(place: Fernshire) -> Fernshire:
    """Fernshire with the small charter in force since 1 January 2025."""
    place.adopt()
    return place
