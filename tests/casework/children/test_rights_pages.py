"""The pages of who may see a child, sharing, and who and what is around the child, as people use them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children import elsewhere
from holdfast.casework.children.models import (
    Child,
    EmergencyAccess,
    Grant,
    Placement,
    Received,
    RestrictedMatch,
)
from holdfast.casework.children.operations.matching import note_match
from holdfast.casework.children.operations.restricting import restrict_record
from holdfast.kernel import clock
from holdfast.obligations.concerns.publishing import publish_group
from holdfast.stewardship.access.permissions import Role
from tests.casework.town import CaseTown, case_town
from tests.factories import grant, make_account, make_person
from tests.web.fetcher import Fetcher, Page

pytestmark = pytest.mark.django_db
WHY = "Her mother works for the council."


@pytest.fixture
def town(now: datetime) -> CaseTown:
    return case_town("Fernshire").with_accounts()


@pytest.fixture
def ash(town: CaseTown) -> Child:
    town.everything()
    return town.child("Ash", "Kestrel")


def browser(town: CaseTown, name: str) -> Fetcher:
    return Fetcher(town.people[name].account).prove()


def open_page(town: CaseTown, name: str, address: str, status: int = 200) -> Page:
    return browser(town, name).get(address, status=status)


def test_cora_restricts_a_record_and_gwen_lets_mina_see_it(town: CaseTown, ash: Child) -> None:
    page = (
        open_page(town, "Cora", f"/children/{ash.pk}/").follow("Who may see").follow("Restrict this record")
    )
    page = page.submit("Restrict", person=str(town.people["Gwen"].pk), reason=WHY)
    assert "is restricted" in page.banners[0]
    open_page(town, "Cora", f"/children/{ash.pk}/", status=404)
    page = open_page(town, "Gwen", "/children/restricted/").follow(ash.reference)
    assert "Gwen, says who may see it" in page.text
    page = page.follow("Let somebody see this record")
    until = clock.today() + timedelta(days=3)
    page = page.submit(
        "Let them see it", person=str(town.people["Mina"].pk), to_on=f"{until:%d/%m/%Y}", reason=WHY
    )
    assert "Mina" in page.text
    assert "Kestrel" in open_page(town, "Mina", f"/children/{ash.pk}/").text
    open_page(town, "Mina", f"/children/{ash.pk}/access/", status=403)
    town.everything()
    sight = Grant.objects.get(person=town.people["Mina"])
    page.fetcher.post(f"/children/{ash.pk}/access/{sight.pk}/end/", {})
    open_page(town, "Mina", f"/children/{ash.pk}/", status=404)


def restricted(town: CaseTown, ash: Child) -> None:
    restrict_record(by=town.actor("Cora"), child=ash, guardian=town.people["Gwen"], reason=WHY)
    town.everything()


def test_vic_opens_a_record_in_an_emergency_everybody_sees_that_and_gwen_reviews_it(
    town: CaseTown, ash: Child
) -> None:
    restricted(town, ash)
    page = open_page(town, "Vic", "/children/").follow("Emergency access")
    page = page.submit("Open the record", hours="1", reason="He is at the custody desk.", reference="22222")
    assert "Nothing was opened" in page.banners[0]
    page = page.submit(
        "Open the record", hours="1", reason="He is at the custody desk.", reference=ash.reference.lower()
    )
    assert "is open to you" in page.banners[0]
    assert "Emergency access" in page.text
    assert "by Vic" in page.text
    page = open_page(town, "Gwen", "/").follow("See what waits")
    page = page.follow(f"Record {ash.reference}, by Vic, charity")
    assert "custody desk" in page.text
    page = page.submit("Record the review", was_justified="yes", review="He was there, and in danger.")
    assert page.banners == ["The review is recorded."]
    town.everything()
    access = EmergencyAccess.objects.get()
    assert (access.was_justified, access.reviewed_by) == (True, town.people["Gwen"])
    page.fetcher.post(f"/children/emergency-access/{access.pk}/end/", {})
    town.everything()
    access.refresh_from_db()
    assert access.until_at == access.began_at + timedelta(seconds=1)


def test_gwen_looks_into_a_search_and_takes_over_what_another_guardian_left(
    town: CaseTown, ash: Child
) -> None:
    restricted(town, ash)
    note_match([ash.pk], by=town.actor("Cora"))
    town.everything()
    match = RestrictedMatch.objects.get()
    open_page(town, "Cora", f"/children/matches/{match.pk}/", status=403)
    page = open_page(town, "Gwen", "/children/restricted/").follow(
        f"Record {ash.reference}, by Cora, social-care"
    )
    page = page.submit("I have looked into it", note="Rang her.")
    assert "to look into" not in open_page(town, "Gwen", "/").text
    town.everything()
    greg = town.people["Greg"] = make_person(town.partnership, "Greg", town.agencies["health"])
    make_account(greg)
    grant(greg, Role.GUARDIAN)
    town.people["Gwen"].left_on = clock.today()
    town.people["Gwen"].save()
    page = open_page(town, "Greg", "/children/restricted/").follow(f"take it over ({ash.reference})")
    page = page.submit("Take it over", reason="Gwen has left us.")
    assert "You are the guardian" in page.banners[0]
    page.follow(ash.reference).follow("Lift the restriction").submit("Lift", reason="No longer needed here.")
    assert "Kestrel" in open_page(town, "Cora", f"/children/{ash.pk}/").text


def test_a_child_is_shared_seen_there_tied_and_ended(town: CaseTown, ash: Child, now: datetime) -> None:
    moorshire = case_town("Moorshire").with_accounts()
    manager = make_person(moorshire.partnership, "Bola", moorshire.agencies["police"])
    grant(manager, Role.BUSINESS_MANAGER)
    moorshire.people["Bola"] = manager
    own = moorshire.child("Robyn", "Osprey")
    publish_group(by=moorshire.actor("Bola"), group=moorshire.group)
    page = open_page(town, "Cora", f"/children/{ash.pk}/sharing/").follow("Share with another partnership")
    assert "Moorshire: MEOG" in page.text
    town.everything()
    entry = str(elsewhere.destinations()[0].id)
    page = page.submit("Share this child", to=entry, parts=["placements"], purpose=WHY, basis="public-task")
    assert "Shared now" in page.text
    page = open_page(moorshire, "Cora", "/children/").follow("Shared by other partnerships")
    assert "Kestrel" not in page.text
    moorshire.everything()
    received = Received.objects.get()
    page = page.follow(received.reference)
    assert "Ash Kestrel" in page.text
    page = page.follow("Tie to our own record").submit("Tie them", reference=own.reference)
    assert "Shared: Fernshire" in page.text
    open_page(moorshire, "Mina", f"/children/from-other-partnerships/{received.pk}/", status=403)
    page = open_page(town, "Cora", f"/children/{ash.pk}/sharing/").follow("Stop sharing with Moorshire")
    page.submit("Stop sharing", reason="The placement has ended.")
    page = open_page(moorshire, "Cora", f"/children/from-other-partnerships/{received.pk}/")
    assert "The placement has ended." in page.text
    assert "Kestrel" not in page.text


def test_mina_records_the_childs_words_who_works_with_the_child_and_areas_of_risk(
    town: CaseTown, ash: Child
) -> None:
    town.works_with("health", ash)
    page = open_page(town, "Mina", f"/children/{ash.pk}/").follow("Record what the child says")
    page = page.submit("Record it", words="I want my own door.")
    assert "Say when the child was heard" in " ".join(page.errors)
    page = page.submit("Record it", words="I want my own door.", heard_on="1/3/2026", heard_by="Mina, nurse")
    assert "“I want my own door.”" in page.text
    page = page.follow("Change areas of risk").submit("Save", areas=["missing"])
    assert "Missing" in page.text
    page = page.follow("Add somebody")
    page = page.submit(
        "Add them", agency=str(town.agencies["school"].pk), role="Teacher", name="Tove Teacher",
        from_on="2/3/2026", telephone="01632 960001",
    )  # fmt: skip
    assert "Tove Teacher" in page.text
    page = page.follow("Change Tove Teacher")
    page = page.submit("Save", role="Head teacher")
    page = page.follow("End the work of Tove Teacher").submit("Save", to_on="3/3/2026")
    assert "Tove Teacher, Head teacher" in page.text
    assert "Record a placement" not in page.text
    page = page.follow("Chronology")
    assert "I want my own door." in page.text
    page = page.fetcher.get(f"{page.address}?kind=professional")
    assert "I want my own door." not in page.text
    assert "Tove Teacher" in page.text


def test_cora_records_a_placement_out_of_area_and_that_the_host_was_told(town: CaseTown, ash: Child) -> None:
    page = open_page(town, "Cora", "/children/").follow("Our own authorities")
    page = page.submit("Add it", name="Fernshire", code="E10000001")
    page = page.fetcher.get(f"/children/{ash.pk}/around/").follow("Record a placement")
    page = page.submit(
        "Record the placement", placing_authority="Fernshire", host_authority="Moorshire",
        host_code="E07000223", from_on="2/3/2026", placement_type="K2",
    )  # fmt: skip
    assert "Placed by us, outside our area" in page.text
    assert "is a district" in page.text
    assert "Not told in time" in page.text
    assert "Out of area" in page.text
    page = page.follow("Record that Moorshire was told")
    page = page.submit("Record it", on="1/3/2026", whom="Duty team", how="Secure email")
    assert "Told in time" in page.text
    page = page.follow("Change the placement in Moorshire").submit("Save", to_on="30/6/2026")
    town.everything()
    assert Placement.objects.get().to_on == date(2026, 6, 30)
    page = page.fetcher.get("/children/authorities/").submit("Take away Fernshire")
    assert "No authority is named yet" in page.text


def test_who_turns_18_is_seen_coming_by_whoever_sees_the_child(town: CaseTown, ash: Child) -> None:
    town.everything()
    soon = clock.today().replace(year=clock.today().year - 18, day=1) + timedelta(days=62)
    Child.objects.filter(pk=ash.pk).update(birth_on=soon)
    assert "Kestrel" in open_page(town, "Cora", "/children/turning-18/?months=3").text
    assert "Kestrel" not in open_page(town, "Mina", "/children/turning-18/?months=24").text
    assert "Turns 18 on" in open_page(town, "Cora", f"/children/{ash.pk}/").text


@pytest.mark.parametrize("page", ["around", "access", "sharing", "chronology"])
def test_a_page_asks_as_many_questions_of_five_rows_as_of_one(town: CaseTown, ash: Child, page: str) -> None:
    def fill(number: int) -> None:
        town.everything()
        town.works_with("health", ash, name=f"Nurse {number}")
        own = {"partnership": town.partnership, "child": ash}
        ash.voices.create(words="Yes.", heard_on="2026-03-01", heard_by="N", **own)
        day = date(2026, 3, number)
        ash.placements.create(placing_authority="A", host_authority="B", from_on=day, to_on=day, **own)
        ash.riskareas.create(area="missing", since_on=day, ended_on=day, **own)
        person = make_person(town.partnership, f"Named {number}", town.agencies["health"])
        ash.grants.create(person=person, reason="X", from_on=clock.today(), **own)
        began, until = clock.now() - timedelta(hours=2), clock.now() - timedelta(hours=1)
        ash.emergencyaccesss.create(person=person, reason="X", began_at=began, until_at=until, **own)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            mind.get(f"/children/{ash.pk}/{page}/")
        return len(queries)

    mind = browser(town, "Cora")
    fill(1)
    count()
    with_one = count()
    for number in range(2, 6):
        fill(number)
    assert count() == with_one
