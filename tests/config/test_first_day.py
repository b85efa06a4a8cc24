"""docs/first-day.md, followed by page as written: from one administrator to a meeting with an agenda."""

import pytest

from holdfast.charter.starter import STARTER
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person
from tests.config.first_day import add_person, ids_of
from tests.web.fetcher import Fetcher, Page

AGENCIES = {
    "Fernshire Police": "police",
    "Fernshire Integrated Care Board": "health",
    "Fernshire Children's Charity": "voluntary",
}


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
    page = add_person(bo, "Paul Okafor", ids_of(fernshire, Agency)["Fernshire Police"])
    assert page.heading == "Paul Okafor"
    paul = ids_of(fernshire, Person)["Paul Okafor"]
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
