"""Every page that a business manager can reach, in a real browser: axe, content policy, narrow screen."""

from django.db import transaction
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, ViewportSize
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.web.browser import (
    IN_CHROMIUM,
    axe_faults,
    chromium,
    is_too_wide,
    on_plain_http,
    sign_in,
    watched,
)
from tests.web.fetcher import shape_of
from tests.web.test_crawl import busy_partnership

from holdfast.stewardship.access.permissions import Role

pytestmark = IN_CHROMIUM
DESK: ViewportSize = {"width": 1280, "height": 900}
TELEPHONE: ViewportSize = {"width": 375, "height": 800}


def faults_of(page: Page, said: list[str]) -> list[str]:
    """What is wrong with the page that is open, at a desk and on a telephone."""
    found = [*axe_faults(page), *said]
    said.clear()
    page.set_viewport_size(TELEPHONE)
    if is_too_wide(page):
        found.append("has to be scrolled sideways on a telephone")
    page.set_viewport_size(DESK)
    return found


def opens_as_a_page(page: Page, address: str) -> bool:
    """Whether there was a page to look at, and not a file to take away."""
    try:
        page.goto(address)
    except PlaywrightError as error:
        if "Download is starting" in str(error):
            return False
        raise
    return True


def links_of(page: Page) -> list[str]:
    """The addresses inside the site that the page leads to."""
    addresses: list[str] = page.eval_on_selector_all(
        "a[href^='/']", "links => links.map(link => link.getAttribute('href'))"
    )
    return [
        address.split("#")[0] for address in addresses if "export" not in address and ".ics" not in address
    ]


def test_every_page_of_a_business_manager_is_accessible_and_keeps_the_policy(
    live_server: LiveServer, settings: Settings
) -> None:
    on_plain_http(settings)
    with transaction.atomic():
        account = busy_partnership(Role.BUSINESS_MANAGER)
    waiting, shapes, faults = ["/"], {"/"}, dict[str, list[str]]()
    with chromium() as browser:
        context = browser.new_context(viewport=DESK)
        sign_in(context, live_server.url, account)
        page = context.new_page()
        said = watched(page)
        while waiting:
            address = waiting.pop(0)
            if not opens_as_a_page(page, f"{live_server.url}{address}"):
                continue
            if found := faults_of(page, said):
                faults[address] = found
            new = [link for link in links_of(page) if shape_of(link) not in shapes]
            waiting += {shape_of(link): link for link in new}.values()
            shapes |= {shape_of(link) for link in new}
    assert faults == {}
    assert len(shapes) > 25, sorted(shapes)
