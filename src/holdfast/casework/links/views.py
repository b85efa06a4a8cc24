"""The door of a link: it says what is asked for, sends a code to the contact on record, and takes it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from holdfast.casework.links import jobs
from holdfast.casework.links.doors import accept_code, find_link, has_come_in, over
from holdfast.casework.links.forms import CodeForm
from holdfast.casework.links.purposes import purpose_of
from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts import throttle
from holdfast.web.pages import form_page

WRONG = "That code is not right, was used, or is too old. Ask for a new one"
TOO_OFTEN = "This was tried too often. Wait 15 minutes, then ask for a new code"


@allow("GET", audience=Audience.ANYONE)
@sensitive_variables("secret")
def door(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What the link is for, and a button that has a code sent. Looking sends nothing."""
    link = find_link(request, secret)
    if link is None:
        return over(request)
    purpose = purpose_of(link.purpose)
    if has_come_in(request, link):
        return redirect(purpose.route, secret)
    return render(request, "links/door.html", {"purpose": purpose, "link": link, "secret": secret})


@allow("POST", audience=Audience.ANYONE)
@sensitive_variables("secret")
def code_request(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Have a code sent to the contact on record, a few times in a quarter of an hour at most."""
    link = find_link(request, secret)
    if link is None:
        return over(request)
    if throttle.attempt("link code sent", link.pk):
        jobs.send_code.defer(partnership_id=str(link.partnership_id), link_id=str(link.pk))
    return redirect("links:code", secret)


@allow("GET", "POST", audience=Audience.ANYONE)
@sensitive_post_parameters("code")
@sensitive_variables("secret")
def code(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Give the code."""
    link = find_link(request, secret)
    if link is None:
        return over(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not throttle.attempt("link code", link.pk):
            form.add_error(None, TOO_OFTEN)
        elif form.is_valid():
            if accept_code(request, link, form.cleaned_data["code"]):
                return redirect(purpose_of(link.purpose).route, secret)
            form.add_error("code", WRONG)
    page: dict[str, Any] = {"template": "links/code.html", "secret": secret}
    return form_page(request, form, title="Enter the code", button="Continue", **page)
