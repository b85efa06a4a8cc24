"""The list in a real browser: cleared by keyboard alone, two presses a thing, fit to be seen everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.promises import Party
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.models import Account
from tests.factories import appoint, make_account
from tests.groups.world import Fernshire
from tests.obligations.ledger.invented import SAID, Facts, invented
from tests.web.browser import (
    IN_CHROMIUM,
    axe_faults,
    is_too_wide,
    on_plain_http,
    picture,
    sign_in,
    watched,
)

pytestmark = IN_CHROMIUM
WIDTHS = {"desk": 1280, "telephone": 375}
THINGS = 3
NEXT = "summary[data-next-stop] >> nth=0"
BACK = ".hf-owed__row--done >> nth=-1 >> button"


@pytest.fixture
def owing(transactional_db: None) -> Iterator[dict[str, str]]:
    """Paul chairs by his seat, owes three things and is owed one: the addresses to look at."""
    with need_to_know(None):
        place = Fernshire()
        place.adopt()
        appoint(place.paul, place.seat("police"))
        make_account(place.paul, "paul@example.org")
        with invented(place.group) as facts:
            owed = _owe(facts, place)
    with invented(place.group) as still:
        still.rows.update(owed.rows)
        yield _addresses(place)


def _owe(facts: Facts, place: Fernshire) -> Facts:
    for number in range(THINGS):
        facts.add(kind=SAID, says=f"Ring school {number}", owner=Party(seat="police"), began_at=clock.now())
    to = Party(group_id=place.group.pk)
    facts.add(says="Tell us", owner=Party(seat="nurse"), owed_to=to, began_at=clock.now())
    settle("invented", None, group=place.group, by=None)
    return facts


def _addresses(place: Fernshire) -> dict[str, str]:
    with need_to_know(place.partnership.pk):
        one = Obligation.objects.filter(kind=SAID.key).first()
    assert one is not None
    return {
        "mine": "/owed/",
        "to-me": "/owed/?whose=to-me",
        "all": "/owed/all/",
        "group": f"/groups/{place.group.pk}/owed/",
        "one": f"/owed/obligation/{one.pk}/",
        "statement": f"/owed/obligation/{one.pk}/statement/",
        "home": "/",
    }


@pytest.fixture
def page(
    browser: Browser, live_server: LiveServer, owing: dict[str, str], settings: Settings
) -> Iterator[Page]:
    on_plain_http(settings)
    context: BrowserContext = browser.new_context()
    sign_in(context, live_server.url, Account.objects.get(email="paul@example.org"))
    yield context.new_page()
    context.close()


def test_a_list_is_cleared_by_two_presses_and_a_few_words_for_each(
    live_server: LiveServer, page: Page, owing: dict[str, str]
) -> None:
    said = watched(page)
    page.goto(f"{live_server.url}/owed/")
    keys, presses = page.keyboard, 0
    page.locator("summary[data-next-stop]").first.focus()
    for done in range(1, THINGS + 1):
        keys.press("Enter")
        keys.press("Tab")
        keys.type("I rang.")
        keys.press("Enter")
        presses += 3
        expect(page.locator(".hf-owed__row--done")).to_have_count(done)
        # On to the next thing; after the last, the focus is on the way back.
        expect(page.locator(NEXT if done < THINGS else BACK)).to_be_focused()
    assert presses == 3 * THINGS
    expect(page.locator("#owed-said")).to_contain_text("Said to be done: Ring school")
    expect(page.locator("summary[data-next-stop]")).to_have_count(0)
    keys.press("Enter")
    expect(page.locator("#owed-said")).to_contain_text("it is owed again: Ring school")
    expect(page.locator(NEXT)).to_be_focused()
    assert said == []


@pytest.mark.parametrize("where", WIDTHS)
def test_axe_finds_nothing_on_any_page(
    live_server: LiveServer, page: Page, owing: dict[str, str], where: str
) -> None:
    said = watched(page)
    page.set_viewport_size({"width": WIDTHS[where], "height": 900})
    faults: list[str] = []
    for name, address in owing.items():
        page.goto(f"{live_server.url}{address}")
        picture(page, f"owed-{name}-{where}")
        faults += [f"{name}: {fault}" for fault in axe_faults(page)]
        faults += [f"{name}: too wide"] if is_too_wide(page) else []
    assert faults == []
    assert said == []
