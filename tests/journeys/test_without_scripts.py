"""The same meeting without JavaScript: run by forms, and followed by a page that shows itself anew."""

from __future__ import annotations

import pytest
from django.db import transaction
from playwright.sync_api import expect

from holdfast.kernel import clock
from tests.governance.room.fernshire import Fernshire
from tests.journeys.conftest import Visit
from tests.journeys.town import town


@pytest.fixture
def mace(visit: Visit) -> Fernshire:
    """The MACE, called for now."""
    with transaction.atomic():
        return town(clock.now())


def test_mo_runs_a_meeting_without_scripts_and_vera_sees_the_page_renew_itself(
    visit: Visit, mace: Fernshire
) -> None:
    mo = visit(mace, "Mo", java_script_enabled=False)
    vera = visit(mace, "Vera", java_script_enabled=False)
    for visitor in (mo, vera):
        visitor.goes_to(f"/meetings/{mace.meeting.pk}/room/")
    mo.presses("Open the meeting")
    mo.presses("Open it")
    for name in ("Amina Khan", "Sue Hart"):
        mo.presses(f"Arrived {name}")
    vera.follows("Follow the meeting: show this page anew every ten seconds")
    expect(vera.sees("Not quorate: no one from health")).to_be_visible()
    mo.presses("Begin Hotspots")
    mo.writes("Decision", "Police will patrol.")
    mo.presses("Decide")
    expect(mo.sees("That was not recorded")).to_be_visible()
    expect(mo.page.get_by_label("Decision", exact=True)).to_have_value("Police will patrol.")
    mo.presses("Arrived Jo O’Neill")
    mo.writes("Decision", "Police will patrol.")
    mo.presses("Decide")
    expect(mo.sees("The decision is recorded.")).to_be_visible()
    mo.page.get_by_label("What the minutes will say").fill("Three hotspots were reported.")
    mo.presses("Save the minute")
    mo.writes("Action", "Jo O’Neill to share the clinic list by Friday")
    mo.page.get_by_label("Action", exact=True).press("Enter")
    expect(mo.sees("Share the clinic list")).to_be_visible()
    # Nobody presses anything in Vera's browser.
    expect(vera.sees("Police will patrol.")).to_be_visible(timeout=20_000)
    mo.presses("End Hotspots")
    mo.presses("Close the meeting")
    mo.presses("Close the meeting")
    expect(mo.sees("The meeting is closed and its draft minutes are made.")).to_be_visible()
