"""Sessions end on the server, change their id when rights do, and a page's own polling keeps none alive."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings

from holdfast.kernel import clock
from holdfast.stewardship.access.context import need_to_know, set_need_to_know
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Person
from tests.factories import grant
from tests.stewardship.accounts.people import NOON, PASSWORD, give_telephone, make_user, type_password
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db
NEW = "four quite plain words"
POLL = {"X-Holdfast-Poll": "1"}


def signed_in() -> tuple[Fetcher, Person, Account]:
    """Amina, signed in at noon with both factors."""
    person, account = make_user()
    telephone = give_telephone(account)
    browser = Fetcher()
    with clock.fixed_at(NOON):
        type_password(browser).submit("Continue", code=telephone.code(NOON))
    return browser, person, account


def key_of(browser: Fetcher) -> str:
    return str(browser.client.cookies[settings.SESSION_COOKIE_NAME].value)


def is_signed_in(browser: Fetcher, after: timedelta, **headers: str) -> bool:
    """Whether the home page answers that long after noon."""
    with clock.fixed_at(NOON + after):
        return browser.client.get("/", headers=headers).status_code == 200


def test_a_session_does_not_outlive_thirty_idle_minutes() -> None:
    browser, *_ = signed_in()
    assert is_signed_in(browser, timedelta(minutes=29))
    assert is_signed_in(browser, timedelta(minutes=58))
    assert not is_signed_in(browser, timedelta(minutes=89))
    assert not is_signed_in(browser, timedelta(minutes=58))


def test_polling_does_not_keep_a_session_alive() -> None:
    browser, *_ = signed_in()
    for minutes in range(2, 30, 2):
        assert is_signed_in(browser, timedelta(minutes=minutes), **POLL)
    assert not is_signed_in(browser, timedelta(minutes=31), **POLL)


def test_a_page_that_asks_with_the_version_it_holds_does_not_keep_a_session_alive() -> None:
    browser, *_ = signed_in()
    with clock.fixed_at(NOON + timedelta(minutes=20)):
        browser.client.get("/?version=7")
    assert not is_signed_in(browser, timedelta(minutes=31))


def test_a_session_does_not_outlive_twelve_hours_of_work() -> None:
    browser, *_ = signed_in()
    for quarter in range(1, 48):
        assert is_signed_in(browser, timedelta(minutes=15 * quarter))
    assert not is_signed_in(browser, timedelta(hours=12, minutes=1))


def test_whoever_was_signed_out_is_told_why() -> None:
    browser, *_ = signed_in()
    with clock.fixed_at(NOON + timedelta(minutes=31)):
        page = browser.get("/")
    assert page.heading == "Sign in"
    assert page.banners == ["You were signed out because nothing was done for 30 minutes."]


def test_a_stolen_cookie_is_worth_nothing_after_signing_out() -> None:
    browser, *_ = signed_in()
    stolen = key_of(browser)
    with clock.fixed_at(NOON):
        browser.post("/account/logout/", {})
        thief = Fetcher()
        thief.client.cookies[settings.SESSION_COOKIE_NAME] = stolen
        assert thief.get("/").heading == "Sign in"


def test_signing_out_takes_a_post() -> None:
    browser, *_ = signed_in()
    with clock.fixed_at(NOON):
        assert browser.client.get("/account/logout/").status_code == 405
        assert browser.get("/").heading == "What needs you now"


def test_a_session_id_from_before_signing_in_is_not_kept() -> None:
    _, account = make_user()
    telephone = give_telephone(account)
    browser = Fetcher()
    with clock.fixed_at(NOON):
        page = type_password(browser)
        before = key_of(browser)
        page.submit("Continue", code=telephone.code(NOON))
    assert key_of(browser) != before


def test_a_session_id_does_not_survive_a_change_of_rights() -> None:
    browser, person, _ = signed_in()
    before = key_of(browser)
    with need_to_know(person.partnership_id):
        grant(person, Role.AUDITOR)
        set_need_to_know(None)
    assert is_signed_in(browser, timedelta(minutes=1), **POLL)
    assert key_of(browser) == before
    assert is_signed_in(browser, timedelta(minutes=1))
    assert key_of(browser) != before
    with clock.fixed_at(NOON + timedelta(minutes=1)):
        assert [row[2] for row in browser.get("/account/").rows] == ["This one"]


def test_a_role_that_was_taken_away_does_not_serve_one_more_request() -> None:
    browser, person, _ = signed_in()
    with need_to_know(person.partnership_id):
        given = grant(person, Role.AUDITOR)
        set_need_to_know(None)
    with clock.fixed_at(NOON):
        browser.get("/permissions/")
        with need_to_know(person.partnership_id):
            given.ended_at = clock.now()
            given.save()
            set_need_to_know(None)
        browser.get("/permissions/", 403)


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"expires_on": (NOON - timedelta(days=1)).date()}], ids=str
)
def test_a_disabled_or_expired_account_does_not_get_one_more_page(change: dict[str, object]) -> None:
    browser, _, account = signed_in()
    Account.objects.filter(pk=account.pk).update(**change)
    with clock.fixed_at(NOON):
        assert browser.get("/").heading == "Sign in"
        assert type_password(Fetcher()).errors == ["The email address or the password is not right"]


@pytest.mark.parametrize(
    "change", [{"locked_at": NOON}, {"access_until": (NOON - timedelta(days=1)).date()}], ids=str
)
def test_a_locked_or_lapsed_person_does_not_get_one_more_page(change: dict[str, object]) -> None:
    browser, person, _ = signed_in()
    with need_to_know(person.partnership_id):
        Person.objects.filter(pk=person.pk).update(**change)
        set_need_to_know(None)
    with clock.fixed_at(NOON):
        page = browser.get("/permissions/mine/")
        assert page.heading == "You have no partnership yet"


def test_a_session_can_be_ended_from_elsewhere_and_only_by_its_owner() -> None:
    browser, _, account = signed_in()
    make_user("Bola Ade", "bola@example.org", "Moorshire")
    other, bolas = Fetcher(account), Fetcher(Account.objects.get(email="bola@example.org"))
    with clock.fixed_at(NOON):
        held = UserSession.objects.get(user=account)
        bolas.get("/account/")
        bolas.post(f"/account/sessions/{held.pk}/end/", {})
        assert browser.get("/").heading == "What needs you now"
        other.get("/account/")
        other.post(f"/account/sessions/{held.pk}/end/", {})
        assert browser.get("/").heading == "Sign in"


def test_a_new_password_ends_every_other_session_and_takes_the_present_one_to_set() -> None:
    browser, _, account = signed_in()
    other = Fetcher(account)
    with clock.fixed_at(NOON):
        other.get("/")
        page = browser.get("/account/password/")
        wrong = page.submit(
            "Change password",
            present="not it at all",
            new=NEW,
            again=NEW,
        )
        assert wrong.errors == ["That is not your present password"]
        page = page.submit("Change password", present=PASSWORD, new=NEW, again=NEW)
        assert page.heading == "Your sign-in"
        assert [row[2] for row in page.rows] == ["This one"]
        assert other.get("/").heading == "Sign in"


def test_cookies_are_bound_to_the_host_and_hidden_from_scripts() -> None:
    browser, *_ = signed_in()
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = browser.client.cookies[name]
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_nothing_shows_from_a_cache_after_signing_out() -> None:
    browser, *_ = signed_in()
    with clock.fixed_at(NOON):
        assert "no-store" in browser.client.get("/").headers["Cache-Control"]
