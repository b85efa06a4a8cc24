"""Harbour group of Fernshire, whose terms state minutes, papers, an attestation and more."""

from collections.abc import Iterator

import pytest

from holdfast.kernel import clock
from tests.groups.world import Fernshire, charter
from tests.insight.compliance.invented import NOW, invented_kinds

MORE = """
[[clause]]
id = "harbour/minutes-1"
says = "The chair checks the minutes within five working days, and papers go out a week before."

[clause.minutes]
by = ["chair"]
within = "5 working days"

[clause.papers]
before = "5 working days"

[[clause]]
id = "harbour/honest-1"
says = "Members speak for their agencies."
attested = true

[[clause]]
id = "harbour/list-1"
says = "The group keeps a list."
register = "a list of what it knows"
"""


@pytest.fixture
def place(db: None) -> Iterator[Fernshire]:
    with clock.fixed_at(NOW), invented_kinds():
        yield Fernshire()


@pytest.fixture
def harbour(place: Fernshire) -> Fernshire:
    """With terms in force since 1 January 2025."""
    place.terms = place.adopt(charter(more=MORE))  # type: ignore[attr-defined]
    return place
