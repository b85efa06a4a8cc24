"""A meeting of the Fernshire MACE, at a fixed time after it."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.governance.room.fernshire import Fernshire, at, fernshire


@pytest.fixture
def mace(db: None) -> Iterator[Fernshire]:
    """Tuesday 3 March 2026, read at 6pm; the meeting was called for 2pm."""
    with clock.fixed_at(at(18)):
        yield fernshire()
