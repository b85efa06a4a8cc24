"""Bea brings a year of meetings from the charter; the first is prepared, answered and confirmed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from holdfast.kernel import clock
from tests.governance.documents.files import PDF
from tests.governance.room.fernshire import Fernshire
from tests.journeys.conftest import Visit
from tests.journeys.town import held, town
from tests.journeys.visitor import Visitor


@pytest.fixture
def mace(visit: Visit) -> Fernshire:
    """The MACE whose last meeting was four weeks ago."""
    with transaction.atomic():
        return held(town(clock.now() - timedelta(days=28)))


def proposes_and_confirms_one(bea: Visitor) -> None:
    bea.goes_to("/")
    bea.passes("prepare-home")
    bea.follows("MACE")
    bea.passes("prepare-meetings")
    bea.presses("Propose dates")
    bea.presses("Propose dates")
    expect(bea.sees("12 dates proposed")).to_be_visible()
    bea.passes("prepare-series")
    for box in bea.page.get_by_role("checkbox").all()[1:]:
        box.uncheck()
    bea.presses("Confirm the ticked dates")
    expect(bea.sees("1 meeting confirmed")).to_be_visible()
    bea.passes("prepare-confirmed")


def drafts_the_agenda(bea: Visitor) -> None:
    bea.page.get_by_role("rowheader").first.get_by_role("link").click()
    bea.passes("prepare-meeting-bea")
    bea.presses("Make the agenda")
    bea.presses("Add an item")
    bea.passes("prepare-item-form")
    bea.writes("Title", "Hotspots at the bus station")
    bea.page.get_by_label("What is asked of the group").fill("Agree who patrols")
    bea.presses("Add the item")
    expect(bea.sees("“Hotspots at the bus station” is on the agenda.")).to_be_visible()
    bea.follows("Add a paper to Hotspots at the bus station")
    bea.writes("Title of the paper", "Map of the hotspots")
    file = {"name": "map.pdf", "mimeType": "application/pdf", "buffer": PDF}
    bea.page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
    bea.passes("prepare-paper-form")
    bea.presses("Upload the paper")
    expect(bea.page.get_by_role("link", name="Map of the hotspots", exact=True)).to_be_visible()
    bea.passes("prepare-agenda")


def sends_apologies_with_a_deputy(jo: Visitor) -> None:
    jo.goes_to("/")
    jo.passes("prepare-home-jo")
    jo.follows("MACE, ")
    jo.page.get_by_label("No, my deputy comes").check()
    jo.page.get_by_label("Deputy", exact=False).last.select_option(label="Dina Sow, Health")
    jo.passes("prepare-answer")
    jo.presses("Send my answer")
    expect(jo.sees("Dina Sow stands in.")).to_be_visible()
    jo.passes("prepare-answered")


def confirms_the_agenda(amina: Visitor) -> None:
    amina.goes_to("/")
    amina.passes("prepare-home-amina")
    amina.follows("MACE, ")
    amina.passes("prepare-meeting-amina")
    amina.presses("Confirm the agenda")
    expect(amina.sees("The agenda is confirmed.")).to_be_visible()
    amina.passes("prepare-agenda-confirmed")


def test_bea_prepares_a_meeting_jo_sends_dina_and_amina_confirms_the_agenda(
    visit: Visit, mace: Fernshire
) -> None:
    bea = visit(mace, "Bea")
    proposes_and_confirms_one(bea)
    drafts_the_agenda(bea)
    sends_apologies_with_a_deputy(visit(mace, "Jo"))
    confirms_the_agenda(visit(mace, "Amina"))
