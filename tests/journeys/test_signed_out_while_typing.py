"""Mo's session ends while he types in the room: the page is covered, and nothing that he typed is lost."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from playwright.sync_api import expect

from holdfast.kernel import clock
from tests.governance.room.fernshire import Fernshire
from tests.journeys.conftest import Visit
from tests.journeys.town import town, under_way
from tests.web.browser import sign_in


@pytest.fixture
def mace(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> Fernshire:
    """The MACE under way and quorate; pages look for the end of the session soon."""
    monkeypatch.setattr("holdfast.web.shell.idle_seconds", lambda: 2)
    with transaction.atomic():
        return under_way(town(clock.now()), "Amina", "Jo", "Sue")


def test_what_mo_typed_is_kept_when_his_session_ends(visit: Visit, mace: Fernshire) -> None:
    mo = visit(mace, "Mo")
    mo.goes_to(f"/meetings/{mace.meeting.pk}/room/")
    mo.writes("Decision", "Police will patrol the bus station.")
    Session.objects.all().delete()
    cover = mo.page.get_by_role("dialog", name="You have been signed out")
    expect(cover).to_be_visible()
    mo.passes("signed-out")
    sign_in(mo.page.context, mo.address, mace.people["Mo"].account)
    cover.get_by_role("button", name="I have signed in").click()
    expect(cover).to_be_hidden()
    expect(mo.page.get_by_label("Decision", exact=True)).to_have_value("Police will patrol the bus station.")
    mo.presses("Decide")
    expect(mo.sees("The decision is recorded.")).to_be_visible()
