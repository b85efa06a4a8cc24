"""The shell in a real browser: accessible, within its content policy, at a desk and on a telephone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.web.browser import (
    LACKS_CHROMIUM,
    axe_faults,
    is_too_wide,
    picture,
    watched,
)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.urls("tests.web.urls"),
    LACKS_CHROMIUM,
]
WIDTHS = {"desk": 1280, "telephone": 375, "magnified": 320}


@pytest.fixture
def page(browser: Browser, settings: Settings) -> Iterator[Page]:
    settings.HOLDFAST_LIBRARY_VIEWS = [*settings.HOLDFAST_LIBRARY_VIEWS, "holdfast.web.gallery"]
    settings.HOLDFAST_INVENTED = True
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("where", WIDTHS)
@pytest.mark.parametrize("address", ["", "form/", "live/", "errors/404/"])
def test_axe_finds_nothing_and_the_policy_holds(
    live_server: LiveServer, page: Page, address: str, where: str
) -> None:
    said = watched(page)
    page.set_viewport_size({"width": WIDTHS[where], "height": 900})
    page.goto(f"{live_server.url}/components/{address}")
    picture(page, f"{address.replace('/', '-') or 'all-'}{where}")
    assert axe_faults(page) == []
    assert said == []
    assert not is_too_wide(page)


def test_a_faulty_form_in_the_browser(live_server: LiveServer, page: Page) -> None:
    said = watched(page)
    page.goto(f"{live_server.url}/components/form/")
    page.get_by_label("Day").first.fill("31")
    page.get_by_role("button", name="Record the action").click()
    picture(page, "form-faulty")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert axe_faults(page) == []
    assert said == []
    page.get_by_role("link", name="Choose the agency").click()
    assert page.evaluate("document.activeElement.id") == "id_agency"
