"""Somebody at a browser of their own: what they press, and what is watched while they do."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from tests.web.browser import axe_faults, is_too_wide, picture, watched

DESK = {"width": 1280, "height": 900}
# Live pages ask every two seconds; the rest is for a machine that runs other tests besides.
SOON = 10_000
TELEPHONE = {"width": 375, "height": 800}


@dataclass
class Visitor:
    """One person's browser. `faults` collects what is wrong with the pages that they pass."""

    name: str
    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._said = watched(self.page)
        self.page.set_default_timeout(30_000)

    def goes_to(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def follows(self, link: str, **more: bool) -> None:
        """Follow the first link of these words, and wait for the page."""
        self.page.get_by_role("link", name=link, **more).first.click()
        self.page.wait_for_load_state()

    def presses(self, button: str, **more: bool) -> None:
        """Press the first button of these words."""
        self.page.get_by_role("button", name=button, **more).first.click()
        self.page.wait_for_load_state()

    def writes(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def sees(self, words: str) -> Locator:
        return self.page.get_by_text(words).first

    def passes(self, what: str) -> None:
        """The page as it stands: axe finds nothing, and a telephone shows it without scrolling sideways."""
        self.faults += [f"{what}: {fault}" for fault in axe_faults(self.page)]
        picture(self.page, f"{what}-1280")
        self.page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]
        if is_too_wide(self.page):
            self.faults.append(f"{what}: has to be scrolled sideways on a telephone")
        picture(self.page, f"{what}-375")
        self.page.set_viewport_size(DESK)  # type: ignore[arg-type]

    def all_faults(self) -> list[str]:
        """What the pages lacked and what the browser complained of."""
        return [f"{self.name}, {fault}" for fault in (*self.faults, *self._said)]
