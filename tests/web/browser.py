"""A real browser for journeys: Debian's Chromium, watched for what a reader of the code would miss."""

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[2]
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN_AXE = "(standards) => axe.run(document, {runOnly: {type: 'tag', values: standards}})"


def chromium_path() -> str | None:
    """Where Chromium is, or `None`."""
    return next(filter(None, (shutil.which(name) for name in ("chromium", "chromium-browser"))), None)


LACKS_CHROMIUM = pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed")
# The marks of a module whose tests all drive it.
IN_CHROMIUM = [pytest.mark.journey, LACKS_CHROMIUM]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this process, without a window; what was opened in it is closed in the end."""
    opened = _browser()
    yield opened
    for context in opened.contexts:
        context.close()


@cache
def _browser() -> Browser:
    """Started once for all tests: each has contexts of its own. Loopback only."""
    # Playwright keeps an event loop in this thread, which Django would otherwise take for asynchronous code.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    # A busy machine may take its time; what is waited for comes or it does not.
    expect.set_options(timeout=15_000)
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])


def watched(page: Page) -> list[str]:
    """Collects what the page complains of from now on: script errors, refusals of the content policy."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def axe_faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it now stands, one line each."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(_RUN_AXE, STANDARDS)["violations"]
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]
    ]


def is_too_wide(page: Page) -> bool:
    """Whether the page has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in HOLDFAST_PICTURES, if that names a folder."""
    folder = os.environ.get("HOLDFAST_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True, caret="initial")


def sign_in(context: BrowserContext, address: str, account: Any) -> None:
    """Give the browser a session of the account's, as if it had signed in."""
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": address, "httpOnly": True}])


def on_plain_http(settings: Any) -> None:
    """Cookies as the demonstration has them: production's are refused by a browser without HTTPS."""
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "session", "csrf"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
