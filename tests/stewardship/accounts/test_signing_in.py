"""Signing in takes a password and a one-time code, and nothing gets round either."""

from __future__ import annotations

from datetime import timedelta

import pytest

from holdfast.kernel import clock
from tests.stewardship.accounts.people import NOON, PASSWORD, give_telephone, make_user, type_password
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db


def test_amina_signs_in_with_her_password_and_a_code_and_finds_what_needs_her() -> None:
    _, account = make_user()
    telephone = give_telephone(account)
    with clock.fixed_at(NOON):
        page = type_password(browser := Fetcher())
        assert page.heading == "Enter your one-time code"
        page = page.submit("Continue", code=telephone.code(NOON))
        assert page.heading == "What needs you now"
        assert "sessionid" not in str(browser.client.cookies).lower()


def test_a_password_alone_does_not_get_in() -> None:
    _, account = make_user()
    give_telephone(account)
    browser = Fetcher()
    type_password(browser)
    assert browser.get("/").heading == "Sign in"


def test_without_a_second_factor_nobody_gets_past_setting_one_up() -> None:
    make_user()
    browser = Fetcher()
    page = type_password(browser)
    assert page.heading == "Connect an authenticator app"
    assert browser.get("/").heading == "Sign in"
    assert browser.get("/account/").heading == "Sign in"


def test_a_code_does_not_work_twice() -> None:
    _, account = make_user()
    telephone = give_telephone(account)
    with clock.fixed_at(NOON):
        type_password(Fetcher()).submit("Continue", code=telephone.code(NOON))
        page = type_password(Fetcher()).submit("Continue", code=telephone.code(NOON))
        assert page.heading == "Enter your one-time code"
        assert "used before" in page.errors[0]


def test_a_code_of_an_earlier_step_does_not_work_after_a_later_one() -> None:
    _, account = make_user()
    telephone = give_telephone(account)
    with clock.fixed_at(NOON):
        type_password(Fetcher()).submit("Continue", code=telephone.code(NOON))
        earlier = telephone.code(NOON - timedelta(seconds=30))
        assert type_password(Fetcher()).submit("Continue", code=earlier).errors


def test_the_seventh_attempt_is_refused_even_with_the_right_password() -> None:
    make_user()
    browser = Fetcher()
    for _ in range(6):
        page = type_password(browser, password="wrong and wrong again")
        assert page.errors == ["The email address or the password is not right"]
    assert "too often" in type_password(browser, password=PASSWORD).errors[0]


def test_lock_out_does_not_touch_a_colleague_at_the_same_address() -> None:
    make_user()
    make_user("Bola Ade", "bola@example.org", "Moorshire")
    for _ in range(7):
        type_password(Fetcher(), password="wrong and wrong again")
    assert type_password(Fetcher(), "bola@example.org").heading == "Connect an authenticator app"


def test_an_account_that_does_not_exist_is_not_told_from_one_that_does() -> None:
    make_user()
    answers = []
    for email in ("amina@example.org", "nobody@example.org"):
        said = [type_password(Fetcher(), email, "wrong and wrong again").errors for _ in range(7)]
        answers.append(said)
    assert answers[0] == answers[1]


def test_an_unknown_account_costs_no_less_hashing_than_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    make_user()
    hashed: list[str] = []
    real = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    work = []
    for email in ("amina@example.org", "nobody@example.org"):
        hashed.clear()
        type_password(Fetcher(), email, "wrong and wrong again")
        work.append(len(hashed))
    assert work[0] == work[1] == 1
