"""A group against its terms: every number counted by hand, nothing said to be kept unmeasured."""

from __future__ import annotations

from holdfast.insight.compliance.clauses import ClauseRow
from holdfast.insight.compliance.figures import Figures
from holdfast.insight.compliance.periods import Period, period_called
from holdfast.insight.compliance.queries.group import GroupPage, group_page
from holdfast.kernel import clock
from tests.groups.world import Fernshire
from tests.insight.compliance.invented import on, owed
from tests.web.fetcher import Fetcher


def shown(place: Fernshire, period: Period | None = None) -> GroupPage:
    return group_page(place.manager, place.group, period or period_called("this-quarter", clock.today()))


def clause(page: GroupPage, name: str) -> ClauseRow:
    return next(row for row in page.clauses if row.id == f"harbour/{name}")


def seven(place: Fernshire) -> None:
    """One of each: in time, on the dot, late, missed, open, waived, void; and one due before the quarter."""
    terms = {"terms": place.terms}  # type: ignore[attr-defined]
    due = on(2026, 2, 2)
    owed(place.group, due, met_at=on(2026, 2, 1), **terms)
    owed(place.group, due, met_at=due, **terms)
    owed(place.group, due, met_at=on(2026, 2, 3), **terms)
    owed(place.group, due, **terms)
    owed(place.group, on(2026, 3, 20), **terms)
    waived = {"waived_at": due, "waived_by": place.bola, "waiver_reason": "Snow"}
    owed(place.group, due, **waived, **terms)
    owed(place.group, due, voided_at=due, void_reason="The meeting was called off", **terms)
    owed(place.group, on(2025, 12, 31), met_at=on(2025, 12, 31), **terms)
    owed(place.group, None, began_at=on(2026, 1, 5), **terms)


def test_each_number_counts_what_it_says(harbour: Fernshire) -> None:
    seven(harbour)
    page = shown(harbour)
    assert page.totals == Figures(in_time=2, late=1, missed=1, open=1, waived=1, undated=1)
    assert (page.totals.promised, page.totals.share) == (6, "2 of 4 in time")
    row = clause(page, "minutes-1")
    assert row.figures == page.totals
    assert [part.promised for part in row.trend] == [0, 5, 1]


def test_the_page_says_it_and_each_number_opens_its_rows(harbour: Fernshire) -> None:
    seven(harbour)
    browser = Fetcher(harbour.account)
    page = browser.get(f"/groups/{harbour.group.pk}/assurance/?period=this-quarter")
    assert "2 of 4 in time" in page.text
    assert "Six promises" in page.text or "6 promises" in page.text
    links = [
        link for words, link in page.links.items() if words.endswith(("missed", "promised", "met in time"))
    ]
    assert len(links) >= 3
    for link in links:
        assert browser.get(link).rows
