"""Amina and her telephone, for tests of signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction

from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.accounts import codes
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Person
from tests.factories import make_account, make_partnership, make_person
from tests.web.fetcher import Fetcher, Page

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
PASSWORD = "three plain words"


@dataclass
class Telephone:
    """An authenticator app with one secret."""

    secret: str

    def code(self, at: datetime) -> str:
        return str(format_hotp_value(hotp_value(self.secret, int(at.timestamp()) // 30)))


def make_user(
    name: str = "Amina Khan", email: str = "amina@example.org", partnership_name: str = "Fernshire"
) -> tuple[Person, Account]:
    """A person with an account and a password, in a partnership of their own."""
    with transaction.atomic():
        person = make_person(make_partnership(partnership_name), name=name)
        account = make_account(person, email, PASSWORD)
        set_need_to_know(None)
    return person, account


def give_telephone(account: Account, at: datetime = NOON - timedelta(hours=1)) -> Telephone:
    """Connect an authenticator app."""
    telephone = Telephone(codes.new_secret())
    from holdfast.kernel import clock

    with clock.fixed_at(at):
        assert codes.set_up(account, telephone.secret, telephone.code(at))
    return telephone


def type_password(browser: Fetcher, email: str = "amina@example.org", password: str = PASSWORD) -> Page:
    page = browser.get("/account/login/")
    return page.submit("Sign in", email=email, password=password)
