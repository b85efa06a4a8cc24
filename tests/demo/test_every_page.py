"""Every page that a person of the demonstration can reach by links is there and fit to be seen."""

from __future__ import annotations

from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from holdfast.demo.world.partnership import PlannedPartnership
from holdfast.stewardship.access.context import need_to_know
from holdfast.stewardship.accounts.models import Account
from tests.web.faults import elements
from tests.web.fetcher import Fetcher, check_page

MOST_PAGES = 40
# What signs out, or is no page.
LEFT_OUT = ("/account/sign-out/", "/static/", "/session/")
ROLES = range(9)


def signed_in(account: Account) -> Fetcher:
    """As the demonstration signs in: by the account's own backend."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(account)
    return Fetcher(client=client)


def shape(address: str) -> str:
    """An address without its identifiers, so that many of one kind are not all fetched."""
    return "/".join("*" if len(part) == 36 else part for part in urlsplit(address).path.split("/"))


@pytest.mark.parametrize("number", ROLES)
def test_every_page_within_reach_of_a_role_is_fit_to_be_seen(world: PlannedPartnership, number: int) -> None:
    account = Account.objects.get(pk=world.sign_ins[number].account_id)
    browser = signed_in(account)
    waiting, seen, kinds = deque(["/"]), {"/"}, dict[str, int]()
    fetched = 0
    while waiting and fetched < MOST_PAGES:
        address = waiting.popleft()
        fetched += 1
        for link in links_of(browser, address):
            kind = shape(link)
            if link not in seen and kinds.get(kind, 0) < 2 and not link.startswith(LEFT_OUT):
                seen.add(link)
                kinds[kind] = kinds.get(kind, 0) + 1
                waiting.append(link)
    assert fetched > 3


def links_of(browser: Fetcher, address: str) -> list[str]:
    """Fetch and check one address; the links of it, if it is a page."""
    answer = browser.client.get(address, follow=True)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    if not answer.headers["Content-Type"].startswith("text/html"):
        return []
    arrived = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    root = check_page(answer, arrived)
    found = [
        urldefrag(urljoin(arrived, a.attrib["href"]))[0] for a in elements(root, "a") if "href" in a.attrib
    ]
    return [link for link in found if link.startswith("/")]


def test_somebody_of_another_area_sees_none_of_it(world: PlannedPartnership) -> None:
    with need_to_know(None):
        from holdfast.governance.meetings.models import Meeting

        assert not Meeting.objects.exists()
