"""People see the actions that concern them, and answer each on its own page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.governance.actions.models import Action
from holdfast.governance.actions.operations import allocate_action
from holdfast.kernel import clock
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person
from tests.factories import (
    appoint,
    give_office,
    grant,
    make_account,
    make_actor,
    make_agency,
    make_group,
    make_partnership,
    make_person,
    make_seat,
)
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)


class Fernshire:
    """Grace chairs, Paul is the police member, Lena leads for the police, Bea sits on the Board."""

    def __init__(self) -> None:
        self.partnership = make_partnership()
        self.police = make_agency(self.partnership, "Fernshire Police")
        self.health = make_agency(self.partnership, "Fernshire Health", "health")
        self.group = make_group(self.partnership)
        self.paul = self.person("Paul Okafor")
        self.grace = self.person("Grace Lindqvist", health=True)
        self.lena = self.person("Lena Wolf")
        self.bea = self.person("Bea Ng", health=True)
        appoint(self.paul, make_seat(self.group, agency=self.police))
        give_office(self.grace, self.group)
        grant(self.lena, Role.AGENCY_LEAD)
        grant(self.bea, Role.BOARD_VIEWER)

    def person(self, name: str, *, health: bool = False) -> Person:
        made = make_person(self.partnership, name, self.health if health else self.police)
        make_account(made)
        return made

    def browser(self, person: Person) -> Fetcher:
        return Fetcher(person.account)

    def action(self, text: str = "Visit the flat", due_on: date | None = date(2026, 3, 6)) -> Action:
        set_need_to_know(self.partnership.pk, self.grace.pk)
        return allocate_action(
            by=make_actor(self.grace), group=self.group, text=text, agency=self.police, owner=self.paul,
            due_on=due_on,
        )  # fmt: skip


@pytest.fixture
def place(db: None) -> Iterator[Fernshire]:
    with clock.fixed_at(NOW):
        yield Fernshire()


def test_the_list_is_empty_and_says_how_actions_get_there(place: Fernshire) -> None:
    assert "You have no open actions." in place.browser(place.paul).get("/actions/").text


def test_overdue_stands_first_and_undated_last(place: Fernshire) -> None:
    place.action("No date", None)
    place.action("Later", date(2026, 4, 1))
    place.action("Today", date(2026, 3, 3))
    Action.objects.filter(text="Later").update(reference=99)
    with clock.fixed_at(datetime(2026, 3, 4, 9, tzinfo=UTC)):
        text = place.browser(place.paul).get("/actions/").text
    assert text.index("Today") < text.index("Later") < text.index("No date")
    assert "overdue" in text


def test_paul_acknowledges_reports_with_evidence_and_finishes(place: Fernshire) -> None:
    action = place.action()
    browser = place.browser(place.paul)
    page = browser.get(f"/actions/{action.pk}/").submit("Acknowledge: I have seen this and will do it")
    assert page.banners == ["Acknowledged. Thank you."]
    page = page.follow("Ask about it").submit("Send the question", text="Which flat?")
    page = page.follow("Report progress")
    file = SimpleUploadedFile("visit.txt", b"Seen at the flat.", "text/plain")
    page = page.submit("Record progress", text="Visited once", evidence=file)
    assert page.banners == ["Progress is recorded."]
    answer = browser.client.get(next(link for link in page.links.values() if "/evidence/" in link))
    assert (answer.content, answer.headers["Content-Disposition"]) == (
        b"Seen at the flat.",
        'attachment; filename="visit.txt"',
    )
    page = page.follow("Record as done").submit("Record as done", text="Seen and spoken to")
    assert page.banners == ["The action is done."]


def test_an_empty_answer_names_the_field_and_changes_nothing(place: Fernshire) -> None:
    action = place.action()
    page = place.browser(place.paul).get(f"/actions/{action.pk}/completion/").submit("Record as done")
    assert page.errors == ["Enter what was done, and what shows it"]
    action.refresh_from_db()
    assert action.state == "open"


def test_a_harmful_file_is_refused_and_the_words_are_kept(place: Fernshire) -> None:
    action = place.action()
    page = place.browser(place.paul).get(f"/actions/{action.pk}/progress/")
    file = SimpleUploadedFile("visit.docx", b"MZ\x90\x00 a program", "application/msword")
    page = page.submit("Record progress", text="Visited once", evidence=file)
    assert page.errors
    assert "Visited once" in page.text or "Visited once" in page.answer.content.decode()
    assert action.entries.count() == 1


def test_the_chair_gives_redates_rewords_withdraws_and_opens_again(place: Fernshire) -> None:
    action = place.action()
    chair = place.browser(place.grace)
    address = f"/actions/{action.pk}/"
    chair.get(f"{address}owner/").submit(
        "Give", agency=str(place.health.pk), owner="", reason="Health knows them"
    )
    chair.get(f"{address}due-date/").submit(
        "Change", due_on_day="10", due_on_month="3", due_on_year="2026", reason="Half term"
    )
    chair.get(f"{address}wording/").submit("Reword", text="Visit the flat above the shop")
    page = chair.get(f"{address}withdrawal/").submit("Withdraw", text="Not needed")
    assert "Withdrawn" in page.text
    page = page.follow("Open again").submit("Open again", text="Needed after all")
    page = page.follow("Allocate a follow-on")
    page = page.submit("Allocate", text="And the shop", agency=str(place.police.pk))
    assert "Follows on from" in page.text
    assert "Visit the flat above the shop" in chair.get(address).text


def test_a_member_is_refused_what_only_allocators_do(place: Fernshire) -> None:
    action = place.action()
    browser = place.browser(place.paul)
    for part in ("owner", "due-date", "wording", "withdrawal", "reopening", "follow-on", "query-answer"):
        browser.get(f"/actions/{action.pk}/{part}/", status=403)


def test_an_agency_lead_sees_the_agencys_actions_and_a_board_viewer_none(place: Fernshire) -> None:
    action = place.action()
    assert "Visit the flat" in place.browser(place.lena).get("/actions/?whose=agency").text
    place.browser(place.lena).get(f"/actions/{action.pk}/")
    place.browser(place.bea).get(f"/actions/{action.pk}/", status=404)


def test_the_export_is_the_list_and_neutralises_formulas(place: Fernshire) -> None:
    place.action("=cmd|' /C calc'!A0")
    csv = (
        place.browser(place.paul)
        .prove()
        .client.get("/actions/export.csv?state=open")
        .content.decode("utf-8-sig")
    )
    assert "\"'=cmd|' /C calc'!A0\"" in csv
    assert place.browser(place.paul).prove().client.get("/actions/export.pdf").status_code == 404


def test_the_same_form_sent_twice_allocates_once(place: Fernshire) -> None:
    chair = place.browser(place.grace)
    page = chair.get(f"/groups/{place.group.pk}/actions/new/")
    for _ in range(2):
        page.submit("Allocate", text="Visit the flat", agency=str(place.police.pk))
    assert Action.objects.count() == 1


@pytest.mark.parametrize("address", ["/actions/", "/actions/?state=any", "/actions/export.csv?state=any"])
def test_the_number_of_queries_does_not_grow_with_the_actions(place: Fernshire, address: str) -> None:
    place.action()
    browser = place.browser(place.paul).prove()
    browser.client.get(address)
    with CaptureQueriesContext(connection) as one:
        browser.client.get(address)
    for _ in range(5):
        place.action()
    with CaptureQueriesContext(connection) as six:
        browser.client.get(address)
    assert len(six) == len(one)
