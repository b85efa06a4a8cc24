"""What the tests of reviews share."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.governance.terms_review.world import Harbour
from tests.groups.world import NOW


@pytest.fixture
def harbour(db: None) -> Iterator[Harbour]:
    """The Harbour group on 3 March 2026, its terms in force since 1 January 2025."""
    with clock.fixed_at(NOW):
        yield Harbour()
