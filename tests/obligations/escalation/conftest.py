"""What the tests of escalation share."""

import pytest

from tests.groups.world import Fernshire
from tests.obligations.escalation.town import Town
from tests.obligations.ledger.invented import Facts


@pytest.fixture
def town(place: Fernshire, facts: Facts) -> Town:
    """Harbour group under the small charter, with one thing to miss."""
    place.adopt()
    return Town(place, facts)
