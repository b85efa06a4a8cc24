"""A group against its terms: every number counted by hand, nothing said to be kept unmeasured."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.insight.compliance.clauses import ClauseRow
from holdfast.insight.compliance.figures import Figures
from holdfast.insight.compliance.mechanisms import Standing
from holdfast.insight.compliance.periods import Period, period_called
from holdfast.insight.compliance.queries.group import GroupPage, group_page
from holdfast.kernel import clock
from holdfast.obligations.ledger.promises import Party
from holdfast.stewardship.access.permissions import Role
from tests.factories import grant, make_account, make_actor, make_person
from tests.groups.world import Fernshire, charter
from tests.insight.compliance.conftest import MORE
from tests.insight.compliance.invented import ACTIONS, ASKED, PAPERS, on, owed
from tests.web.fetcher import Fetcher


def shown(place: Fernshire, period: Period | None = None) -> GroupPage:
    return group_page(place.manager, place.group, period or period_called("this-quarter", clock.today()))


def clause(page: GroupPage, name: str) -> ClauseRow:
    return next(row for row in page.clauses if row.id == f"harbour/{name}")


def address(place: Fernshire, query: str = "") -> str:
    return f"/groups/{place.group.pk}/assurance/{query}"


def one_of_each(place: Fernshire) -> None:
    """In time, on the dot, late, missed, open, waived, void, undated; and one due before the quarter."""
    terms, due = {"terms": place.group.terms.get()}, on(2026, 2, 2)
    owed(place.group, due, met_at=on(2026, 2, 1), **terms)
    owed(place.group, due, met_at=due, **terms)
    owed(place.group, due, met_at=on(2026, 2, 3), **terms)
    owed(place.group, due, **terms)
    owed(place.group, on(2026, 3, 20), **terms)
    owed(place.group, due, waived_at=due, waived_by=place.bola, waiver_reason="Snow", **terms)
    owed(place.group, due, voided_at=due, void_reason="The meeting was called off", **terms)
    owed(place.group, None, began_at=on(2026, 1, 5), **terms)
    owed(place.group, on(2025, 12, 31), met_at=on(2025, 12, 31), **terms)


def test_each_number_counts_what_it_says(harbour: Fernshire) -> None:
    one_of_each(harbour)
    page = shown(harbour)
    assert page.totals == Figures(in_time=2, late=1, missed=1, open=1, waived=1, undated=1)
    assert (page.totals.promised, page.totals.share) == (6, "2 of 4 in time")
    row = clause(page, "minutes-1")
    assert row.figures == page.totals
    assert [part.promised for part in row.trend] == [0, 5, 1]
    assert page.worst == (row,)


def test_each_number_of_the_page_opens_as_many_rows(harbour: Fernshire) -> None:
    one_of_each(harbour)
    browser = Fetcher(harbour.account)
    page = browser.get(address(harbour, "?period=this-quarter"))
    assert "6 promises in this period: 2 met in time, 1 met late" in page.text
    numbers = {words: link for words, link in page.links.items() if "number=" in link and " " in words}
    assert len(numbers) == 7
    for words, link in numbers.items():
        rows = browser.get(link).rows
        assert len(rows) == int(words.split()[0]), words
    waived = browser.get(next(link for words, link in numbers.items() if "waived" in words))
    assert "By Bola Adeyemi: Snow" in waived.text
    met = browser.get(next(link for words, link in numbers.items() if "in time" in words))
    assert "The fact" in met.text


def test_a_day_belongs_to_the_period_by_londons_clock(harbour: Fernshire) -> None:
    """Half past eleven in the evening of 30 June in UTC is 1 July in London."""
    owed(harbour.group, on(2025, 6, 30, 23))
    june = Period("dates", date(2025, 6, 1), date(2025, 6, 30))
    july = Period("dates", date(2025, 7, 1), date(2025, 7, 31))
    assert (shown(harbour, june).totals.promised, shown(harbour, july).totals.promised) == (0, 1)


def test_a_clause_says_how_each_mechanism_stands(harbour: Fernshire) -> None:
    owed(harbour.group, on(2026, 2, 2), met_at=on(2026, 2, 1), terms=harbour.group.terms.get())
    page = shown(harbour)
    minutes, papers = clause(page, "minutes-1").lines
    assert (minutes.standing, papers.standing) == (Standing.KEPT, Standing.NOTHING_DUE)
    assert clause(page, "list-1").standing is Standing.NOT_MEASURED
    assert clause(page, "honest-1").words == "Nobody asked yet"
    quorum = clause(page, "quorum-1")
    assert (quorum.standing, quorum.lines[0].shown) == (Standing.SYSTEM, "No meeting was held in the period.")
    assert "0 of 3 seats were filled" in clause(page, "members-1").lines[0].shown


def test_who_attested_and_who_has_not_is_said_as_it_stood_at_the_end(harbour: Fernshire) -> None:
    terms = harbour.group.terms.get()
    for person, met in ((harbour.paul, on(2026, 2, 3)), (harbour.grace, None), (harbour.bola, None)):
        owner = Party(person_id=person.pk)
        more = {"waived_at": on(2026, 2, 9), "waived_by": person, "waiver_reason": "Left"}
        owed(
            harbour.group, None, kind=ASKED, clause="harbour/honest-1", owner=owner, met_at=met, terms=terms,
            began_at=on(2025, 11, 3), **(more if person == harbour.bola else {}),
        )  # fmt: skip
    row = clause(shown(harbour), "honest-1")
    assert (row.standing, row.words) == (Standing.ATTESTED, "1 of 3 attested")
    page = Fetcher(harbour.account).get(address(harbour, "?period=this-quarter"))
    assert "Attested by Paul Okafor on 3 February 2026" in page.text
    assert "Not yet: Grace Lindqvist" in page.text
    assert len(page.follow("3 asked").rows) == 3
    assert len(page.follow("1 not yet").rows) == 1
    before = Period("dates", date(2025, 12, 1), date(2026, 1, 31))
    harbour.look()
    assert clause(shown(harbour, before), "honest-1").words == "0 of 3 attested"


def test_whose_word_it_is_is_said_where_another_gave_it_for_an_office(harbour: Fernshire) -> None:
    said = {"stated_at": on(2026, 2, 3), "stated_by": harbour.bola, "statement": "She told me so."}
    owed(
        harbour.group, None, kind=ASKED, clause="harbour/honest-1", met_at=on(2026, 2, 3),
        terms=harbour.group.terms.get(), began_at=on(2025, 11, 3), **said,
    )  # fmt: skip
    page = Fetcher(harbour.account).get(address(harbour, "?period=this-quarter"))
    assert f"Attested by The chair (said by {harbour.bola}) on 3 February 2026" in page.text


def test_clauses_of_an_earlier_version_stand_apart_with_what_fell_due_under_it(harbour: Fernshire) -> None:
    first = harbour.group.terms.get()
    harbour.adopt(charter("2", more=MORE.replace("harbour/minutes-1", "harbour/minutes-2")), date(2026, 2, 1))
    second = harbour.group.terms.get(version="2")
    owed(harbour.group, on(2026, 1, 20), terms=first)
    owed(harbour.group, on(2026, 2, 20), clause="harbour/minutes-2", terms=second, met_at=on(2026, 2, 20))
    owed(harbour.group, on(2026, 2, 21), clause="", kind=PAPERS)
    page = shown(harbour)
    assert page.current is not None
    assert page.current.name == "2"
    assert clause(page, "minutes-2").figures == Figures(in_time=1)
    [other] = page.others
    assert [(row.id, row.figures.missed) for row in other.clauses] == [("harbour/minutes-1", 1)]
    assert page.outside == Figures(missed=1)
    assert page.totals.promised == 3
    Fetcher(harbour.account).get(address(harbour, "?period=this-quarter"))


def test_somebody_whose_role_sees_no_actions_is_told_so_and_sees_no_part_of_them(harbour: Fernshire) -> None:
    board = make_person(harbour.partnership, "Bea Board", harbour.unit)
    make_account(board)
    grant(board, Role.BOARD_VIEWER)
    owner = Party(agency_id=harbour.unit.pk, person_id=board.pk)
    owed(harbour.group, on(2026, 2, 2), kind=ACTIONS, owner=owner, clause="")
    actor = make_actor(board, Role.BOARD_VIEWER)
    page = group_page(actor, harbour.group, period_called("this-quarter", clock.today()))
    assert (page.totals, page.hidden) == (Figures(), ("Actions to do",))
    assert "does not see it: Actions to do" in Fetcher(board.account).get(address(harbour)).text


def test_the_number_of_queries_does_not_grow_with_what_is_owed(harbour: Fernshire) -> None:
    browser = Fetcher(harbour.account)
    counts = []
    for _ in range(2):
        harbour.look()
        one_of_each(harbour)
        browser.get(address(harbour))
        for asked in (address(harbour), "/assurance/", f"/assurance/obligations/?group={harbour.group.pk}"):
            with CaptureQueriesContext(connection) as queries:
                browser.get(asked)
            counts.append(len(queries))
    assert counts[:3] == counts[3:]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("?period=dates", "Enter the date, or choose another period"),
        ("?since=31/2/2026&until=1/3/2026", "Enter a real date, such as 3 March 2026"),
        ("?period=dates&since=2026-03-01&until=2026-02-01", "cannot end before it begins"),
        ("?period=forever", "Select a valid choice"),
    ],
)
def test_a_period_that_cannot_be_is_said_and_keeps_what_was_typed(
    harbour: Fernshire, query: str, error: str
) -> None:
    page = Fetcher(harbour.account).get(address(harbour, query), status=422)
    assert any(error in line for line in page.errors)
    if "31/2" in query:
        assert page.by_id("id_since_day").attrib["value"] == "31"


def test_a_group_without_terms_says_what_would_be_here(place: Fernshire) -> None:
    owed(place.group, on(2026, 2, 2), kind=ACTIONS, clause="")
    page = Fetcher(place.account).get(address(place))
    assert "no terms of reference in force" in page.text
    assert "Promised outside the clauses" in page.text


def test_long_wording_stays_within_the_page(harbour: Fernshire) -> None:
    owed(
        harbour.group, on(2026, 2, 2), says="Tell" + "everybody" * 50, owner=Party(body="The " + "Body" * 40)
    )
    page = Fetcher(harbour.account).get(f"/assurance/obligations/?group={harbour.group.pk}")
    assert "everybody" * 50 in page.text
