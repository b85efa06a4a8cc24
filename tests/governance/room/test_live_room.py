"""The room in a real browser: Mo runs it by keyboard, Jo sees it follow along, axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.factories import appoint, make_item, make_person, make_seat
from tests.governance.room.fernshire import Fernshire, fernshire, with_accounts
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
ITEMS = [
    "Welcome and apologies",
    "Minutes of the last meeting",
    "Open actions",
    "Children looked after placed out of area",
    "Return interviews: how many in 72 hours",
    "Any other business",
    "Date of the next meeting",
]


@pytest.fixture(autouse=True)
def closed_pages(browser: Browser) -> Iterator[None]:
    """Live pages ask on: none outlives its test."""
    yield
    for context in browser.contexts:
        context.close()


@pytest.fixture
def mace(live_server: LiveServer, settings: Settings) -> Fernshire:
    """The MACE under way for ten minutes, with eight more items and six more members."""
    on_plain_http(settings)
    with transaction.atomic():
        started = datetime.now(UTC) - timedelta(minutes=10)
        made = fernshire(start=started)
        for number, title in enumerate(ITEMS, start=2):
            make_item(made.meeting, title, number, minutes_planned=10)
        for name in ("Priya Nair", "Tom Ashworth", "Grace Okafor", "Bilal Hussain", "Ewa Nowak"):
            person = make_person(made.partnership, name, made.agencies["charity"])
            appoint(person, make_seat(made.group, f"Voluntary: {name.split()[1]} Trust"))
        with_accounts(made, "Mo", "Jo", "Amina")
        made.opened(started)
        for name in ("Amina", "Sue"):
            made.arrives(name, started)
    return made


def opened(browser: Browser, live_server: LiveServer, made: Fernshire, name: str, width: int = 1280) -> Page:
    context: BrowserContext = browser.new_context(viewport={"width": width, "height": 800})
    with transaction.atomic():
        made.actor(name)
        account = made.people[name].account
    sign_in(context, live_server.url, account)
    page = context.new_page()
    page.goto(f"{live_server.url}/meetings/{made.meeting.pk}/room/")
    return page


def test_mo_runs_the_meeting_by_keyboard_and_jo_sees_it_within_two_seconds(
    browser: Browser, live_server: LiveServer, mace: Fernshire
) -> None:
    mo, jo = opened(browser, live_server, mace, "Mo"), opened(browser, live_server, mace, "Jo")
    said = watched(mo)
    assert "data-poll-seconds" not in jo.content()  # two seconds, unless a page says otherwise
    expect(mo.get_by_text("Not quorate", exact=False).first).to_be_visible()
    picture(mo, "run-not-quorate")
    mo.get_by_role("button", name="Arrived Jo O’Neill").press("Enter")
    expect(mo.get_by_text("Quorate: ", exact=False).first).to_be_visible()
    expect(jo.get_by_text("Quorate: ", exact=False).first).to_be_visible()
    mo.get_by_role("button", name="Begin Hotspots").press("Enter")
    mo.get_by_label("Decision").fill("Police will patrol the bus station from 3pm to 6pm.")
    mo.get_by_label("Decision").press("Enter")
    expect(jo.get_by_text("Police will patrol", exact=False)).to_be_visible()
    mo.get_by_label("What the minutes will say").fill("Amina reported three hotspots.")
    expect(mo.get_by_text("Saved at")).to_be_visible()
    expect(jo.get_by_text("Amina reported three hotspots.")).to_be_visible()
    mo.get_by_label("Action", exact=True).fill("Jo O’Neill to share the clinic list by Friday")
    mo.get_by_label("Action", exact=True).press("Enter")
    picture(mo, "action")
    expect(jo.get_by_text("Share the clinic list")).to_be_visible()
    picture(mo, "run")
    picture(jo, "follow")
    assert said == []
    assert axe_faults(mo) == []
    assert axe_faults(jo) == []


def test_what_mo_types_stays_while_others_change_the_meeting(
    browser: Browser, live_server: LiveServer, mace: Fernshire
) -> None:
    mo, amina = opened(browser, live_server, mace, "Mo"), opened(browser, live_server, mace, "Amina")
    mo.get_by_label("Decision").fill("Half a decis")
    amina.get_by_role("button", name="Arrived Vera Lind").click()
    expect(mo.get_by_role("button", name="Left Vera Lind")).to_be_visible()
    assert mo.get_by_label("Decision").input_value() == "Half a decis"


def test_on_a_telephone_it_says_so_kindly_and_still_works(
    browser: Browser, live_server: LiveServer, mace: Fernshire
) -> None:
    mo = opened(browser, live_server, mace, "Mo", 375)
    expect(mo.get_by_text("made for a desk")).to_be_visible()
    mo.get_by_role("button", name="Arrived Jo O’Neill").click()
    expect(mo.get_by_role("button", name="Left Jo O’Neill")).to_be_visible()
    assert not is_too_wide(mo)
    picture(mo, "phone")
    assert axe_faults(mo) == []
