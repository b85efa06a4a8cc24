"""A charter comes into force: Bola uploads a faulty file, mends it and tries it; Paul signs it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from holdfast.groups.operations.seats import appoint
from holdfast.stewardship.access.context import need_to_know
from tests.factories import make_account
from tests.groups.world import ADOPTED, SIGNED, Fernshire, charter
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor

SECOND = charter("2", nurse="Designated nurse", more=SIGNED)
FAULTY = SECOND.replace("members = 2", "membrs = 2").replace('agency = "health"', 'agency = "heath"')


@pytest.fixture
def place(visit: Visit) -> Fernshire:
    """The Harbour group under its first terms; Paul, who has the police seat, chairs it."""
    with need_to_know(None):
        made = Fernshire()
        made.adopt()
        appoint(made.seat("police").pk, made.paul.pk, by=made.manager, from_on=ADOPTED, reason="Nominated")
        make_account(made.paul)
        return made


def uploads_and_mends(bola: Visitor) -> None:
    bola.presses("Propose terms of reference")
    file = {"name": "harbour.toml", "mimeType": "text/plain", "buffer": FAULTY.encode()}
    bola.page.get_by_label("Charter file").set_input_files(file)  # type: ignore[arg-type]
    bola.presses("Check")
    line = 1 + FAULTY[: FAULTY.index("[clause.quorum]")].count("\n")
    expect(bola.page.get_by_role("table").get_by_role("cell", name=str(line), exact=True)).to_be_visible()
    bola.passes("charter-faulty")
    bola.page.get_by_label("Or its text").fill(SECOND)
    bola.presses("Check")
    expect(bola.sees("Designated nurse")).to_be_visible()
    bola.passes("charter-read-back")


def tries_it(bola: Visitor) -> None:
    bola.presses("Try it: who is in the room?")
    bola.page.get_by_role("group", name="Police inspector").get_by_label("Member").check()
    expect(bola.page.locator("#finding")).to_contain_text("Not quorate", ignore_case=True)
    bola.page.get_by_role("group", name="Designated nurse").get_by_label("Member").check()
    expect(bola.page.locator("#finding")).not_to_contain_text("Not quorate", ignore_case=True)
    bola.passes("charter-trial")


def records_the_boards_signature(bola: Visitor, terms: str) -> None:
    bola.page.goto(terms)
    bola.follows("Record a signature given on paper")
    bola.page.get_by_role("radio").last.check()
    bola.page.get_by_label("Name of who signed").fill("Ida Berg")
    bola.passes("charter-signature")
    bola.presses("Record")
    expect(bola.sees("Ida Berg")).to_be_visible()


def signs_and_puts_in_force(paul: Visitor, terms: str) -> None:
    paul.page.goto(terms)
    paul.follows("Sign as")
    paul.presses("Sign", exact=True)
    expect(paul.sees("Paul Okafor")).to_be_visible()
    paul.presses("Put in force")
    paul.passes("charter-force")
    paul.presses("Put in force")
    expect(paul.sees("In force ")).to_be_visible()
    paul.passes("charter-in-force")


def test_bola_mends_a_faulty_charter_and_paul_signs_it_and_puts_it_in_force(
    visit: Visit, place: Fernshire
) -> None:
    bola, paul = visit(name="Bola", account=place.account), visit(name="Paul", account=place.paul.account)
    bola.goes_to(f"/groups/{place.group.pk}/terms/")
    uploads_and_mends(bola)
    terms = bola.page.url
    tries_it(bola)
    records_the_boards_signature(bola, terms)
    signs_and_puts_in_force(paul, terms)
