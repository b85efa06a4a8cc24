"""Signing in: password, then one-time code or passkey; and signing out."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts import codes, pending, sessions, single_sign_on, throttle
from holdfast.stewardship.accounts.forms import SignInForm
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.trail.record import record
from holdfast.web.pages import form_page

LOG = logging.getLogger("holdfast.accounts")
REFUSED = "The email address or the password is not right"
TOO_OFTEN = "This was tried too often. Wait 15 minutes, or ask for a new password"


@allow("GET", "POST", audience=Audience.ANYONE)
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Email address and password; the answer is the same whether the account exists or not."""
    going_to = request.GET.get("next", "")
    if request.user.is_authenticated:
        return redirect(pending.safe_next(request, going_to))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _judge(request, form)
        if account is not None:
            return after_first_factor(request, account, going_to)
    return form_page(
        request,
        form,
        title="Sign in",
        button="Sign in",
        template="account/sign_in.html",
        single_sign_on=single_sign_on.offered(request),
    )


def after_first_factor(request: HttpRequest, account: Account, going_to: str) -> HttpResponse:
    """On to the second factor; the demonstration alone does without."""
    pending.begin(request, account, going_to)
    if not settings.HOLDFAST_SECOND_FACTOR:
        under_way = pending.current(request)
        return redirect(pending.finish(request, under_way) if under_way else "account_login")
    return redirect("account_second_factor" if codes.has_second_factor(account) else "account_set_up")


def _judge(request: HttpRequest, form: SignInForm) -> Account | None:
    email, password = form.cleaned_data["email"].strip(), form.cleaned_data["password"]
    if not throttle.attempt("password", email):
        LOG.warning("a sign-in was refused: too many attempts for one account")
        form.add_error(None, TOO_OFTEN)
        return None
    account = authenticate(request, email=email, password=password)
    if not isinstance(account, Account):
        LOG.info("a sign-in was refused: address or password not right")
        form.add_error(None, REFUSED)
        return None
    throttle.forgive("password", email)
    return account


@allow("POST", audience=Audience.ANYONE)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on the server."""
    actor = getattr(request, "actor", None)
    if actor is not None:
        record("signed out", by=actor)
    sessions.end(request)
    return redirect(settings.LOGIN_URL)
