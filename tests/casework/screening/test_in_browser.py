"""Screening in a real browser: fit to be seen and used, on a telephone above all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from holdfast.casework.links.keys import digest_of
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import Contact
from holdfast.casework.screening.operations import invite_practitioner
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.models import Account
from tests.casework.screening.town import ALL_SEEN, NOTHING_SEEN, ScreeningTown
from tests.factories import make_account
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
LONG = "Bartholomew-Alexander Featherstonehaugh-Cholmondeley"


@pytest.fixture
def addresses(transactional_db: None) -> dict[str, str]:
    """The coordinator's pages with something on each, and the door of a link."""
    with need_to_know(None):
        fernshire = ScreeningTown()
        town = fernshire.town
        make_account(town.people["Cora"], "cora@example.org")
        harm = {"is_immediate": True, "front_door": {"told": "no"}, "answers": ALL_SEEN}
        said = {
            "worries": "She owes somebody. " * 9,
            "child_words": "They know my sister's school.",
        }
        urgent = fernshire.sent(child=fernshire.child, **harm, **said)
        typed = fernshire.sent("Pat", given_names=LONG, family_name=LONG, answers=NOTHING_SEEN)
        draft = fernshire.draft("Cora")
        contact = Contact("Nora Okoye", "nora@fernshire-academy-for-the-performing-arts.example", "Academy")
        link = invite_practitioner(by=town.actor("Cora"), tool=fernshire.tool, contact=contact)
        Link.objects.filter(pk=link.pk).update(digest=digest_of("a-secret"))
    return {
        "queue": "/screening/queue/",
        "submission": f"/screening/{urgent.pk}/",
        "typed": f"/screening/{typed.pk}/",
        "matching": f"/screening/{typed.pk}/child/",
        "confirmation": f"/screening/{urgent.pk}/confirmation/",
        "form": f"/screening/{draft.pk}/form/",
        "own": "/screening/",
        "invitations": "/screening/invitations/",
        "tool": f"/screening/tools/{fernshire.tool.pk}/",
        "tools": "/screening/tools/",
        "import": "/screening/import/",
        "of-child": f"/children/{fernshire.child.pk}/screening/",
        "door": "/invited/a-secret/",
    }


def opened(browser: Browser, live_server: LiveServer, width: int) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 800}, base_url=live_server.url)
    sign_in(context, live_server.url, Account.objects.get(email="cora@example.org"))
    return context


def faults_of(page: Page, name: str, address: str) -> list[str]:
    page.goto(address)
    picture(page, name)
    wide = ["has to be scrolled sideways"] if is_too_wide(page) else []
    return [f"{name}: {fault}" for fault in axe_faults(page) + wide]


def test_every_page_of_screening_is_fit_to_be_seen(
    browser: Browser, live_server: LiveServer, settings: Settings, addresses: dict[str, str]
) -> None:
    on_plain_http(settings)
    found: list[str] = []
    for label, width in WIDTHS.items():
        with opened(browser, live_server, width) as context:
            page = context.new_page()
            said = watched(page)
            for name, address in addresses.items():
                found += faults_of(page, f"screening-{name}-{label}", address)
            found += said
    assert not found, "\n".join(found)


def test_on_a_telephone_what_is_chosen_saves_itself(
    browser: Browser, live_server: LiveServer, settings: Settings, addresses: dict[str, str]
) -> None:
    on_plain_http(settings)
    with opened(browser, live_server, WIDTHS["telephone"]) as context:
        page = context.new_page()
        page.goto(addresses["form"])
        page.locator("input[name=item-debt][value=now] + label").click()
        expect(page.get_by_text("Saved at")).to_be_visible()
        page.locator("input[name=item-changed][value=year] + label").click()
        expect(page.locator("input[name=version]")).to_have_value("3")
        page.reload()
        expect(page.locator("input[name=item-debt][value=now]")).to_be_checked()
        expect(page.locator("input[name=item-changed][value=year]")).to_be_checked()
