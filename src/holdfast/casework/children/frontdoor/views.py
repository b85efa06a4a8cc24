"""Where the front door is: read by anybody of the partnership, kept by the coordinator."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.children.frontdoor import operations, queries
from holdfast.casework.children.frontdoor.forms import FrontDoorForm
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit


@allow("GET", permission=Permission.REFER)
def front_door(request: PersonRequest) -> HttpResponse:
    """How to reach children's social care now."""
    may_state = request.actor.may(Permission.KEEP_REFERRALS)
    return render(request, "frontdoor/route.html", {"route": queries.route(), "may_state": may_state})


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def stated(request: PersonRequest) -> HttpResponse:
    """Say how it is reached."""

    def do(sent: dict[str, Any]) -> str:
        operations.state_front_door(by=request.actor, **sent)
        messages.success(request, "The way to the front door is stated.")
        return reverse("frontdoor:route")

    known = queries.route()
    form = FrontDoorForm(request.POST or None, initial=asdict(known) if known.is_known else {})
    return submit(
        request, form, do, title="Say how the front door is reached", button="Save",
        back=reverse("frontdoor:route"),
    )  # fmt: skip
