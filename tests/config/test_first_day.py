"""docs/first-day.md, followed by page as written: from one administrator to a meeting with an agenda."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from holdfast.charter.starter import STARTER
from holdfast.kernel import clock
from holdfast.stewardship.access.context import need_to_know, set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts import sessions
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person
from tests.factories import grant, make_account, make_partnership, make_person
from tests.web.fetcher import Fetcher, Page

AGENCIES = {
    "Fernshire Police": "police",
    "Fernshire Integrated Care Board": "health",
    "Fernshire Children's Charity": "voluntary",
}


@pytest.fixture
def fernshire(db: None) -> Iterator[Partnership]:
    with clock.fixed_at(datetime(2026, 3, 3, 9, 0, tzinfo=clock.LONDON)), transaction.atomic():
        yield make_partnership("Fernshire")


def browser_of(account: Account) -> Fetcher:
    """A browser of somebody who has just proved who they are."""
    browser = Fetcher(account)
    session: Any = browser.client.session
    session[sessions.PROVEN] = clock.now().timestamp()
    session.save()
    return browser


@pytest.fixture
def bo(fernshire: Partnership) -> Fetcher:
    """Step 2: Sam, the administrator whom `holdfast setup` made, brings in Bo."""
    with need_to_know(fernshire.pk):
        sam = make_person(fernshire, "Sam Okoro")
        account = make_account(sam)
        grant(sam, Role.SYSTEM_ADMINISTRATOR)
        set_need_to_know(None)
    page = browser_of(account).get("/").follow("People").follow("Add a person")
    page = page.submit("Add", name="Bo Lindqvist", agency=str(sam.agency_id), email="bo@example.org")
    page = page.follow("Invite to Holdfast").submit("Send the invitation")
    page.follow("Give a role").submit("Give", role="business-manager")
    return browser_of(Account.objects.get(email="bo@example.org"))


@pytest.fixture
def group(fernshire: Partnership, bo: Fetcher) -> Page:
    """Step 3: agencies, a Board and a group."""
    for name, sector in AGENCIES.items():
        form = bo.get("/").follow("People").follow("Agencies").follow("Add an agency")
        form.submit("Add", name=name, short_name=name, sector=sector)
    board = bo.get("/").follow("Groups").follow("Add a Board").submit(name="Fernshire Board")
    board.follow("Add dates").submit(days="10 March 2026")
    form = bo.get("/").follow("Groups").follow("Add a group")
    boards = board.address.strip("/").split("/")[-1]
    return form.submit(name="MACE Fernshire", short_name="MACE", level="strategic", boards=[boards])


@pytest.fixture
def adopted(group: Page) -> Page:
    """Step 4: the starter charter, proposed, read back, tried, linked and put in force."""
    page = group.follow("Terms of reference").follow("Propose terms of reference").submit(source=STARTER)
    assert "No fault was found" in page.banners[0]
    trial = page.follow("Try it: who is in the room?").submit(s0="member")
    assert "not quorate" in trial.text
    address = next(link for text, link in page.links.items() if text.startswith("Link its agencies"))
    page = page.fetcher.get(address).submit()
    return page.follow("Put in force").submit(from_on="3/3/2026")


def test_seats_open_and_are_filled(fernshire: Partnership, bo: Fetcher, adopted: Page) -> None:
    with need_to_know(fernshire.pk):
        police = Agency.objects.get(name="Fernshire Police")
        set_need_to_know(None)
    page = bo.get("/people/new/").submit("Add", name="Paul Okafor", agency=str(police.pk))
    assert page.heading == "Paul Okafor"
    with need_to_know(fernshire.pk):
        paul = str(Person.objects.get(name="Paul Okafor").pk)
        set_need_to_know(None)
    page = adopted.follow("Members").follow("Detective Inspector")
    page = page.follow("Appoint somebody").submit(person=paul)
    assert "Paul Okafor" in page.text


def test_dates_keep_off_the_boards_day_and_the_agenda_has_its_standing_items(adopted: Page) -> None:
    form = adopted.follow("Meetings").follow("Propose dates")
    page = form.submit("Propose dates", start="3/3/2026", count="2", starts="10am", minutes="120")
    assert page.banners == ["2 dates proposed. Look them over below."]
    assert "Tuesday 10 March 2026 is taken (Fernshire Board meets)" in page.text
    page = page.submit("Confirm the ticked dates")
    first = next(link for text, link in page.links.items() if text.startswith("Wednesday 11 March"))
    agenda = page.fetcher.get(first).follow("Make the agenda")
    assert "Welcome and apologies" in agenda.text
