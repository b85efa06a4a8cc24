"""The pages of stewardship: fit to be seen, right for their reader, and no dearer with more rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from holdfast.kernel import clock
from holdfast.stewardship.access.context import need_to_know, set_need_to_know
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts import sessions
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person
from holdfast.stewardship.tenancy.operations import version_of
from tests.factories import grant, make_account, make_agency, make_partnership, make_person
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db


@pytest.fixture
def fernshire() -> Partnership:
    with transaction.atomic():
        return make_partnership("Fernshire")


def signed_in(partnership: Partnership, *roles: Role, proven: bool = True) -> tuple[Fetcher, Person]:
    """A browser in which somebody with these roles is signed in."""
    with need_to_know(partnership.id):
        person = make_person(partnership, "Sam Okoro")
        account = make_account(person)
        for role in roles:
            grant(person, role)
        set_need_to_know(None)
    browser = Fetcher(account)
    if proven:
        session: Any = browser.client.session
        session[sessions.PROVEN] = clock.now().timestamp()
        session.save()
    return browser, person


def without_tokens(answer: Any) -> str:
    """What a page says, less what differs from one showing to the next."""
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def test_home_says_kindly_that_nothing_is_needed(fernshire: Partnership) -> None:
    browser, _ = signed_in(fernshire)
    assert "Nothing needs you just now" in browser.get("/").text


@pytest.mark.parametrize(
    "address", ["/permissions/", "/permissions/mine/", "/people/", "/agencies/", "/account/"]
)
def test_pages_are_fit_to_be_seen(fernshire: Partnership, address: str) -> None:
    browser, _ = signed_in(fernshire, Role.SYSTEM_ADMINISTRATOR, Role.BUSINESS_MANAGER)
    assert browser.get(address).heading


@pytest.mark.parametrize("address", ["/people/new/", "/agencies/new/"])
def test_a_member_of_the_board_adds_nobody(fernshire: Partnership, address: str) -> None:
    browser, _ = signed_in(fernshire, Role.BOARD_VIEWER)
    assert browser.get(address, 403).heading == "You may not do this"


def test_bo_adds_an_agency_and_a_person_changes_and_ends_them(fernshire: Partnership) -> None:
    browser, _ = signed_in(fernshire, Role.BUSINESS_MANAGER)
    page = browser.get("/agencies/new/").submit(
        "Add", name="Mosaic Youth", short_name="Mosaic", sector="voluntary"
    )
    assert any("Mosaic Youth" in row[0] for row in page.rows)
    with need_to_know(fernshire.id):
        mosaic = Agency.objects.get(name="Mosaic Youth")
    page = browser.get("/people/new/").submit("Add", name="Nia O'Rees", agency=str(mosaic.id))
    assert page.heading == "Nia O'Rees"
    page = page.follow("Change details").submit("Save", job_title="Worker")
    assert "Worker" in page.text
    page = page.follow("They have left").submit("End their part")
    assert "Has left" in page.text


def test_a_name_that_is_searched_for_does_not_stand_in_the_address(fernshire: Partnership) -> None:
    browser, _ = signed_in(fernshire, Role.BUSINESS_MANAGER)
    with need_to_know(fernshire.id):
        make_person(fernshire, "Nia Rees")
    page = browser.get("/people/").submit("Find", name="nia")
    assert [row[0] for row in page.rows] == ["Nia Rees"]
    assert page.address == "/people/"


def test_two_agencies_cannot_share_a_name(fernshire: Partnership) -> None:
    browser, _ = signed_in(fernshire, Role.BUSINESS_MANAGER)
    with need_to_know(fernshire.id):
        make_agency(fernshire, "Fernshire Police")
    page = browser.get("/agencies/new/").submit(
        "Add", name="FERNSHIRE police", short_name="police", sector="police"
    )
    assert "already" in page.errors[0]


def test_sam_invites_gives_a_role_locks_and_unlocks(fernshire: Partnership) -> None:
    browser, _ = signed_in(fernshire, Role.SYSTEM_ADMINISTRATOR)
    with need_to_know(fernshire.id):
        nia = make_person(fernshire, "Nia Rees", email="nia@example.org")
    page = browser.get(f"/people/{nia.id}/").follow("Invite to Holdfast").submit("Send the invitation")
    assert "Invited, not signed in yet" in page.text
    page = page.follow("Give a role").submit("Give", role="auditor")
    assert page.rows[0][:2] == ["Auditor", "the whole partnership"]
    page = page.follow("Lock this access").submit("Lock")
    assert "Locked" in page.text
    page = page.follow("Unlock").submit("Unlock")
    page = page.follow("Take away Auditor in the whole partnership").submit("Take away")
    assert "None. Other roles" in page.text


def test_user_administration_asks_again_who_it_is_when_the_last_proof_is_old(fernshire: Partnership) -> None:
    browser, _ = signed_in(fernshire, Role.SYSTEM_ADMINISTRATOR, proven=False)
    with need_to_know(fernshire.id):
        nia = make_person(fernshire, "Nia Rees", email="nia@example.org")
    address = f"/people/{nia.id}/invitation/"
    page = browser.get(address)
    assert page.heading == "Show that it is still you"
    assert page.submit("Continue", password="wrong").errors == ["That password is not right"]
    assert page.submit("Continue", password="a long enough phrase").heading == "Invite to Holdfast"


def test_the_first_administrator_brings_in_the_business_manager_who_does_the_rest(
    fernshire: Partnership,
) -> None:
    browser, sam = signed_in(fernshire, Role.SYSTEM_ADMINISTRATOR)
    page = browser.get("/people/").follow("Add a person")
    page = page.submit("Add", name="Bo Lindqvist", agency=str(sam.agency_id), email="bo@example.org")
    page = page.follow("Invite to Holdfast").submit("Send the invitation")
    page = page.follow("Give a role").submit("Give", role="business-manager")
    assert any("Business manager" in row[0] for row in page.rows)
    assert browser.get("/agencies/new/", 403).heading == "You may not do this"
    assert browser.get("/groups/new/", 403).heading == "You may not do this"


def test_another_partnership_s_person_and_a_missing_one_look_the_same(fernshire: Partnership) -> None:
    with transaction.atomic():
        stranger = make_person(make_partnership("Moorshire"), "Bola Ade")
        set_need_to_know(None)
    browser, sam = signed_in(fernshire, Role.SYSTEM_ADMINISTRATOR, Role.BUSINESS_MANAGER)
    for ending in ("", "change/", "departure/", "invitation/", "lock/", "roles/new/"):
        theirs = browser.client.get(f"/people/{stranger.id}/{ending}")
        missing = browser.client.get(f"/people/{sam.account_id}/{ending}")
        assert theirs.status_code == missing.status_code == 404
        assert without_tokens(theirs) == without_tokens(missing)


def test_extra_fields_of_a_posted_form_change_nothing(fernshire: Partnership) -> None:
    browser, sam = signed_in(fernshire, Role.BUSINESS_MANAGER)
    with need_to_know(fernshire.id):
        nia = make_person(fernshire, "Nia Rees")
    browser.get(f"/people/{nia.id}/change/")
    browser.post(
        f"/people/{nia.id}/change/",
        {
            "name": "Nia Rees",
            "version": str(version_of(nia)),
            "agency": str(nia.agency_id),
            "account": str(sam.account_id),
            "locked_at": "2026-01-01",
            "partnership": str(sam.id),
        },
    )
    with need_to_know(fernshire.id):
        after = Person.objects.get(pk=nia.pk)
        assert (after.account_id, after.locked_at, after.partnership_id) == (None, None, fernshire.id)
        assert not RoleGrant.objects.filter(person=nia).exists()


def test_two_people_editing_do_not_overwrite_each_other(fernshire: Partnership) -> None:
    browser, _ = signed_in(fernshire, Role.BUSINESS_MANAGER)
    with need_to_know(fernshire.id):
        nia = make_person(fernshire, "Nia Rees")
    first, second = (browser.get(f"/people/{nia.id}/change/") for _ in range(2))
    first.submit("Save", job_title="Worker")
    page = second.submit("Save", job_title="Manager")
    assert "Someone else changed" in page.errors[0]
    assert "Worker" in browser.get(f"/people/{nia.id}/").text


@pytest.mark.parametrize("address", ["/people/", "/agencies/"])
def test_one_row_then_five_cost_the_same_number_of_queries(fernshire: Partnership, address: str) -> None:
    browser, _ = signed_in(fernshire, Role.BUSINESS_MANAGER)
    browser.get(address)
    counts = []
    for more in (0, 4):
        with need_to_know(fernshire.id):
            for number in range(more):
                make_person(fernshire, f"Nia {number}")
            set_need_to_know(None)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            browser.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]
