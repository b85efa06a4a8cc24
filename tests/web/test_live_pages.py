"""What scripts add: a page that saves itself, follows others, and keeps what is typed when signed out."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.web.browser import (
    LACKS_CHROMIUM,
    axe_faults,
    on_plain_http,
    picture,
    sign_in,
    watched,
)

from holdfast.stewardship.accounts.models import Account

pytestmark = [
    pytest.mark.journey,
    pytest.mark.urls("tests.web.urls"),
    LACKS_CHROMIUM,
]


@pytest.fixture
def priya(live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Account:
    settings.HOLDFAST_LIBRARY_VIEWS = ["allauth", "holdfast.web.gallery"]
    # The page looks soon; the server lets the session live as long as ever.
    monkeypatch.setattr("holdfast.web.shell.idle_seconds", lambda: 2)
    on_plain_http(settings)
    return Account.objects.create_user("priya@example.org", "a long enough phrase")


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, priya: Account) -> Iterator[Page]:
    context = browser.new_context()
    sign_in(context, live_server.url, priya)
    opened = context.new_page()
    opened.goto(f"{live_server.url}/components/live/")
    yield opened
    context.close()


def test_a_note_saves_itself_and_others_see_it(page: Page) -> None:
    said = watched(page)
    page.get_by_label("Note").press_sequentially("Flat visited")
    expect(page.get_by_text("Saved at")).to_be_visible()
    expect(page.get_by_text("Flat visited", exact=True).last).to_be_visible()
    picture(page, "live")
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("Flat visited")
    assert said == []


def test_without_scripts_the_button_saves(browser: Browser, live_server: LiveServer, priya: Account) -> None:
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, live_server.url, priya)
    page = context.new_page()
    page.goto(f"{live_server.url}/components/live/")
    page.get_by_label("Note").fill("Flat visited")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Note")).to_have_value("Flat visited")
    context.close()


def test_a_session_that_ends_covers_the_page_and_keeps_what_was_typed(
    page: Page, live_server: LiveServer, priya: Account
) -> None:
    page.get_by_label("Note").fill("Nothing of this is lost")
    Session.objects.all().delete()
    cover = page.get_by_role("dialog", name="You have been signed out")
    expect(cover).to_be_visible(timeout=10_000)
    picture(page, "signed-out")
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    expect(cover).to_be_visible()
    sign_in(page.context, live_server.url, priya)
    cover.get_by_role("button", name="I have signed in").click()
    expect(cover).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    expect(page.get_by_label("Note")).to_have_value("Nothing of this is lost")


def test_another_person_signing_in_does_not_uncover_the_page(page: Page, live_server: LiveServer) -> None:
    Session.objects.all().delete()
    expect(page.get_by_role("dialog", name="You have been signed out")).to_be_visible(timeout=10_000)
    sign_in(page.context, live_server.url, Account.objects.create_user("tom@example.org"))
    page.get_by_role("button", name="I have signed in").click()
    page.wait_for_url(lambda address: "/live/" not in address)


def test_shortcuts_do_nothing_until_they_are_turned_on(page: Page) -> None:
    page.keyboard.press("n")
    expect(page.get_by_label("Note")).not_to_be_focused()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_text("Write a note")).to_be_visible()
    picture(page, "shortcuts")
    page.get_by_label("Single keys do these things on this computer").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    expect(page.get_by_label("Note")).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_label("Note")).to_have_value("n")


def test_the_header_says_who_is_signed_in_and_signing_out_is_a_form(page: Page) -> None:
    expect(page.get_by_text("priya@example.org", exact=True)).to_be_visible()
    assert page.get_by_role("button", name="Sign out").evaluate("e => e.form.method") == "post"


def test_presence_tells_no_more_than_that_it_is_the_same_person(client: Client, db: None) -> None:
    account = Account.objects.create_user("amina@example.org")
    assert client.get("/session/").json()["who"] == ""
    client.force_login(account)
    who = client.get("/session/").json()["who"]
    assert len(who) == 16
    assert str(account.pk) not in who


def test_going_back_after_signing_out_shows_nothing(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/account/")
    expect(page.get_by_role("heading", name="Your sign-in")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda address: "/account/" not in address or "login" in address)
    page.go_back()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", name="Your sign-in")).to_have_count(0)


def test_the_keyboard_alone_reaches_the_main_part_and_shows_where_it_is(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Note")).to_be_focused()
    outline = page.get_by_label("Note").evaluate("e => getComputedStyle(e).outlineWidth")
    assert outline == "3px"
