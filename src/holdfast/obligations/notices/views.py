"""One's own choice of notices, and what could not be sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.obligations.notices import operations, queries
from holdfast.obligations.notices.forms import PreferenceForm
from holdfast.obligations.notices.models import Message
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.submissions import once


@allow("GET", "POST")
def preference(request: PersonRequest) -> HttpResponse:
    """Choose what one is sent."""

    def choose(sent: dict[str, Any]) -> str:
        operations.choose_notices(by=request.actor, digest=sent["digest"], at_once=sent["at_once"])
        messages.success(request, "Your choice is kept.")
        return reverse("notices:preference")

    given = request.POST if request.method == "POST" else None
    form = PreferenceForm(given, initial=queries.preference_page(request.actor))
    sees_all = request.actor.may(Permission.MANAGE_PEOPLE)
    return submit(
        request,
        form,
        choose,
        title="What you are sent by email",
        button="Save",
        back=reverse("account_own"),
        template="notices/preference.html",
        sees_all=sees_all,
    )


@allow("GET", permission=Permission.MANAGE_PEOPLE)
def undelivered(request: PersonRequest) -> HttpResponse:
    """Whom no message reaches, and why."""
    page = queries.undelivered_page(request.actor)
    return render(request, "notices/undelivered.html", {"page": page})


@allow("POST", permission=Permission.MANAGE_PEOPLE)
def send_again(request: PersonRequest, message_id: UUID) -> HttpResponse:
    """One more attempt."""
    message = get_object_or_404(Message.objects.visible_to(request.actor), pk=message_id)

    def send() -> str:
        operations.send_again(by=request.actor, message=message)
        messages.success(request, "It is being sent again. Look here in a minute.")
        return reverse("notices:undelivered")

    return once(request, send)
