"""Choosing the partnership to work in, for an account that is a person in several."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from holdfast.stewardship.access.middleware import SESSION_PARTNERSHIP, remember
from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.accounts import pending, sessions
from holdfast.stewardship.accounts.models import account_of
from holdfast.stewardship.accounts.partnerships import enter, partnerships_of


@allow("GET", "POST", audience=Audience.SIGNED_IN)
def partnerships(request: HttpRequest) -> HttpResponseBase:
    """Choose one (an only one is entered unasked); with none, say kindly what to do."""
    choices = partnerships_of(account_of(request).pk)
    going_to = pending.safe_next(request, request.GET.get("next", ""))
    wanted = request.POST.get("partnership", "")
    chosen = next((c for c in choices if str(c.partnership_id) == wanted), None)
    if request.method == "POST" and chosen is not None:
        return _enter(request, chosen.partnership_id, going_to)
    held = request.session.get(SESSION_PARTNERSHIP)
    return render(request, "stewardship/partnerships.html", {"choices": choices, "current": held})


def _enter(request: HttpRequest, partnership_id: UUID, going_to: str) -> HttpResponse:
    actor = enter(account_of(request).pk, partnership_id)
    if actor is None:
        return render(request, "stewardship/partnerships.html", {"choices": (), "current": None})
    remember(request, actor)
    sessions.renew(request)
    return redirect(going_to)
