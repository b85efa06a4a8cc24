"""Attempts are counted per account, and at one moment as well as one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from holdfast.kernel import clock
from holdfast.stewardship.accounts import throttle
from holdfast.stewardship.accounts.models import AttemptCount
from tests.stewardship.accounts.people import NOON, give_telephone, make_user, type_password
from tests.web.fetcher import Fetcher


@pytest.mark.django_db(transaction=True)
def test_twelve_attempts_at_one_moment_are_not_counted_as_fewer() -> None:
    def attempt(_: int) -> bool:
        try:
            return throttle.attempt("password", "amina@example.org")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(12))) == throttle.ATTEMPTS


@pytest.mark.django_db
def test_attempts_are_forgotten_after_a_quarter_of_an_hour() -> None:
    with clock.fixed_at(NOON):
        assert [throttle.attempt("password", "a") for _ in range(7)] == [True] * 6 + [False]
    with clock.fixed_at(NOON + timedelta(minutes=15, seconds=1)):
        assert throttle.attempt("password", "a")


@pytest.mark.django_db
def test_writing_an_address_otherwise_does_not_give_more_attempts() -> None:
    for written in ("amina@example.org", " Amina@Example.org ", "AMINA@EXAMPLE.ORG"):
        throttle.attempt("password", written)
    assert AttemptCount.objects.get().count == 3


@pytest.mark.django_db
def test_the_table_of_attempts_names_nobody() -> None:
    throttle.attempt("password", "amina@example.org")
    assert "amina" not in AttemptCount.objects.get().key


@pytest.mark.django_db
def test_the_seventh_code_is_refused_even_when_it_is_right_and_after_a_new_password_page() -> None:
    _, account = make_user()
    telephone = give_telephone(account)
    with clock.fixed_at(NOON):
        for _ in range(6):
            type_password(Fetcher()).submit("Continue", code="000000")
        page = type_password(Fetcher()).submit("Continue", code=telephone.code(NOON))
    assert "too often" in page.errors[0]


@pytest.mark.django_db
def test_ten_minutes_after_the_password_the_code_does_not_let_anyone_in() -> None:
    _, account = make_user()
    telephone = give_telephone(account)
    browser, late = Fetcher(), NOON + timedelta(minutes=11)
    with clock.fixed_at(NOON):
        page = type_password(browser)
    with clock.fixed_at(late):
        assert page.submit("Continue", code=telephone.code(late)).heading == "Sign in"
