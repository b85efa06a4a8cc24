"""Single sign-on by OpenID Connect: the provider says who it is, we say whether they have an account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from holdfast.kernel import clock
from holdfast.stewardship.accounts import pending, sessions
from holdfast.stewardship.accounts.models import Account

PROVIDER = "organisation"
# What a provider's `amr` may name beside a password (RFC 8176).
POSSESSIONS = frozenset({"otp", "hwk", "swk", "sc", "sms", "fpt", "face"})
UNKNOWN = "Your organisation knows you, but no Holdfast account has your address. Ask for an invitation."
FAILED = "Your organisation's sign-in did not complete. Try again, or sign in with your password."
FRESH_SECONDS = 300


def offered(request: HttpRequest) -> dict[str, str] | None:
    """The provider's name and where to post to, when one is configured."""
    if not settings.HOLDFAST_OIDC_NAME:
        return None
    address = reverse("openid_connect_login", args=[PROVIDER])
    going_to = pending.safe_next(request, request.GET.get("next", ""))
    asked = {"process": "login", "next": going_to}
    return {"name": settings.HOLDFAST_OIDC_NAME, "address": f"{address}?{urlencode(asked)}"}


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Takes the provider's answer and goes on with our own sign-in; nothing of allauth's follows."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        raise ImmediateHttpResponse(_carry_on(request, sociallogin))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        messages.error(request, FAILED)
        raise ImmediateHttpResponse(redirect("account_login"))


def _carry_on(request: HttpRequest, answer: Any) -> HttpResponse:
    account = _account_of(answer)
    if account is None or not account.is_usable:
        messages.error(request, UNKNOWN)
        return redirect("account_login")
    claims = answer.account.extra_data.get("id_token") or {}
    going_to = pending.safe_next(request, str(answer.state.get("next") or ""))
    if request.user.is_authenticated:
        return _prove_again(request, account, claims, going_to)
    if _gave_two_factors(claims):
        sessions.begin(request, account)
        return redirect(going_to)
    from holdfast.stewardship.accounts.views.sign_in import after_first_factor

    return after_first_factor(request, account, going_to)


def _gave_two_factors(claims: Any) -> bool:
    """Whether the provider says that it asked for more than one thing."""
    given = set(claims.get("amr") or ())
    return "mfa" in given or ("pwd" in given and bool(given & POSSESSIONS))


def _prove_again(request: HttpRequest, account: Account, claims: Any, going_to: str) -> HttpResponse:
    """Counts only when the provider says that it asked just now, and for the same account."""
    asked_at = float(claims.get("auth_time") or 0)
    if request.user == account and clock.now().timestamp() - asked_at < FRESH_SECONDS:
        request.session[sessions.PROVEN] = clock.now().timestamp()
    else:
        messages.error(request, FAILED)
    return redirect(going_to)


def _account_of(answer: Any) -> Account | None:
    """The account linked before, or the one whose address the provider has verified."""
    if answer.is_existing:
        return answer.user if isinstance(answer.user, Account) else None
    verified = [held.email.lower() for held in answer.email_addresses if _is_verified(answer, held)]
    account = Account.objects.filter(email__in=verified).first()
    if account is not None:
        SocialAccount.objects.create(
            user=account, provider=answer.account.provider, uid=answer.account.uid, extra_data={}
        )
    return account


def _is_verified(answer: Any, address: Any) -> bool:
    """An address that anyone could have typed at the provider must never open an account here."""
    return bool(address.verified) or settings.HOLDFAST_OIDC_EMAIL_IS_VERIFIED


__all__ = ["PROVIDER", "SingleSignOnAdapter", "offered"]
