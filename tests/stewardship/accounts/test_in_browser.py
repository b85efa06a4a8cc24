"""Signing in in a real browser: with a passkey, by keyboard, accessible and within the content policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from holdfast.kernel import clock
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.access.permissions import Role
from tests.factories import grant
from tests.stewardship.accounts.people import PASSWORD, Telephone, make_user
from tests.web.browser import IN_CHROMIUM, axe_faults, is_too_wide, watched
from tests.web.fetcher import Fetcher

pytestmark = IN_CHROMIUM


@pytest.fixture
def page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page whose computer has a fingerprint reader; the test's own server speaks plain HTTP."""
    monkeypatch.setattr(settings, "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", True, raising=False)
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    reader = opened.context.new_cdp_session(opened)
    reader.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    reader.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield opened
    opened.close()


def sees(page: Page, heading: str) -> None:
    """The page has this heading and nothing that axe finds; a telephone shows it whole."""
    page.get_by_role("heading", level=1, name=heading).wait_for()
    assert axe_faults(page) == []
    assert not is_too_wide(page)


def type_password(page: Page, address: str) -> None:
    page.goto(f"{address}/account/login/")
    sees(page, "Sign in")
    page.get_by_label("Email address").fill("amina@example.org")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_amina_sets_up_codes_adds_a_passkey_and_signs_in_with_it(live_server: LiveServer, page: Page) -> None:
    make_user()
    said = watched(page)
    address = live_server.url
    type_password(page, address)
    sees(page, "Connect an authenticator app")
    page.get_by_text("The camera does not work").click()
    telephone = Telephone(page.locator("code").inner_text())
    page.get_by_label("One-time code").fill(telephone.code(clock.now()))
    page.get_by_role("button", name="Connect").click()
    sees(page, "Keep these recovery codes")
    page.get_by_role("button", name="I have kept them").click()
    sees(page, "What needs you now")

    page.goto(f"{address}/account/passkeys/")
    sees(page, "Add a passkey")
    page.get_by_label("Name of the passkey").fill("work laptop")
    page.get_by_role("button", name="Add the passkey").click()
    sees(page, "Your sign-in")
    assert page.get_by_role("rowheader", name="work laptop").is_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()

    type_password(page, address)
    sees(page, "Enter your one-time code")
    page.get_by_role("button", name="Use a passkey").click()
    sees(page, "What needs you now")
    assert said == []


@pytest.mark.parametrize("address", ["login/", "password/forgotten/", "password/link-sent/"])
def test_the_pages_before_signing_in_fit_a_telephone(
    live_server: LiveServer, page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(f"{live_server.url}/account/{address}")
    assert axe_faults(page) == []
    assert not is_too_wide(page)


PAGES = [
    "",
    "people/",
    "people/new/",
    "agencies/",
    "permissions/",
    "permissions/mine/",
    "account/",
    "partnerships/",
]


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_on_the_pages_of_administration(
    live_server: LiveServer, page: Page, width: int
) -> None:
    person, account = make_user()
    with need_to_know(person.partnership_id):
        grant(person, Role.SYSTEM_ADMINISTRATOR)
        grant(person, Role.BUSINESS_MANAGER)
    browser = Fetcher(account)
    kept = browser.client.cookies[settings.SESSION_COOKIE_NAME].value
    name = settings.SESSION_COOKIE_NAME
    cookie: Any = {"name": name, "value": kept, "url": "https://localhost/", "secure": True}
    page.context.add_cookies([cookie])
    page.set_viewport_size({"width": width, "height": 900})
    said = watched(page)
    found = {}
    for address in (*PAGES, f"people/{person.pk}/", f"people/{person.pk}/change/"):
        page.goto(f"{live_server.url}/{address}")
        assert page.get_by_role("heading", level=1).inner_text() != "Sign in"
        found[address] = [*axe_faults(page), *(["too wide"] if is_too_wide(page) else [])]
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert said == []
