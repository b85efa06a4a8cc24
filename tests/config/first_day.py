"""Fernshire before its first day: what an administrator does by page, and a browser for anybody."""

from __future__ import annotations

from typing import Any

from holdfast.kernel import clock
from holdfast.stewardship.access.context import need_to_know, set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts import sessions
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person
from tests.factories import grant, make_account, make_person
from tests.web.fetcher import Fetcher, Page


def browser_of(account: Account) -> Fetcher:
    """A browser of somebody who has just proved who they are."""
    browser = Fetcher(account)
    session: Any = browser.client.session
    session[sessions.PROVEN] = clock.now().timestamp()
    session.save()
    return browser


def business_manager(fernshire: Partnership) -> Fetcher:
    """Step 2: Sam, the administrator whom `holdfast setup` made, brings in Bo."""
    with need_to_know(fernshire.pk):
        sam = make_person(fernshire, "Sam Okoro")
        account = make_account(sam)
        grant(sam, Role.SYSTEM_ADMINISTRATOR)
        set_need_to_know(None)
    invite(add_person(browser_of(account), "Bo Lindqvist", sam.agency_id), "business-manager")
    return signed_in("bo@example.org")


def add_person(browser: Fetcher, name: str, agency_id: Any) -> Page:
    """The page of a person who has just been added."""
    form = browser.get("/").follow("People").follow("Add a person")
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    return form.submit("Add", name=name, agency=str(agency_id), email=email)


def invite(person: Page, *roles: str, group: str = "") -> Page:
    """Invited, and given these roles: in one group, or in the whole partnership."""
    page = person.follow("Invite to Holdfast").submit("Send the invitation")
    for role in roles:
        page = page.follow("Give a role").submit("Give", role=role, group=group)
    return page


def signed_in(email: str) -> Fetcher:
    """A browser of whoever was invited at this address."""
    return browser_of(Account.objects.get(email=email))


def ids_of(fernshire: Partnership, model: type[Agency] | type[Person]) -> dict[str, str]:
    """The ids by name, as a form takes them."""
    with need_to_know(fernshire.pk):
        found = {str(row.name): str(row.pk) for row in model.objects.all()}
        set_need_to_know(None)
    return found
