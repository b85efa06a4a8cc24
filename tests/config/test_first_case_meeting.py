"""docs/first-day.md, step 7, by page alone: from terms in force to a case meeting whose feedback is given."""

from __future__ import annotations

from datetime import datetime

import pytest

from holdfast.kernel import clock
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person
from tests.casework.town import CHARTER
from tests.config.first_day import add_person, ids_of, invite, signed_in
from tests.web.fetcher import Fetcher, Page

AGENCIES = {
    "Fernshire Police": "police",
    "Fernshire Health": "health",
    "Fernshire Social Care": "local-authority",
    "Fernshire Charity": "voluntary",
}
# Who holds which seat; Cora, the coordinator, holds none.
SEATED = {
    "Chidi Eze": ("Fernshire Police", "Police"),
    "Mina Rao": ("Fernshire Health", "Health"),
    "Saul Beck": ("Fernshire Social Care", "Social care"),
}
WEEKLY = """
[[clause]]
id = "meog/weekly"
says = "The group meets every week."
[clause.schedule]
every = "week"
weekday = "Tuesday"
starts = "14:00"
duration = "2 hours"
"""
DAY = datetime(2026, 3, 10, 14, 0, tzinfo=clock.LONDON)


@pytest.fixture
def group(fernshire: Partnership, bo: Fetcher) -> Page:
    """Steps 3 to 5: agencies, the group with its terms in force, its people and the chair."""
    for name, sector in AGENCIES.items():
        form = bo.get("/").follow("People").follow("Agencies").follow("Add an agency")
        form.submit("Add", name=name, short_name=name, sector=sector)
    form = bo.get("/").follow("Groups").follow("Add a group")
    page = form.submit(name="Fernshire MEOG", short_name="MEOG", level="operational")
    terms = page.follow("Terms of reference").follow("Propose terms of reference")
    terms = terms.submit(source=CHARTER + WEEKLY)
    terms = bo.get(starting(terms, "Link its agencies")).submit()
    terms.follow("Put in force").submit(from_on="3/3/2026")
    agencies = ids_of(fernshire, Agency)
    for name, (agency, seat) in SEATED.items():
        invite(add_person(bo, name, agencies[agency]))
        form = bo.get(page.address).follow("Members").follow(seat).follow("Appoint somebody")
        form.submit(person=ids_of(fernshire, Person)[name])
    office = bo.get(starting(bo.get(page.address).follow("Members"), "Record who"))
    office.submit(person=ids_of(fernshire, Person)["Chidi Eze"], how="role")
    return bo.get(page.address)


def starting(page: Page, words: str) -> str:
    """The address of the first link that begins so."""
    found = [link for text, link in page.links.items() if text.startswith(words)]
    assert found, f"{page.address} has no link {words!r}; it has {sorted(page.links)}"
    return found[0]


def test_a_partnership_set_up_by_page_holds_its_first_case_meeting(
    fernshire: Partnership, bo: Fetcher, group: Page
) -> None:
    begun = group.follow("What it takes to begin")
    assert "Chidi Eze" in begun.text
    assert "Yes, since 3 March 2026" in begun.submit(reason="The Board, on 2 March").text
    cora = coordinator(fernshire, bo)
    child = known_child(fernshire, cora)
    assert "High risk (provisional)" in child.text
    dates = group.follow("Meetings").follow("Propose dates")
    dates = dates.submit("Propose dates", start="10/3/2026", count="1", starts="2pm", minutes="120")
    dates.submit("Confirm the ticked dates")
    cases = cora.get("/").follow("Case meetings").follow("Build the case list").submit("Build the case list")
    assert "Robin Ashdown" in cases.text
    cases = cases.follow("Issue the list").submit()
    mina = signed_in("mina@example.org")
    answers = mina.get("/").follow("Case meetings").follow("Answer on 1 child")
    answers.submit("Nothing known of all the rest")
    with clock.fixed_at(DAY):
        hold(signed_in("chidi@example.org"), signed_in("cora@example.org"), cases.address)
    with clock.fixed_at(DAY.replace(day=11)):
        cora = signed_in("cora@example.org")
        bundle = cora.get(cases.address).follow("Feedback").follow("Mina Rao")
        assert bundle.follow("Give it").submit(how="notice").banners
        assert "Everybody heard back" in cora.get("/cases/").text


def coordinator(fernshire: Partnership, bo: Fetcher) -> Fetcher:
    """Cora, with what a coordinator sets up once: own authorities, the screening tool, a service."""
    invite(add_person(bo, "Cora Lane", ids_of(fernshire, Agency)["Fernshire Social Care"]), "coordinator")
    cora = signed_in("cora@example.org")
    children = cora.get("/").follow("Children")
    assert "Fernshire" in children.follow("Our own authorities").submit("Add it", name="Fernshire").text
    tools = cora.get("/").follow("Screening").follow("Tools").submit("Use the general tool")
    assert "is in use" in tools.text
    services = cora.get("/").follow("Referrals").follow("Services, places and waits")
    assert "Harbour, Beacon and Lantern" in services.text
    services.follow("Add a service").submit(name="Harbour", pathway_name="Harbour", capacity="3")
    return cora


def known_child(fernshire: Partnership, cora: Fetcher) -> Page:
    """Robin, searched for, added, with a nurse and an assessed risk."""
    search = cora.get("/").follow("Children").follow("Find a child")
    found = search.submit("Find", given_names="Robin", family_name="Ashdown", birth_on="28/2/2011")
    child = found.submit("Add a child").submit()
    around = child.follow("People and places").follow("Add somebody")
    mina = ids_of(fernshire, Person)["Mina Rao"]
    health = ids_of(fernshire, Agency)["Fernshire Health"]
    around.submit(agency=health, role="School nurse", person=mina, from_on="1/3/2026")
    risk = child.follow("Risk").follow("Assess risk")
    return risk.submit(
        area="sexual", level="high", reason="Seen with older men", child_view="Says they are friends",
        is_provisional="yes",
    )  # fmt: skip


def hold(chidi: Fetcher, cora: Fetcher, cases: str) -> None:
    """The chair opens it and marks who came; the coordinator takes the child; the chair closes it."""
    room = cases.replace("/cases/meetings/", "/meetings/") + "room/"
    chidi.get(room).follow("Open the meeting").submit()
    for name in SEATED:
        chidi.get(room).submit(f"Arrived {name}")
    case = cora.get(cases).submit("Next child")
    case = case.submit("Begin") if "Begin" in case.text else case
    assert "No quorum" not in case.text
    case = case.submit("Confirm", outcome_sought="Safe at night")
    assert "Sexual exploitation: high confirmed" in case.text
    chidi.get(room).follow("Close the meeting").submit()
