"""Mo runs the meeting of the MACE; Vera follows it live at her own browser, votes, and loses an item."""

from __future__ import annotations

import pytest
from django.db import transaction
from playwright.sync_api import expect

from holdfast.governance.room.operations import open_item
from holdfast.kernel import clock
from tests.governance.room.fernshire import Fernshire
from tests.journeys.conftest import Visit
from tests.journeys.town import VOLUNTARY, town, under_way
from tests.journeys.visitor import SOON, Visitor

PATROL = "Police will patrol the bus station from 3pm to 6pm."
OUT_OF_AREA = "Children placed out of area"


@pytest.fixture
def mace(visit: Visit) -> Fernshire:
    """The MACE, called for now."""
    with transaction.atomic():
        return town(clock.now())


@pytest.fixture
def quorate(visit: Visit) -> Fernshire:
    """The MACE under way at its first item, with a quorum and Vera."""
    with transaction.atomic():
        made = under_way(town(clock.now()), "Amina", "Jo", "Sue", "Vera")
        open_item(by=made.mo, item=made.item)
    return made


def opens_and_marks_people(mo: Visitor, vera: Visitor) -> None:
    mo.presses("Open the meeting")
    mo.passes("room-opening")
    mo.presses("Open it")
    for name in ("Amina Khan", "Sue Hart", "Vera Lind", *VOLUNTARY):
        mo.presses(f"Arrived {name}")
        expect(mo.page.get_by_role("button", name=f"Left {name}")).to_be_visible()
    expect(mo.sees("Not quorate: no one from health")).to_be_visible()
    expect(vera.sees("Not quorate: no one from health")).to_be_visible(timeout=SOON)
    mo.passes("room-not-quorate")


def is_refused_and_then_decides(mo: Visitor, vera: Visitor) -> None:
    mo.presses("Begin Hotspots")
    expect(mo.page.get_by_role("button", name="End Hotspots")).to_be_visible()
    mo.writes("Decision", PATROL)
    mo.presses("Decide")
    refusal = mo.page.get_by_role("alert")
    expect(refusal).to_contain_text("no one from health")
    expect(refusal).to_contain_text("Clauses quorum")
    mo.passes("room-refused")
    mo.presses("Arrived Jo O’Neill")
    expect(mo.sees("Quorate: police, health and social care are here")).to_be_visible()
    expect(vera.sees("Quorate: police, health and social care are here")).to_be_visible(timeout=SOON)
    mo.presses("Decide")
    expect(vera.sees(PATROL)).to_be_visible(timeout=SOON)
    mo.passes("room-decided")


def captures_an_action(mo: Visitor, vera: Visitor | None) -> None:
    mo.writes("Action", "Jo O’Neill to share the clinic list by Friday")
    mo.page.keyboard.press("Enter")
    expect(mo.sees("Share the clinic list")).to_be_visible()
    if vera:
        mo.passes("room-action")
        expect(vera.sees("Share the clinic list")).to_be_visible(timeout=SOON)


def puts_to_the_vote(mo: Visitor, vera: Visitor) -> None:
    mo.follows("Put to the vote")
    mo.writes("What is voted on", "Patrol on Sundays too")
    mo.passes("room-vote-form")
    mo.presses("Open the vote")
    vera.presses("For", exact=True)
    expect(vera.sees("Your vote: For")).to_be_visible()
    vera.passes("room-vote-follow")
    for name in ("Amina Khan", "Sue Hart"):
        mo.presses(f"For {name}")
    expect(mo.sees("3 votes")).to_be_visible()
    mo.passes("room-vote-run")
    mo.presses("Close and count")
    expect(vera.sees("Agreed by consensus: nobody objected.")).to_be_visible(timeout=SOON)


def vera_is_excluded(mo: Visitor, vera: Visitor) -> None:
    mo.presses("End Hotspots")
    mo.page.get_by_role("link", name=OUT_OF_AREA).click()
    mo.presses(f"Begin {OUT_OF_AREA}")
    expect(vera.page.get_by_role("heading", name=OUT_OF_AREA)).to_be_visible(timeout=SOON)
    mo.page.get_by_text("Somebody has one, or one by one").click()
    mo.follows("Interest of Vera Lind")
    mo.writes("The interest, in a few words", "She fosters one of the children")
    mo.passes("room-declaration")
    mo.presses("Declare it")
    expect(mo.sees("Excluded.")).to_be_visible()
    expect(vera.page.get_by_text(OUT_OF_AREA)).to_have_count(0, timeout=SOON)
    vera.passes("room-excluded")
    mo.passes("room-exclusion")


def closes(mo: Visitor) -> None:
    mo.presses("Close the meeting")
    expect(mo.sees("Jo O’Neill, Health: Share the clinic list")).to_be_visible()
    mo.passes("room-closing")
    mo.presses("Close the meeting")
    expect(mo.sees("The meeting is closed and its draft minutes are made.")).to_be_visible()
    mo.passes("room-closed")
    mo.follows("Minutes of this meeting")
    expect(mo.sees("Patrol on Sundays too")).to_be_visible()
    mo.passes("room-minutes")


def test_mo_is_refused_a_decision_until_health_arrives_and_vera_sees_it_happen(
    visit: Visit, mace: Fernshire
) -> None:
    mo, vera = visit(mace, "Mo"), visit(mace, "Vera")
    for visitor in (mo, vera):
        visitor.goes_to(f"/meetings/{mace.meeting.pk}/room/")
    opens_and_marks_people(mo, vera)
    is_refused_and_then_decides(mo, vera)
    captures_an_action(mo, vera)


def test_vera_votes_and_is_excluded_and_mo_closes_the_meeting(visit: Visit, quorate: Fernshire) -> None:
    mo, vera = visit(quorate, "Mo"), visit(quorate, "Vera")
    for visitor in (mo, vera):
        visitor.goes_to(f"/meetings/{quorate.meeting.pk}/room/")
    puts_to_the_vote(mo, vera)
    vera_is_excluded(mo, vera)
    captures_an_action(mo, None)
    closes(mo)
