"""One server and one browser for the journeys; whoever visits is watched, and faults fail the journey."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.governance.room.fernshire import Fernshire
from tests.journeys.visitor import DESK, Visitor
from tests.web.browser import LACKS_CHROMIUM, on_plain_http, sign_in

Visit = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey, and needs Chromium."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(LACKS_CHROMIUM)


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, settings: Settings) -> Iterator[Visit]:
    """`visit(made, "Mo")`: Mo signed in, at a browser of their own. Every visitor is watched to the end."""
    on_plain_http(settings)
    visitors: list[Visitor] = []

    def come(
        made: Fernshire | None = None, name: str = "Somebody", account: Any = None, **more: Any
    ) -> Visitor:
        context = browser.new_context(viewport=DESK, **more)  # type: ignore[arg-type]
        if made is not None:
            with transaction.atomic():
                made.actor(name)
                account = made.people[name].account
        if account is not None:
            sign_in(context, live_server.url, account)
        visitors.append(Visitor(name, context.new_page(), live_server.url))
        return visitors[-1]

    yield come
    faults = [fault for visitor in visitors for fault in visitor.all_faults()]
    # Live pages ask on: none outlives its journey.
    for context in browser.contexts:
        context.close()
    assert faults == []
