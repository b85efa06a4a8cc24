"""The 18th birthday is seen coming, on the right day, also for those born on 29 February."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from holdfast.casework.children.rules.births import birthday
from holdfast.casework.children.rules.coming_of_age import ADULT, born_between, is_adult_on
from holdfast.kernel.clocks import add_months


def test_a_child_born_on_leap_day_is_18_on_the_first_of_march() -> None:
    assert birthday(date(2008, 2, 29), ADULT) == date(2026, 3, 1)
    assert not is_adult_on(date(2008, 2, 29), date(2026, 2, 28))
    assert is_adult_on(date(2008, 2, 29), date(2026, 3, 1))
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)


def test_without_a_birth_date_nobody_is_taken_for_an_adult() -> None:
    assert not is_adult_on(None, date(2026, 3, 1))


@given(
    st.dates(date(2019, 1, 1), date(2033, 12, 31))
    | st.sampled_from([date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29), date(2028, 3, 1)]),
    st.sampled_from([0, 1, 3, 12]),
)
def test_those_who_turn_18_within_some_months_are_exactly_those_born_between(
    today: date, months: int
) -> None:
    """Equal to asking each day's child, around both ends."""
    first, last = born_between(today, months)
    until = add_months(today, months)
    for edge in (first, last):
        for step in range(-3, 4):
            born = edge + timedelta(days=step)
            assert (first <= born <= last) == (today <= birthday(born, ADULT) <= until), born
