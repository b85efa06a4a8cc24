"""The second factor: giving it, and setting it up before the first time in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts import changes, codes, passkeys, pending, throttle
from holdfast.stewardship.accounts.forms import CodeForm
from holdfast.stewardship.accounts.models import Account, account_of
from holdfast.stewardship.accounts.views.sign_in import TOO_OFTEN
from holdfast.web.pages import form_page

WRONG = "That code is not right, or was used before. Wait for the next one"
SHOWN_ONCE = "show_recovery_codes"


def judge_second_factor(request: HttpRequest, account: Account, form: CodeForm) -> bool:
    """Whether the code or the passkey that was sent is the account's; errors go on the form."""
    if not throttle.attempt("code", account.pk):
        form.add_error(None, TOO_OFTEN)
        return False
    if credential := request.POST.get("credential"):
        is_right = passkeys.accept(account, credential)
    else:
        is_right = form.is_valid() and codes.accept(account, form.cleaned_data["code"])
    if is_right:
        throttle.forgive("code", account.pk)
    elif not form.errors:
        form.add_error("code", WRONG)
    return is_right


@allow("GET", "POST", audience=Audience.ANYONE)
@sensitive_post_parameters("code", "credential")
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """A one-time code or a passkey; only then is anyone signed in."""
    under_way = pending.current(request)
    if under_way is None:
        return redirect("account_login")
    if not codes.has_second_factor(under_way.account):
        return redirect("account_set_up")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and judge_second_factor(request, under_way.account, form):
        return redirect(pending.finish(request, under_way))
    return code_page(request, form, under_way.account, title="Enter your one-time code", button="Continue")


def code_page(
    request: HttpRequest, form: CodeForm, account: Account, *, title: str, button: str
) -> HttpResponse:
    """The page that asks for a code, or a passkey where the account has one."""
    options = passkeys.ask(account)
    return form_page(request, form, title=title, button=button, template="account/code.html", options=options)


@allow("GET", "POST", audience=Audience.ANYONE)
@sensitive_post_parameters("code")
def set_up(request: HttpRequest) -> HttpResponseBase:
    """The first time: connect an authenticator app, or there is no way in."""
    under_way = pending.current(request)
    if under_way is None:
        return redirect("account_login")
    if codes.has_second_factor(under_way.account):
        return redirect("account_second_factor")
    return connect_app(
        request, under_way.account, under_way.secret, lambda: pending.finish(request, under_way)
    )


def connect_app(
    request: HttpRequest, account: Account, secret: str, then: Callable[[], str]
) -> HttpResponseBase:
    """Show the secret; once a code proves that the app has it, show fresh recovery codes once."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    form.fields["code"].help_text = "The 6 digits that the app now shows."
    if request.method == "POST" and _connected(account, secret, form):
        going_to = then()
        codes.renew_recovery_codes(account)
        changes.note(request, account, "connected authenticator app")
        request.session[SHOWN_ONCE] = going_to
        return redirect("account_recovery_codes")
    return form_page(
        request,
        form,
        title="Connect an authenticator app",
        button="Connect",
        template="account/connect_app.html",
        secret=secret,
        picture=codes.picture(account, secret),
    )


def _connected(account: Account, secret: str, form: CodeForm) -> bool:
    if not throttle.attempt("code", account.pk):
        form.add_error(None, TOO_OFTEN)
        return False
    if not form.is_valid():
        return False
    if not codes.set_up(account, secret, form.cleaned_data["code"]):
        form.add_error("code", WRONG)
        return False
    throttle.forgive("code", account.pk)
    return True


@allow("GET", audience=Audience.SIGNED_IN)
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten codes to keep, shown this once."""
    going_to = request.session.pop(SHOWN_ONCE, None)
    if going_to is None:
        return redirect("account_own")
    shown = codes.recovery_codes(account_of(request))
    return render(request, "account/recovery_codes.html", {"codes": shown, "next": going_to})
