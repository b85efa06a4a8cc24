"""Children of other partnerships, as far as those share them with this one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.children.forms.rights import ReasonForm
from holdfast.casework.children.forms.sharing import TieForm
from holdfast.casework.children.models import Received
from holdfast.casework.children.operations.sharing import end_received, tie_to_own
from holdfast.casework.children.queries.sharing import told_of
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.forms import Form
from holdfast.web.pages import submit
from holdfast.web.tables import paged

_SHARE = Permission.SHARE_CHILDREN


@allow("GET", permission=_SHARE)
def received(request: PersonRequest) -> HttpResponse:
    """Every child that another partnership shares, or shared, with this one: codes, no names."""
    rows = Received.objects.visible_to(request.actor).select_related("child")
    rows = rows.order_by("ended_at", "-shared_at") if "all" in request.GET else rows.filter(ended_at=None)
    return render(
        request, "children/received.html", {"page": paged(request, rows), "is_all": "all" in request.GET}
    )


@allow("GET", permission=_SHARE)
def received_child(request: PersonRequest, received_id: UUID) -> HttpResponse:
    """What is shared of one child, as it stands now; reading it is in both partnerships' trails."""
    found = _found(request, received_id)
    record_view(found, by=request.actor, reference=found.reference)
    return render(request, "children/received_child.html", {"received": found, "told": told_of(found)})


@allow("GET", "POST", permission=_SHARE)
def received_record(request: PersonRequest, received_id: UUID) -> HttpResponse:
    """Say which record here is the same child's."""
    found = _found(request, received_id)

    def do(sent: dict[str, Any]) -> str:
        child = tie_to_own(by=request.actor, received=found, reference=sent["reference"])
        messages.success(request, f"It is tied to your record {child.reference}.")
        return reverse("children:sharing", args=[child.pk])

    return _form(request, found, TieForm(request.POST or None), do, "Tie to your own record", "Tie them")


@allow("GET", "POST", permission=_SHARE)
def received_end(request: PersonRequest, received_id: UUID) -> HttpResponse:
    """Say that it is no longer needed here."""
    found = _found(request, received_id)

    def do(sent: dict[str, Any]) -> str:
        end_received(by=request.actor, received=found, reason=sent["reason"])
        messages.success(request, "It is ended, and the other partnership is told.")
        return reverse("children:received")

    form = ReasonForm(request.POST or None, label="Why it is no longer needed")
    return _form(request, found, form, do, "No longer needed here", "End it")


def _form(
    request: PersonRequest, found: Received, form: Form, do: Any, title: str, button: str
) -> HttpResponse:
    back = reverse("children:received-child", args=[found.pk])
    caption = f"{found.reference}, {found.other_partnership}"
    return submit(request, form, do, title=title, button=button, back=back, caption=caption)


def _found(request: PersonRequest, received_id: UUID) -> Received:
    found: Received | None = Received.objects.visible_to(request.actor).filter(pk=received_id).first()
    if found is None:
        raise Http404
    return found
