"""The trail in a real browser: accessible at a desk and on a telephone."""

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from holdfast.stewardship.access.context import need_to_know
from tests.stewardship.trail.test_reading_the_trail import Fernshire
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


@pytest.fixture
def place(transactional_db: None, settings: Settings) -> Fernshire:
    on_plain_http(settings)
    with need_to_know(None):
        made = Fernshire()
        for verb in ("viewed", "moved", "took away", "agenda confirmed"):
            made.act(verb)
        made.act("changed", subject=made.group, was="MACE panel")
    return made


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_on_the_trail(
    place: Fernshire, browser: Browser, live_server: LiveServer, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    sign_in(context, live_server.url, place.odile.account)
    page = context.new_page()
    said = watched(page)
    page.goto(f"{live_server.url}/trail/?act=changed")
    assert page.locator("tbody tr").count() == 3
    assert axe_faults(page) == []
    assert not is_too_wide(page)
    assert said == []
    picture(page, f"trail-{width}")
    context.close()
