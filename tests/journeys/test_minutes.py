"""Minutes from draft to approval: Mo corrects, Amina checks, the next meeting approves; two write at once."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import expect

from holdfast.governance.room.operations import open_meeting, record_arrival
from holdfast.kernel import clock
from tests.factories import make_meeting
from tests.governance.room.fernshire import Fernshire
from tests.journeys.conftest import Visit
from tests.journeys.town import held, town
from tests.journeys.visitor import Visitor


@pytest.fixture
def mace(visit: Visit) -> Fernshire:
    """The MACE met four weeks ago, and its next meeting is under way."""
    with transaction.atomic():
        made = held(town(clock.now() - timedelta(days=28)))
        following = make_meeting(made.group, clock.now() - timedelta(minutes=5))
        open_meeting(by=made.mo, meeting=following, at=following.starts_at)
        for name in ("Amina", "Jo", "Sue"):
            record_arrival(by=made.mo, meeting=following, person=made.people[name], at=following.starts_at)
    return made


def reads(visitor: Visitor, made: Fernshire) -> None:
    """From the home page to the minutes of the last meeting."""
    visitor.goes_to("/")
    visitor.follows("Minutes", exact=True)
    visitor.page.get_by_role("main").get_by_role("link").first.click()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("Minutes, ")


def takes_away(visitor: Visitor, kind: str) -> Path:
    """The minutes as a file."""
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name=kind, exact=True).click()
    return Path(waiting.value.path())


def test_mo_corrects_amina_checks_and_the_next_meeting_approves(visit: Visit, mace: Fernshire) -> None:
    mo, amina = visit(mace, "Mo"), visit(mace, "Amina")
    reads(mo, mace)
    mo.passes("minutes-draft")
    mo.follows("1. Hotspots")
    mo.passes("minutes-section")
    mo.page.get_by_label("What the minutes say").fill("Three hotspots were reported.")
    mo.presses("Save")
    expect(mo.sees("The minutes are corrected.")).to_be_visible()
    mo.passes("minutes-corrected")

    reads(amina, mace)
    expect(amina.sees("Three hotspots were reported.")).to_be_visible()
    amina.presses("They are accurate: check them")
    expect(amina.sees("The minutes are checked")).to_be_visible()
    amina.passes("minutes-checked")
    amina.presses("Approve at a meeting")
    amina.passes("minutes-approval")
    amina.presses("Approve")
    expect(amina.sees("The minutes are approved.")).to_be_visible()
    amina.passes("minutes-approved")

    assert takes_away(amina, "PDF").read_bytes().startswith(b"%PDF-")
    with zipfile.ZipFile(takes_away(amina, "Word")) as word:
        assert "Three hotspots were reported." in word.read("word/document.xml").decode()


def test_mo_and_bea_write_the_same_section_and_neither_text_is_lost(visit: Visit, mace: Fernshire) -> None:
    mo, bea = visit(mace, "Mo"), visit(mace, "Bea")
    for visitor in (mo, bea):
        reads(visitor, mace)
        visitor.follows("1. Hotspots")
    mo.page.get_by_label("What the minutes say").fill("Three hotspots were reported.")
    mo.presses("Save")
    bea.page.get_by_label("What the minutes say").fill("Four hotspots were reported.")
    bea.presses("Save")
    expect(bea.page.get_by_role("heading", level=1, name="Mo Ali changed this first")).to_be_visible()
    expect(bea.sees("Three hotspots were reported.")).to_be_visible()
    yours = bea.page.get_by_label("yours")
    expect(yours).to_have_value("Four hotspots were reported.")
    bea.passes("minutes-both-texts")
    yours.fill("Three hotspots were reported, and a fourth is suspected.")
    bea.presses("Save yours in its place")
    expect(bea.sees("and a fourth is suspected")).to_be_visible()
