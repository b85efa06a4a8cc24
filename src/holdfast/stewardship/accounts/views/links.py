"""Choosing a password by a link from an email: after an invitation, or when one was forgotten."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts import changes, links, throttle
from holdfast.stewardship.accounts.forms import EmailForm, NewPasswordForm
from holdfast.stewardship.accounts.jobs import send_link
from holdfast.stewardship.accounts.models import Account, SignInLink
from holdfast.web.pages import form_page


@allow("GET", "POST", audience=Audience.ANYONE)
def forgotten(request: HttpRequest) -> HttpResponseBase:
    """Ask for a link; the answer and its work are the same for every address."""
    form = EmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        if throttle.attempt("link", email):
            account_id = Account.objects.filter(email=email).values_list("pk", flat=True).first() or uuid4()
            send_link.defer(account_id=str(account_id), purpose=SignInLink.Purpose.RESET.value)
        return redirect("account_link_sent")
    intro = "We send you a link with which to choose a new one. You will still need your one-time codes."
    return form_page(
        request,
        form,
        title="Forgotten your password?",
        button="Send the link",
        intro=intro,
        back="/account/login/",
    )


@allow("GET", audience=Audience.ANYONE)
def link_sent(request: HttpRequest) -> HttpResponse:
    """The same page for everyone."""
    return render(request, "account/link_sent.html")


@allow("GET", "POST", audience=Audience.ANYONE)
@sensitive_post_parameters("new", "again")
@sensitive_variables("secret")
def set_password(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Choose the password. It signs nobody in: password and one-time code are asked next."""
    link = links.find(secret)
    if link is None:
        return render(request, "account/link_over.html", status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, account=link.account)
    if request.method == "POST" and form.is_valid():
        if not links.use(link, form.cleaned_data["new"]):
            return render(request, "account/link_over.html", status=404)
        changes.note(request, link.account, "set password by link")
        messages.success(request, "Your password is set. Sign in with it now.")
        return redirect("account_login")
    return form_page(
        request, form, title="Choose a password", button="Set the password", caption=link.account.email
    )
