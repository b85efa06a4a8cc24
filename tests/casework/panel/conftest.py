"""The weekly meeting of the tests, read on its day at 1pm."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.casework.panel.weekly import Weekly, at, weekly


@pytest.fixture
def week(db: None) -> Iterator[Weekly]:
    """Tuesday 3 March 2026, an hour before the meeting; Robin and Ash are known."""
    with clock.fixed_at(at(13)):
        yield weekly()
