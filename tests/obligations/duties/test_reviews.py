"""Reviews of the membership and the work keep their rhythm, whatever dates the terms state or leave blank."""

from datetime import date

import pytest

from tests.groups.world import Fernshire
from tests.obligations.duties.world import adopt_shipped, due, has_no_drift, lines, on, owed

MCSE, MET = "plymouth-mcse", "4lscb-met"
YEARLY = 'of = "the membership"\nby = "chair"\nevery = "year"\n'


def test_plymouths_independent_chair_reviews_the_membership_every_two_years(place: Fernshire) -> None:
    adopt_shipped(place, MCSE, date(2023, 9, 1))
    who = "the Independent Chair of the Board"
    assert lines(owed(place, f"{MCSE}/3-review")) == [
        (who, "Review the membership", "2025-09-01"),
        (who, "Review the membership", "2027-09-01"),
    ]


def test_new_terms_do_not_put_a_review_off(place: Fernshire) -> None:
    adopt_shipped(place, MCSE, date(2023, 9, 1))
    reworded = ('title = "vice chair"', 'title = "deputy chair"')
    adopt_shipped(place, MCSE, date(2026, 2, 1), reworded)
    assert [due(row) for row in owed(place, f"{MCSE}/3-review")] == ["2025-09-01", "2027-09-01"]
    assert has_no_drift(place)


@pytest.mark.parametrize(
    ("stated", "dues"),
    [
        ("next = 2026-06-30\n", ["2026-06-30"]),  # in the version's time: the first
        ("next = 2017-02-28\n", ["2026-04-01"]),  # years back: a year after the terms came
        ("last = 2024-10-15\n", ["2025-10-15", "2026-10-15"]),  # a year after the last, then each year
        ("", ["2026-04-01"]),
    ],
)
def test_the_first_review_is_on_the_date_stated_or_a_year_after_the_terms(
    place: Fernshire, stated: str, dues: list[str]
) -> None:
    adopt_shipped(place, MET, date(2025, 4, 1), (YEARLY, YEARLY + stated))
    assert [due(row) for row in owed(place, f"{MET}/membership-4")] == dues
    with on(date(2026, 10, 20)):
        assert has_no_drift(place)


def test_a_shorter_rhythm_in_mid_period_brings_the_open_review_forward(place: Fernshire) -> None:
    adopt_shipped(place, MCSE, date(2025, 9, 1))
    yearly = ('by = "independent-chair"\nevery = "2 years"', 'by = "independent-chair"\nevery = "year"')
    adopt_shipped(place, MCSE, date(2026, 2, 1), yearly)
    assert [due(row) for row in owed(place, f"{MCSE}/3-review")] == ["2026-09-01"]
    assert has_no_drift(place)
