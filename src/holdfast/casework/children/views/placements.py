"""Where a child is placed, the host authority told, and which authorities are the partnership's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from holdfast.casework.children.forms.around import AuthorityForm, HostToldForm, PlacementForm
from holdfast.casework.children.models import OwnAuthority, Placement
from holdfast.casework.children.operations.placing import (
    add_own_authority,
    change_placement,
    end_own_authority,
    record_host_told,
    record_placement,
)
from holdfast.casework.children.pages import child_or_404
from holdfast.casework.children.queries.around import own_authorities
from holdfast.casework.children.views.shared import child_form, row_or_404
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit

_KEEP = Permission.KEEP_CHILDREN
_TAB = "around"


@allow("GET", "POST", permission=_KEEP)
def new_placement(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record where the child is placed."""
    child = child_or_404(request, child_id, _KEEP)
    form = PlacementForm(request.POST or None, initial={"placing_authority": child.responsible_authority})

    def do(_: dict[str, Any]) -> None:
        record_placement(by=request.actor, child=child, placing=form.placing())

    return child_form(
        request, child, form, do, title="Record a placement", button="Record the placement",
        done="The placement is recorded.", tab=_TAB,
    )  # fmt: skip


@allow("GET", "POST", permission=_KEEP)
def placement(request: PersonRequest, child_id: UUID, placement_id: UUID) -> HttpResponse:
    """Correct a placement, or end it."""
    child = child_or_404(request, child_id, _KEEP)
    row = row_or_404(Placement, child, placement_id)
    initial = {name: getattr(row, name) for name in PlacementForm.base_fields}
    form = PlacementForm(request.POST or None, initial=initial)

    def do(_: dict[str, Any]) -> None:
        change_placement(by=request.actor, placement=row, placing=form.placing())

    return child_form(
        request, child, form, do, title="Change a placement", button="Save", tab=_TAB,
        done="The placement is changed. What it said before is in the record's history.",
    )  # fmt: skip


@allow("GET", "POST", permission=_KEEP)
def host_told(request: PersonRequest, child_id: UUID, placement_id: UUID) -> HttpResponse:
    """Record that the host authority was told."""
    child = child_or_404(request, child_id, _KEEP)
    row = row_or_404(Placement, child, placement_id)

    def do(sent: dict[str, Any]) -> None:
        record_host_told(by=request.actor, placement=row, **sent)

    return child_form(
        request, child, HostToldForm(request.POST or None), do, tab=_TAB,
        title=f"{row.host_authority} was told", button="Record it", done="It is recorded.",
        intro="It is told before a placement in its area; in an emergency within 5 working days.",
    )  # fmt: skip


@allow("GET", "POST", permission=_KEEP)
def authorities(request: PersonRequest) -> HttpResponse:
    """The authorities whose area is the partnership's, and adding one."""
    back = reverse("children:authorities")

    def do(sent: dict[str, Any]) -> str:
        add_own_authority(by=request.actor, **sent)
        messages.success(request, f"{sent['name']} is one of the partnership's own authorities.")
        return back

    return submit(
        request, AuthorityForm(request.POST or None), do, title="Our own authorities", button="Add it",
        template="children/authorities.html", authorities=own_authorities(),
    )  # fmt: skip


@allow("POST", permission=_KEEP)
def authority_end(request: PersonRequest, authority_id: UUID) -> HttpResponse:
    """Take one away."""
    found = OwnAuthority.objects.visible_to(request.actor).filter(pk=authority_id).first()
    if found is None:
        raise Http404
    end_own_authority(by=request.actor, authority=found)
    messages.success(request, f"{found} is no longer one of the partnership's own authorities.")
    return redirect("children:authorities")
