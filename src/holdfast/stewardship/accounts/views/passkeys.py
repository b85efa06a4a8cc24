"""Adding and removing one's own passkeys."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts import changes, passkeys
from holdfast.stewardship.accounts.forms import PasskeyForm
from holdfast.stewardship.accounts.models import account_of
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.web.pages import form_page

NOT_ADDED = "The passkey was not added: your browser's answer did not fit. Try again"
LAST_ONE = "This is your only way to give a second factor. Add another first."


@allow("GET", "POST", audience=Audience.SIGNED_IN)
@recently_proven
def add_passkey(request: HttpRequest) -> HttpResponseBase:
    """A name for the key, then the browser's own ceremony."""
    account = account_of(request)
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if passkeys.add(account, form.cleaned_data["name"], form.cleaned_data["credential"]):
            changes.note(request, account, "added passkey")
            messages.success(request, "The passkey is added.")
            return redirect("account_own")
        form.add_error(None, NOT_ADDED)
    return form_page(
        request,
        form,
        title="Add a passkey",
        button="Add the passkey",
        back="/account/",
        template="account/passkey.html",
        options=passkeys.offer(account),
    )


@allow("POST", audience=Audience.SIGNED_IN)
@recently_proven
def remove_passkey(request: HttpRequest, key_id: int) -> HttpResponse:
    """Remove one, unless nothing else would be left."""
    account = account_of(request)
    if key_id not in [key.pk for key in passkeys.held(account)]:
        raise Http404
    if passkeys.remove(account, key_id):
        changes.note(request, account, "removed passkey")
        messages.success(request, "The passkey is removed.")
    else:
        messages.error(request, LAST_ONE)
    return redirect("account_own")
