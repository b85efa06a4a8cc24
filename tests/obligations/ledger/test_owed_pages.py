"""Each person's one list, one obligation's page, and what is said and decided there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.kernel import clock
from holdfast.obligations.ledger import kinds
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.promises import Party
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person
from tests.factories import appoint, give_office, grant, make_account, make_group
from tests.groups.world import Fernshire
from tests.obligations.ledger.invented import NOW, SAID, TOLD, Facts, later
from tests.web.fetcher import Fetcher, Page


def owed(facts: Facts, **given: Any) -> Obligation:
    """One obligation, settled."""
    one = facts.add(**given)
    settle("invented", [one.id], group=facts.group, by=None, until=later(days=1))
    return Obligation.objects.select_related("group").get(cause_id=one.id)


def seated(place: Fernshire) -> None:
    """Paul sits for the police and so chairs the Harbour group; what its terms ask of it is left out here."""
    with patch.dict(kinds._sources, clear=True):
        place.adopt()
    appoint(place.paul, place.seat("police"))


@pytest.fixture
def paul(place: Fernshire) -> Fetcher:
    """Paul's browser."""
    seated(place)
    return browser(place, place.paul)


def browser(place: Fernshire, person: Person) -> Fetcher:
    return Fetcher(make_account(person))


def listed(page: Page) -> list[str]:
    """What each row of a list says, without its facts."""
    return [element.find("a").text or "" for element in page.by_class("hf-owed__says")]  # type: ignore[union-attr]


def test_an_empty_list_says_how_things_get_there(paul: Fetcher) -> None:
    page = paul.get("/owed/")
    assert "What you owe will appear here as meetings give you actions" in page.text
    assert "You owe nothing now." in page.text


def test_what_paul_owes_by_name_seat_office_and_for_the_group(
    paul: Fetcher, place: Fernshire, facts: Facts
) -> None:
    owed(facts, says="By name", owner=Party(agency_id=place.police.pk, person_id=place.paul.pk))
    owed(facts, says="By seat", owner=Party(seat="police"))
    owed(facts, says="By the office that the seat brings", owner=Party(office="chair"))
    owed(facts, says="The whole group", owner=Party(group_id=place.group.pk))
    owed(facts, says="Another office", owner=Party(office="vice-chair"))
    owed(facts, says="Another seat", owner=Party(seat="nurse"))
    page = paul.get("/owed/")
    assert sorted(listed(page)) == [
        "By name", "By seat", "By the office that the seat brings", "The whole group"
    ]  # fmt: skip
    assert "Owed (4)" in page.links
    assert sorted(listed(paul.get("/owed/?whose=agency"))) == ["By name", "By seat"]


def test_an_office_of_another_group_is_that_groups(paul: Fetcher, place: Fernshire, facts: Facts) -> None:
    other = make_group(place.partnership, "Board")
    give_office(place.paul, other, "secretary")
    owed(facts, says="Of the Board", owner=Party(office="secretary", group_id=other.pk))
    owed(facts, says="Of this group", owner=Party(office="secretary"))
    page = paul.get("/owed/")
    assert listed(page) == ["Of the Board"]
    # The office brings no role, yet whoever owes something can open it.
    assert "The secretary of Board" in page.follow("Of the Board").text


def test_overdue_then_today_then_the_week_then_later_then_no_date(paul: Fetcher, facts: Facts) -> None:
    for says, days, began in (
        ("No date", None, NOW), ("Later", 20, NOW), ("Week", 2, NOW), ("Today", 2, later(days=-4)),
        ("Overdue", 2, later(days=-7)),
    ):  # fmt: skip
        owed(facts, says=says, days=days, began_at=began)
    page = paul.get("/owed/")
    assert listed(page) == ["Overdue", "Today", "Week", "Later", "No date"]
    headings = [
        found.text for found in page.root.iter("h2") if found.attrib.get("id", "").startswith("band-")
    ]
    assert headings == ["Overdue", "Today", "In the next 7 days", "Later", "No date"]
    assert "You owe 5 things: 1 overdue, 1 due today." in page.text
    assert "4 days late: By the end of Thursday 26 February 2026" not in page.text
    assert "5 days late" in page.text
    home = paul.get("/")
    assert listed(home) == ["Overdue", "Today", "Week"]


def test_a_date_past_the_published_bank_holidays_says_that_it_is_a_forecast(
    paul: Fetcher, facts: Facts
) -> None:
    row = owed(facts, days=600)
    assert row.is_forecast
    assert "A forecast" in paul.get("/owed/").text


def test_what_is_owed_to_paul_to_his_office_and_to_the_group_that_he_chairs(
    paul: Fetcher, place: Fernshire, facts: Facts
) -> None:
    someone = Party(seat="nurse")
    for says, to in (
        ("Him", Party(person_id=place.paul.pk)), ("Chair", Party(office="chair")),
        ("Group", Party(group_id=place.group.pk)), ("Nurse", Party(seat="nurse")), ("Nobody", Party()),
    ):  # fmt: skip
        owed(facts, says=says, owner=someone, owed_to=to)
    page = paul.get("/owed/?whose=to-me")
    assert sorted(listed(page)) == ["Chair", "Group", "Him"]
    assert "Remind them (Chair)" in page.text


def test_saying_it_is_done_takes_two_presses_and_a_few_words(
    paul: Fetcher, place: Fernshire, facts: Facts
) -> None:
    row = owed(facts, kind=SAID, says="Ring the school")
    # The first press unfolds the row's own form; the second sends it and comes back to the list.
    page = paul.get("/owed/").submit("It is done (Ring the school)", words="I rang Mrs Ives.")
    assert page.address.startswith("/owed/")
    assert "You owe nothing now." in page.text
    page = page.submit("Take it back: Ring the school")
    assert listed(page) == ["Ring the school"]
    place.look()
    assert [entry.kind for entry in row.entries.all()] == ["raised", "stated", "met", "unstated", "unmet"]


def test_with_scripts_the_row_alone_is_answered_and_a_screen_reader_told(paul: Fetcher, facts: Facts) -> None:
    row = owed(facts, kind=SAID, says="Ring the school")
    paul.get("/owed/")
    address = f"/owed/obligation/{row.pk}/statement/"
    refused = send(paul, address, words=" ")
    assert refused.status_code == 409
    assert "Enter what was done, and what shows it" in refused.content.decode()
    assert send(paul, address, words="\0").status_code == 409
    done = send(paul, address, words="I rang.").content.decode()
    assert 'id="owed-said" hx-swap-oob="innerHTML">Said to be done: Ring the school' in done
    assert "You owe nothing now." in done
    # Sent a second time it is still done once.
    assert send(paul, address, words="I rang.").status_code == 200
    back = send(paul, f"{address}withdrawal/").content.decode()
    assert "it is owed again" in back
    assert "Say it is done" in back


def send(fetcher: Fetcher, address: str, **data: str) -> Any:
    """As the row's form is sent by script."""
    token = fetcher.client.cookies[settings.CSRF_COOKIE_NAME].value
    sent = {"csrfmiddlewaretoken": token, **data}
    return fetcher.client.post(address, sent, headers={"HX-Request": "true"})


def test_of_two_who_say_so_at_once_the_second_is_told_by_whom(
    paul: Fetcher, place: Fernshire, facts: Facts
) -> None:
    row = owed(facts, kind=SAID, owner=Party(seat="police"))
    priya = place.person("Priya Nair")
    appoint(priya, place.seat("police"))
    hers = browser(place, priya)
    hers.get("/owed/")
    both = [
        paul.get(f"/owed/obligation/{row.pk}/statement/"),
        hers.get(f"/owed/obligation/{row.pk}/statement/"),
    ]
    both[0].submit(words="I did.")
    page = both[1].submit(words="I did too.")
    assert "Paul Okafor said so already: nothing more is needed." in page.text
    assert "I did too." in page.text
    assert (
        "Paul Okafor said so already"
        in send(hers, f"/owed/obligation/{row.pk}/statement/", words="I.").content.decode()
    )
    place.look()
    assert row.entries.filter(kind="stated").count() == 1


def test_an_obligations_page_tells_clause_count_keeper_and_history(
    paul: Fetcher, place: Fernshire, facts: Facts
) -> None:
    row = owed(facts, says="Tell the school", owed_to=Party(agency_id=place.health.pk))
    page = paul.get(f"/owed/obligation/{row.pk}/")
    assert "Today that is Paul Okafor." in page.text
    assert "Counted as 2 working days: day one is Wednesday 4 March 2026" in page.text
    assert "Fernshire Health" in page.text
    assert "Raised" in page.text
    vacant = owed(facts, owner=Party(office="vice-chair"))
    assert "Nobody holds this place today." in paul.get(f"/owed/obligation/{vacant.pk}/").text


def test_a_waiver_wants_a_reason_and_can_be_taken_back(paul: Fetcher, place: Fernshire, facts: Facts) -> None:
    row = owed(facts)
    page = paul.get(f"/owed/obligation/{row.pk}/").follow("Waive it, with a reason")
    page = page.submit("Waive it", reason="  ")
    assert page.errors == ["Say why it is waived: everybody who sees it will read the reason"]
    page = page.submit("Waive it", reason="The school has closed.")
    assert "Waived by Paul Okafor" in page.text
    assert "The school has closed." in page.text
    page = page.follow("Take back the waiver").submit("Take the waiver back", reason="It opened again.")
    assert "it is owed again, by its old date" in page.text
    assert listed(paul.get("/owed/")) == ["Tell the school"]


def test_who_may_see_it_reads_it_and_who_may_not_finds_nothing(
    paul: Fetcher, place: Fernshire, facts: Facts
) -> None:
    row = owed(facts, kind=SAID)
    address = f"/owed/obligation/{row.pk}/"
    bea, stranger = place.person("Bea Ng"), place.person("Sam Stranger")
    grant(bea, Role.BOARD_VIEWER)
    reader = browser(place, bea)
    assert "Say that it is done" not in reader.get(address).text
    for action in ("statement/", "statement/withdrawal/", "waiver/"):
        reader.get(address + action, status=403)
    reader.get(f"/groups/{place.group.pk}/owed/")
    reader.get("/owed/all/", status=403)
    browser(place, stranger).get(address, status=404)


def test_a_lead_answers_for_the_agency(paul: Fetcher, place: Fernshire, facts: Facts) -> None:
    lena = place.person("Lena Wolf")
    grant(lena, Role.AGENCY_LEAD)
    owed(facts, kind=SAID, says="Visit", owner=Party(agency_id=place.police.pk, person_id=place.paul.pk))
    page = browser(place, lena).get("/owed/?whose=agency")
    assert listed(page) == ["Visit"]
    assert "It is done (Visit)" in page.text


def test_a_very_long_sentence_and_odd_filters_do_no_harm(paul: Fetcher, facts: Facts) -> None:
    owed(facts, says="Donaudampfschifffahrt" * 23)
    assert listed(paul.get("/owed/?whose=nobody&said=x&page=zz")) != []


def test_the_number_of_queries_does_not_grow_with_what_is_owed(
    paul: Fetcher, place: Fernshire, facts: Facts
) -> None:
    addresses = [
        "/owed/", "/owed/?whose=agency", "/owed/?whose=to-me", "/", f"/groups/{place.group.pk}/owed/",
        f"/groups/{place.group.pk}/", "/owed/all/", "/owed/all/?nobody=on",
    ]  # fmt: skip
    one_of_each(facts, place)
    first = {address: queries(paul, address) for address in addresses}
    for _ in range(4):
        one_of_each(facts, place)
    # A list that shows its first few reads the agencies only where one of those owes something.
    now = {address: queries(paul, address) for address in addresses}
    assert {address for address in addresses if now[address] > first[address]} == set()


def one_of_each(facts: Facts, place: Fernshire) -> None:
    place.look()
    to = Party(group_id=place.group.pk)
    for owner in (Party(office="chair"), Party(agency_id=place.police.pk), Party(group_id=place.group.pk)):
        owed(facts, kind=SAID, owner=owner, owed_to=to)
        owed(facts, kind=TOLD, owner=owner, owed_to=to)


def queries(fetcher: Fetcher, address: str) -> int:
    fetcher.get(address)
    with CaptureQueriesContext(connection) as found:
        fetcher.get(address)
    return len(found)


def test_lateness_needs_no_sweep(paul: Fetcher, facts: Facts) -> None:
    owed(facts)
    with clock.fixed_at(NOW + timedelta(days=3)):
        assert "You owe 1 thing: 1 overdue." in paul.get("/owed/").text
