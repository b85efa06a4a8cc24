"""One's own sign-in: password, authenticator app, passkeys, recovery codes, open sessions."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from holdfast.kernel import clock
from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts import changes, codes, passkeys, pending, sealing, sessions, throttle
from holdfast.stewardship.accounts.forms import ChangePasswordForm, CodeForm, PasswordForm
from holdfast.stewardship.accounts.models import account_of
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.stewardship.accounts.views.second_factor import (
    SHOWN_ONCE,
    code_page,
    connect_app,
    judge_second_factor,
)
from holdfast.stewardship.accounts.views.sign_in import TOO_OFTEN
from holdfast.web.pages import form_page

NEW_SECRET = "new_app_secret"  # noqa: S105 (a name in the session)


@allow("GET", audience=Audience.SIGNED_IN)
def own(request: HttpRequest) -> HttpResponse:
    """How one signs in, and where one is signed in now."""
    account = account_of(request)
    return render(
        request,
        "account/own.html",
        {
            "account": account,
            "has_password": account.has_usable_password(),
            "has_app": codes.has_app(account),
            "passkeys": passkeys.held(account),
            "codes_left": len(codes.recovery_codes(account)),
            "sessions": sessions.open_sessions(account, request.session.session_key),
            "asks_second_factor": settings.HOLDFAST_SECOND_FACTOR,
        },
    )


@allow("GET", "POST", audience=Audience.SIGNED_IN)
@sensitive_post_parameters("password", "code", "credential")
def reauthenticate(request: HttpRequest) -> HttpResponseBase:
    """A code, a passkey or the password again, then back to where one was going."""
    account = account_of(request)
    going_to = pending.safe_next(request, request.GET.get("next", ""))
    by_code = codes.has_second_factor(account)
    data = request.POST if request.method == "POST" else None
    form = CodeForm(data) if by_code else PasswordForm(data)
    if data is not None and _proves(request, form):
        request.session[sessions.PROVEN] = clock.now().timestamp()
        return redirect(going_to)
    title = "Show that it is still you"
    if isinstance(form, CodeForm):
        return code_page(request, form, account, title=title, button="Continue")
    return form_page(request, form, title=title, button="Continue", back="/")


def _proves(request: HttpRequest, form: CodeForm | PasswordForm) -> bool:
    account = account_of(request)
    if isinstance(form, CodeForm):
        return judge_second_factor(request, account, form)
    if not throttle.attempt("password", account.email):
        form.add_error(None, TOO_OFTEN)
        return False
    if form.is_valid() and account.check_password(form.cleaned_data["password"]):
        throttle.forgive("password", account.email)
        return True
    if not form.errors:
        form.add_error("password", "That password is not right")
    return False


@allow("GET", "POST", audience=Audience.SIGNED_IN)
@sensitive_post_parameters("present", "new", "again")
def change_password(request: HttpRequest) -> HttpResponseBase:
    """A new password; every other session ends."""
    account = account_of(request)
    if not account.has_usable_password():
        raise Http404
    form = ChangePasswordForm(request.POST if request.method == "POST" else None, account=account)
    if request.method == "POST" and form.is_valid() and _present_is_right(request, form):
        account.set_password(form.cleaned_data["new"])
        account.save(update_fields=["password"])
        sessions.begin_anew(request, account)
        changes.note(request, account, "changed own password")
        messages.success(request, "Your password is changed. Everywhere else you are signed out.")
        return redirect("account_own")
    return form_page(request, form, title="Change your password", button="Change password", back="/account/")


def _present_is_right(request: HttpRequest, form: ChangePasswordForm) -> bool:
    account = account_of(request)
    if not throttle.attempt("password", account.email):
        form.add_error(None, TOO_OFTEN)
    elif account.check_password(form.cleaned_data["present"]):
        throttle.forgive("password", account.email)
        return True
    else:
        form.add_error("present", "That is not your present password")
    return False


@allow("GET", "POST", audience=Audience.SIGNED_IN)
@recently_proven
def replace_app(request: HttpRequest) -> HttpResponseBase:
    """Another telephone: the new app takes the old one's place in one step, never leaving none."""
    account = account_of(request)
    if request.method == "GET" or NEW_SECRET not in request.session:
        request.session[NEW_SECRET] = sealing.seal(codes.new_secret())
    secret = sealing.unseal(request.session[NEW_SECRET])
    return connect_app(request, account, secret, lambda: _replaced(request))


def _replaced(request: HttpRequest) -> str:
    del request.session[NEW_SECRET]
    sessions.end_all(account_of(request), but=request.session.session_key)
    return "/account/"


@allow("POST", audience=Audience.SIGNED_IN)
@recently_proven
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Fresh recovery codes; the old ones stop working."""
    account = account_of(request)
    if not codes.has_second_factor(account):
        raise Http404
    codes.renew_recovery_codes(account)
    changes.note(request, account, "renewed recovery codes")
    request.session[SHOWN_ONCE] = "/account/"
    return redirect("account_recovery_codes")


@allow("POST", audience=Audience.SIGNED_IN)
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    sessions.end_all(account_of(request), but=request.session.session_key)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("account_own")


@allow("POST", audience=Audience.SIGNED_IN)
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out in one other place."""
    sessions.end_one(account_of(request), session_id)
    return redirect("account_own")
