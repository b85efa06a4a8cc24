"""Single sign-on says who somebody is; it never opens an account that the provider has not verified."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount

from holdfast.config.oidc import oidc_apps, oidc_origins
from holdfast.config.surroundings import SetupProblem
from holdfast.kernel import clock
from holdfast.stewardship.accounts import sessions
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.accounts.single_sign_on import SingleSignOnAdapter
from tests.stewardship.accounts.people import NOON, give_telephone, make_user
from tests.stewardship.accounts.provider import CLIENT, ISSUER, SECRET, Provider
from tests.web.fetcher import Fetcher, Page

pytestmark = pytest.mark.django_db
AMINA = {"sub": "a-17", "email": "Amina@example.org", "email_verified": True}


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """A configured provider, and the way to it."""
    monkeypatch.setenv("HOLDFAST_OIDC_ISSUER", ISSUER)
    monkeypatch.setenv("HOLDFAST_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("HOLDFAST_OIDC_CLIENT_SECRET", SECRET)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps()}}
    settings.HOLDFAST_OIDC_NAME = "Fernshire Council"
    made = Provider()
    monkeypatch.setattr(SingleSignOnAdapter, "get_requests_session", made.session)
    return made


def come_in(provider: Provider, browser: Fetcher, **claims: Any) -> Page:
    """Press the button, sign in at the provider, come back."""
    provider.claims = claims
    page = browser.get("/account/login/")
    form = page.root.find(".//form[@action='" + _action(page) + "']")
    assert form is not None
    away = browser.client.post(_action(page), {"csrfmiddlewaretoken": _token(page)})
    assert away.headers["Location"].startswith(f"{ISSUER}/authorize?")
    back = provider.authorised(away.headers["Location"])
    return browser.get("/account/single/organisation/answer/", data=back)


def _action(page: Page) -> str:
    return next(
        e.attrib["action"] for e in page.root.iter("form") if "/single/" in e.attrib.get("action", "")
    )


def _token(page: Page) -> str:
    fields = (e for e in page.root.iter("input") if e.attrib.get("name") == "csrfmiddlewaretoken")
    return next(fields).attrib["value"]


def test_amina_comes_in_when_her_organisation_asked_for_two_factors(provider: Provider) -> None:
    make_user()
    page = come_in(provider, Fetcher(), **AMINA, amr=["pwd", "mfa"])
    assert page.heading == "What needs you now"
    held = SocialAccount.objects.get()
    assert (held.uid, held.extra_data) == ("a-17", {})


@pytest.mark.parametrize("amr", [["otp"], ["hwk"], [], ["pwd"]], ids=str)
def test_one_factor_of_any_kind_at_the_provider_does_not_count_as_two(
    provider: Provider, amr: list[str]
) -> None:
    make_user()
    assert come_in(provider, Fetcher(), **AMINA, amr=amr).heading == "Connect an authenticator app"


def test_a_password_at_the_provider_does_not_replace_our_second_factor(provider: Provider) -> None:
    _, account = make_user()
    telephone = give_telephone(account)
    with clock.fixed_at(NOON):
        browser = Fetcher()
        page = come_in(provider, browser, **AMINA, amr=["pwd"])
        assert page.heading == "Enter your one-time code"
        assert browser.get("/").heading == "Sign in"
        page = come_in(provider, browser, **AMINA).submit("Continue", code=telephone.code(NOON))
        assert page.heading == "What needs you now"


def test_an_address_that_the_provider_has_not_verified_opens_nothing(provider: Provider) -> None:
    make_user()
    page = come_in(provider, Fetcher(), **{**AMINA, "email_verified": False}, amr=["mfa"])
    assert page.heading == "Sign in"
    assert "Ask for an invitation" in page.banners[0]
    assert not SocialAccount.objects.exists()


def test_a_stranger_gets_no_account(provider: Provider) -> None:
    make_user()
    page = come_in(
        provider, Fetcher(), sub="x", email="mallory@example.org", email_verified=True, amr=["mfa"]
    )
    assert page.heading == "Sign in"
    assert Account.objects.count() == 1


def test_a_disabled_account_does_not_come_in_by_the_provider(provider: Provider) -> None:
    make_user()
    Account.objects.update(is_active=False)
    assert come_in(provider, Fetcher(), **AMINA, amr=["mfa"]).heading == "Sign in"


def test_an_answer_that_nobody_asked_for_signs_nobody_in(provider: Provider) -> None:
    make_user()
    provider.claims = {**AMINA, "amr": ["mfa"]}
    page = Fetcher().get("/account/single/organisation/answer/?code=once&state=forged")
    assert page.heading == "Sign in"
    assert provider.asked == []


def test_a_token_meant_for_another_client_signs_nobody_in(provider: Provider) -> None:
    make_user()
    page = come_in(provider, Fetcher(), **AMINA, amr=["mfa"], aud="another")
    assert page.heading == "Sign in"


def test_proving_again_takes_a_fresh_answer_about_the_same_account(provider: Provider) -> None:
    _, account = make_user()
    make_user("Bola Ade", "bola@example.org", "Moorshire")
    browser = Fetcher()
    with clock.fixed_at(NOON):
        come_in(provider, browser, **AMINA, amr=["mfa"])
        session: Any = browser.client.session
        session[sessions.PROVEN] = 0
        session.save()
        fresh = NOON.timestamp() - 10
        for claims in (
            {"auth_time": fresh - 900},
            {"auth_time": fresh, "sub": "b", "email": "bola@example.org"},
        ):
            _prove(provider, browser, {**AMINA, **claims})
            assert browser.client.session[sessions.PROVEN] == 0
        _prove(provider, browser, {**AMINA, "auth_time": fresh})
        assert browser.client.session[sessions.PROVEN] == NOON.timestamp()
        assert browser.client.session["_auth_user_id"] == str(account.pk)


def _prove(provider: Provider, browser: Fetcher, claims: dict[str, Any]) -> None:
    provider.claims = claims
    token = _token(browser.get("/account/"))
    away = browser.client.post("/account/single/organisation/", {"csrfmiddlewaretoken": token})
    browser.get("/account/single/organisation/answer/", data=provider.authorised(away.headers["Location"]))


def test_without_configuration_there_is_no_such_page() -> None:
    page = Fetcher().get("/account/login/")
    assert "Or use your organisation" not in page.text
    assert Fetcher().client.get("/account/single/organisation/answer/").status_code == 404


def test_a_half_configured_provider_is_named_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_OIDC_ISSUER", "https://login.fernshire.example/tenant/v2")
    with pytest.raises(SetupProblem, match="HOLDFAST_OIDC_CLIENT_ID"):
        oidc_apps()
    assert oidc_origins() == ["https://login.fernshire.example"]


def test_a_provider_is_not_asked_over_plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_OIDC_ISSUER", "http://login.fernshire.example")
    monkeypatch.setenv("HOLDFAST_OIDC_CLIENT_ID", CLIENT)
    with pytest.raises(SetupProblem, match="https"):
        oidc_apps()
