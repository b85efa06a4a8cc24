"""Somebody who works in two partnerships chooses one, and sees nothing of the other."""

from __future__ import annotations

import pytest
from django.db import transaction

from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Partnership
from tests.factories import grant, make_account, make_agency, make_partnership, make_person
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> Account:
    """Auditor in Fernshire, business manager in Moorshire."""
    with transaction.atomic():
        fernshire = make_partnership("Fernshire")
        person = make_person(fernshire, "Amina Khan")
        account = make_account(person)
        grant(person, Role.AUDITOR)
        moorshire = make_partnership("Moorshire")
        agency = make_agency(moorshire, "Moor Police")
        there = make_person(moorshire, "Amina Khan-Moor", agency=agency, account=account)
        grant(there, Role.BUSINESS_MANAGER)
        set_need_to_know(None)
    return account


def test_amina_is_asked_first_and_taken_where_she_was_going(amina: Account) -> None:
    page = Fetcher(amina).get("/people/")
    assert page.heading == "Which partnership are you working for?"
    page = page.submit("Fernshire")
    assert page.heading == "People"
    assert [row[0] for row in page.rows] == ["Amina Khan"]


def test_roles_of_one_partnership_do_not_serve_in_the_other(amina: Account) -> None:
    browser = Fetcher(amina)
    browser.get("/").submit("Fernshire")
    browser.get("/people/new/", 403)
    browser.get("/partnerships/").submit("Moorshire")
    assert browser.get("/people/new/").heading == "Add a person"
    assert [row[0] for row in browser.get("/people/").rows] == ["Amina Khan-Moor"]


def test_a_partnership_that_is_not_hers_cannot_be_chosen(amina: Account) -> None:
    with transaction.atomic():
        other: Partnership = make_partnership("Hillshire")
        set_need_to_know(None)
    browser = Fetcher(amina)
    browser.get("/partnerships/")
    page = browser.post("/partnerships/", {"partnership": str(other.id)})
    assert page.heading == "Which partnership are you working for?"
    assert "partnership" not in browser.client.session


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_choosing_or_signing_in(amina: Account, elsewhere: str) -> None:
    browser = Fetcher(amina)
    page = browser.get(f"/partnerships/?next={elsewhere}").submit("Fernshire")
    assert page.heading == "What needs you now"
    assert browser.client.get(f"/account/login/?next={elsewhere}").headers["Location"] == "/"


def test_whoever_is_nobody_s_gets_a_kind_page_and_nothing_else() -> None:
    account = Account.objects.create_user("nobody@example.org", "a long enough phrase")
    browser = Fetcher(account)
    for address in ("/", "/people/", "/permissions/mine/", "/partnerships/"):
        page = browser.get(address)
        assert page.heading == "You have no partnership yet"
        assert "Nothing that you wrote is lost" in page.text
    assert browser.get("/account/").heading == "Your sign-in"
