"""Whatever stands in the ledger, the grouped query counts as a slow count of each row's state does."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from holdfast.insight.compliance.figures import Figures, Number
from holdfast.insight.compliance.periods import CHOICES, Period, Step, add_months, period_called
from holdfast.insight.compliance.queries.group import group_page
from holdfast.insight.compliance.queries.rows import RowsFilter, obligations_wanted
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.states import State
from tests.groups.world import Fernshire
from tests.insight.compliance.invented import NOW, invented_kinds, owed

_CALLED = {
    State.MET: "in_time",
    State.MET_LATE: "late",
    State.MISSED: "missed",
    State.OPEN: "open",
    State.WAIVED: "waived",
}
instants = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
# Around the moments that matter: the present, the ends of the period by London's clock.
edges = st.sampled_from(
    [NOW, *(datetime(2026, 1, 1, tzinfo=LONDON) + timedelta(seconds=s) for s in (-1, 0, 1)),
     *(datetime(2026, 7, 1, tzinfo=LONDON) + timedelta(seconds=s) for s in (-1, 0, 1))]
)  # fmt: skip
due = st.one_of(st.none(), edges, instants)
rows = st.lists(
    st.tuples(due, st.one_of(st.none(), edges, instants), st.booleans(), st.booleans()), max_size=8
)
FIRST_HALF = Period("dates", date(2026, 1, 1), date(2026, 6, 30))


def slow(found: list[Obligation]) -> Figures:
    """The same, one row after the other."""
    counted: Counter[str] = Counter()
    for row in found:
        state, at = row.state(NOW), row.due_at or row.began_at
        inside = FIRST_HALF.since <= at.astimezone(LONDON).date() <= FIRST_HALF.until
        if state is not State.VOID and inside:
            counted[_CALLED[state] if row.due_at else "undated"] += 1
    return Figures(**counted)


class Counting(TestCase):
    """Hypothesis undoes each example's rows."""

    @given(rows)
    @settings(max_examples=25, deadline=None)
    def test_the_figures_are_those_of_a_slow_count(self, made: list[Any]) -> None:
        with clock.fixed_at(NOW), invented_kinds():
            place = Fernshire()
            found = [self.owe(place, *one) for one in made]
            page = group_page(place.manager, place.group, FIRST_HALF)
            assert page.totals == slow(found)
            assert sum((part for part in page.trend), Figures()) == page.totals
            for number in Number:
                wanted = RowsFilter(FIRST_HALF, frozenset({place.group.pk}), number.value)
                assert obligations_wanted(place.manager, wanted).count() == page.totals.number(number)

    def owe(
        self, place: Fernshire, due_at: datetime | None, met: datetime | None, waived: bool, void: bool
    ) -> Obligation:
        began = min(due_at or NOW, NOW)
        waiver = {"waived_at": began, "waived_by": place.bola, "waiver_reason": "Snow"} if waived else {}
        voided = {"voided_at": began, "void_reason": "Undone"} if void else {}
        return owed(place.group, due_at, began_at=began, met_at=met, **waiver, **voided)


@given(st.sampled_from([key for key, _ in CHOICES]), st.dates(date(2001, 1, 1), date(2090, 1, 1)))
def test_every_period_is_whole_and_its_parts_cover_it(key: str, today: date) -> None:
    period = period_called(key, today, in_force_from=date(2001, 1, 1), dates=(date(2001, 1, 1), today))
    assert period.since <= period.until
    assert period.parts[0] <= period.since
    assert period.parts[-1] == period.step.begins(period.until)
    assert 1 <= len(period.parts) <= 120
    assert period.starts_at.astimezone(LONDON).hour == period.ends_before.astimezone(LONDON).hour == 0


def test_this_and_last_are_those_of_a_calendar() -> None:
    today = date(2026, 3, 31)
    assert period_called("last-month", today).said == "1 February 2026 to 28 February 2026"
    assert period_called("last-quarter", today).said == "1 October 2025 to 31 December 2025"
    assert period_called("this-financial-year", today).said == "1 April 2025 to 31 March 2026"
    assert period_called("last-year", today).said == "1 January 2025 to 31 December 2025"
    assert period_called("last-12-months", today).said == "1 April 2025 to 31 March 2026"
    assert add_months(date(2024, 2, 29), -12) == date(2023, 2, 28)
    assert Step.QUARTER.said(date(2026, 1, 1)) == "January to March 2026"
