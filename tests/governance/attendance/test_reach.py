"""How far back attendance is looked at: as far as the terms ask, not as far as the group is old."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast.charter.reading import load
from holdfast.governance.attendance.queries import reach
from tests.governance.attendance.test_attendance import EIGHTY
from tests.governance.room.fernshire import CHARTER

DAY = date(2026, 12, 31)
JANUARY = date(2026, 1, 1)


def reaching(more: str) -> date | None:
    return reach(load(CHARTER + more, "terms").charter, JANUARY, DAY)


def test_a_year_is_looked_at_where_the_terms_say_no_more() -> None:
    assert reach(None, date(2026, 6, 1), DAY) == date(2025, 12, 31)
    assert reaching(EIGHTY) == date(2025, 12, 31)


def test_a_longer_period_of_the_terms_is_looked_at_whole() -> None:
    assert reaching(EIGHTY.replace("12 months", "3 years")) == date(2023, 12, 31)


@pytest.mark.parametrize("over", ["", "meetings = 10"])
def test_everything_is_looked_at_where_the_terms_count_over_all_or_so_many_meetings(over: str) -> None:
    assert reaching(EIGHTY.replace('over = "12 months"', over)) is None
