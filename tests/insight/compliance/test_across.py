"""All groups and agencies at once, and what each person may see of them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.groups.models import Board, ReportingLine
from holdfast.insight.compliance.figures import Figures
from holdfast.insight.compliance.periods import period_called
from holdfast.insight.compliance.queries.across import across_page
from holdfast.insight.compliance.queries.rows import NO_AGENCY, RowsFilter, obligations_wanted
from holdfast.kernel import clock
from holdfast.obligations.ledger.promises import Party
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.trail.models import TrailEntry
from tests.factories import grant, make_account, make_group, make_person, make_seat
from tests.groups.world import Fernshire
from tests.insight.compliance.invented import on, owed
from tests.web.fetcher import Fetcher

DUE = on(2026, 2, 2)


@pytest.fixture
def owing(harbour: Fernshire) -> Fernshire:
    """Agencies owe by name, by seat and by person; the chair's office and a body outside owe too."""
    make_seat(harbour.group, "Named GP", harbour.health, key="Named GP")
    for owner in (
        Party(agency_id=harbour.police.pk, person_id=harbour.paul.pk),
        Party(agency_id=harbour.police.pk, person_id=harbour.grace.pk),
        Party(seat="named-gp"),
        Party(person_id=harbour.grace.pk),
        Party(office="chair"),
        Party(body="Ministry"),
        Party(group_id=harbour.group.pk),
    ):
        owed(harbour.group, DUE, owner=owner, met_at=DUE if owner.agency_id else None)
    return harbour


def test_what_each_agency_owed_follows_its_name_its_seats_and_its_people(owing: Fernshire) -> None:
    period = period_called("this-quarter", clock.today())
    page = across_page(owing.manager, period)
    assert [(row.name, row.figures) for row in page.agencies] == [
        ("Fernshire Health", Figures(missed=2)),
        ("Fernshire Police", Figures(in_time=2)),
        ("Offices, whole groups and bodies outside", Figures(missed=3)),
    ]
    for row in page.agencies:
        wanted = RowsFilter(period, frozenset({owing.group.pk}), agency=str(row.id or NO_AGENCY))
        assert obligations_wanted(owing.manager, wanted).count() == row.figures.promised
    assert [(row.name, row.figures.promised) for row in page.groups] == [("Harbour group", 7)]
    assert page.totals.share == "2 of 7 in time"


def test_the_page_leads_to_the_rows_of_a_group_and_of_an_agency(owing: Fernshire) -> None:
    page = Fetcher(owing.account).get("/assurance/?period=this-quarter")
    assert "2 of 7 in time" in page.text
    assert "Named GP (seat)" in page.fetcher.get(page.links["2 missed"]).text
    assert page.follow("Harbour group").heading == "Assurance"


def test_a_board_narrows_it_to_the_groups_that_report_to_it(owing: Fernshire) -> None:
    other = make_group(owing.partnership, "Quay group")
    for name, group in (("Harbour Board", owing.group), ("Quay Board", other)):
        board = Board.objects.create(partnership=owing.partnership, name=name)
        ReportingLine.objects.create(partnership=owing.partnership, group=group, board=board)
    browser = Fetcher(owing.account)
    assert {"Harbour group", "Quay group"} <= set(browser.get("/assurance/").links)
    narrowed = browser.get(f"/assurance/?board={board.pk}")
    assert "Quay group" in narrowed.links
    assert "Harbour group" not in narrowed.links
    owing.look()
    owed(other, DUE, owner=Party(agency_id=owing.police.pk))
    narrowed = browser.get(f"/assurance/?board={board.pk}&period=this-quarter")
    rows = [browser.get(link).rows for words, link in narrowed.links.items() if words == "1 missed"]
    assert [len(found) for found in rows] == [1]


def test_a_member_of_one_group_sees_nothing_of_another(owing: Fernshire) -> None:
    other = make_group(owing.partnership, "Secret group")
    kept = owed(other, DUE, says="Secret promise")
    nadia = make_person(owing.partnership, "Nadia Reyes", owing.police)
    make_account(nadia)
    grant(nadia, Role.BOARD_VIEWER, owing.group)
    browser = Fetcher(nadia.account)
    for asked in ("/assurance/", "/assurance/obligations/"):
        assert "Secret" not in browser.get(asked).text
    assert browser.client.get(f"/assurance/obligations/?group={other.pk}").status_code == 404
    assert browser.client.get(f"/assurance/obligations/?group={kept.pk}").status_code == 404
    assert browser.client.get("/assurance/obligations/?group=nonsense").status_code == 404
    assert browser.client.get(f"/groups/{other.pk}/assurance/").status_code == 404


def test_the_number_of_queries_is_the_same_with_one_group_and_with_four(owing: Fernshire) -> None:
    browser = Fetcher(owing.account)
    browser.get("/assurance/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/assurance/")
    owing.look()
    for name in ("Quay", "Pier", "Mole"):
        owed(make_group(owing.partnership, name), DUE)
    with CaptureQueriesContext(connection) as four:
        browser.get("/assurance/")
    assert len(four) == len(one)


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "csv"])
def test_it_can_be_taken_away_and_the_trail_says_so(owing: Fernshire, kind: str) -> None:
    browser = Fetcher(owing.account).prove()
    tables = [f"/assurance/obligations/file.{kind}"] if kind in ("xlsx", "csv") else []
    asked = [f"/groups/{owing.group.pk}/assurance/file.{kind}", f"/assurance/file.{kind}", *tables]
    for address in asked:
        answer = browser.client.get(f"{address}?period=this-quarter")
        assert answer.status_code == 200, address
        assert "attachment" in answer.headers["Content-Disposition"]
        if kind == "csv":
            assert "Harbour" in answer.content.decode("utf-8-sig")
    owing.look()
    entries = TrailEntry.objects.filter(verb="exported assurance")
    assert entries.count() == len(asked)
    assert all(entry.details["serial"] for entry in entries)
    refused = browser.client.get(f"/assurance/file.{kind}?period=dates&since=2026-03-01")
    assert refused.status_code == 404
    assert browser.client.get("/assurance/file.exe").status_code == 404


def test_whoever_has_not_shown_lately_who_they_are_is_asked_again_before_it_leaves(owing: Fernshire) -> None:
    answer = Fetcher(owing.account).client.get("/assurance/file.pdf", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/again/?next=")


def test_the_document_says_what_the_page_says(owing: Fernshire) -> None:
    import io

    import docx

    browser = Fetcher(owing.account).prove()
    answer = browser.client.get(f"/groups/{owing.group.pk}/assurance/file.docx?period=this-quarter")
    file = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "Harbour group: compliance with its terms of reference" in text
    assert "7 promises in this period: 2 met in time and 5 missed and still open." in text
    assert "Clause list-1: not measured yet" in text
    assert "It is to be kept so" in text
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert "2 of 7 in time" in cells
