"""Mo runs a meeting from opening to closing without a mouse: Tab, Enter, space, typing, and single keys."""

from __future__ import annotations

import pytest
from django.db import transaction
from playwright.sync_api import expect

from holdfast.kernel import clock
from tests.governance.room.fernshire import Fernshire
from tests.journeys.conftest import Visit
from tests.journeys.town import town
from tests.journeys.visitor import Visitor

FARTHEST = 80
SAYS = "document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || ''"


@pytest.fixture
def mace(visit: Visit) -> Fernshire:
    """The MACE, called for now."""
    with transaction.atomic():
        return town(clock.now())


def tabs_to(mo: Visitor, words: str) -> None:
    """Press Tab until what has the focus says these words."""
    for _ in range(FARTHEST):
        mo.page.keyboard.press("Tab")
        if " ".join(mo.page.evaluate(SAYS).split()).startswith(words):
            return
    pytest.fail(f"Tab does not lead to {words!r}")


def presses_key(mo: Visitor, words: str, key: str = "Enter") -> None:
    tabs_to(mo, words)
    mo.page.keyboard.press(key)
    mo.page.wait_for_load_state()


def turns_shortcuts_on(mo: Visitor) -> None:
    presses_key(mo, "Keyboard shortcuts")
    expect(mo.sees("Begin the next item")).to_be_visible()
    mo.page.keyboard.press("Tab") if not _on_the_box(mo) else None
    assert _on_the_box(mo)
    mo.page.keyboard.press("Space")
    mo.page.keyboard.press("Escape")
    mo.page.keyboard.press("?")
    expect(mo.sees("Single keys do these things")).to_be_visible()
    mo.passes("keyboard-shortcuts")
    mo.page.keyboard.press("Escape")


def _on_the_box(mo: Visitor) -> bool:
    return bool(mo.page.evaluate("document.activeElement.type === 'checkbox'"))


def test_mo_runs_a_meeting_by_keyboard_alone(visit: Visit, mace: Fernshire) -> None:
    mo = visit(mace, "Mo")
    keys = mo.page.keyboard
    mo.goes_to(f"/meetings/{mace.meeting.pk}/room/")
    presses_key(mo, "Open the meeting")
    mo.page.get_by_role("heading", name="Open the meeting").wait_for()
    presses_key(mo, "Open it")
    mo.page.get_by_role("button", name="Close the meeting").wait_for()
    turns_shortcuts_on(mo)
    for name in ("Amina Khan", "Jo O’Neill", "Sue Hart"):
        presses_key(mo, f"Arrived {name}")
        expect(mo.page.get_by_role("button", name=f"Left {name}")).to_be_visible()
    expect(mo.sees("Quorate: ")).to_be_visible()
    keys.press("b")
    expect(mo.page.get_by_role("button", name="End Hotspots")).to_be_visible()
    keys.press("m")
    keys.type("Three hotspots were reported.")
    expect(mo.sees("Saved at")).to_be_visible()
    keys.press("Tab")
    keys.press("d")
    keys.type("Police will patrol.")
    keys.press("Enter")
    expect(mo.sees("The decision is recorded.")).to_be_visible()
    keys.press("Shift+Tab")
    keys.press("a")
    keys.type("Jo O’Neill to share the clinic list by Friday")
    keys.press("Enter")
    expect(mo.sees("Share the clinic list")).to_be_visible()
    keys.press("Shift+Tab")
    keys.press("e")
    expect(mo.page.get_by_role("button", name="End Hotspots")).to_have_count(0)
    presses_key(mo, "Close the meeting")
    mo.page.get_by_role("heading", name="Close the meeting").wait_for()
    presses_key(mo, "Close the meeting")
    expect(mo.sees("The meeting is closed and its draft minutes are made.")).to_be_visible()
