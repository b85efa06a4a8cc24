"""Striking out what was entered wrongly on a child's risk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from holdfast.casework.children.models import Child
from holdfast.casework.children.pages import child_or_404
from holdfast.casework.risk import operations
from holdfast.casework.risk.forms import ReasonForm
from holdfast.casework.risk.models import LevelChange, ListChange
from holdfast.casework.risk.operations.striking import may_strike_level
from holdfast.casework.risk.views.shared import child_form
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow

_INTRO = (
    "It stays in the history as struck out, with your reason, and counts no more: also not on the list as of"
    " an earlier day. Enter it on the right child there."
)


@allow("GET", "POST", permission=Permission.ASSESS_RISK)
def level(request: PersonRequest, child_id: UUID, level_id: UUID) -> HttpResponse:
    """A level that was wrong, as on the wrong child."""
    child = child_or_404(request, child_id, Permission.ASSESS_RISK, what="looked to strike out a level of")
    found = get_object_or_404(LevelChange.objects.filter(child=child), pk=level_id)
    if not may_strike_level(request.actor, found):
        raise PermissionDenied("Only the coordinator or the chair strikes that out.")
    return _form(request, child, found, operations.strike_out_level)


@allow("GET", "POST", permission=Permission.CONFIRM_LEVEL)
def place(request: PersonRequest, child_id: UUID, list_change_id: UUID) -> HttpResponse:
    """A change of the list that was wrong."""
    child = child_or_404(request, child_id, Permission.CONFIRM_LEVEL, what="looked to strike out a place of")
    found = get_object_or_404(ListChange.objects.filter(child=child), pk=list_change_id)
    return _form(request, child, found, operations.strike_out_place)


def _form(request: PersonRequest, child: Child, found: Any, strike: Any) -> HttpResponse:
    def act(sent: dict[str, Any]) -> None:
        strike(change=found, reason=sent["reason"], by=request.actor)

    form = ReasonForm(request.POST or None, label="Why it was wrong")
    return child_form(
        request, child, form, act, tab="risk", thanks="It is struck out.", title=f"Strike out “{found}”",
        button="Strike it out", danger=True, intro=_INTRO,
    )  # fmt: skip
