"""Looking back and ahead: the chronology of a child, and who turns 18."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.casework.children.chronology import events_of, kinds
from holdfast.casework.children.forms.looking import AheadForm, ChronologyForm
from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.children.queries.around import turning_adult
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record
from holdfast.web.tables import paged

_SEE = Permission.SEE_CASES


@allow("GET", permission=_SEE)
def chronology(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Everything known of a child on one time line."""
    child = child_or_404(request, child_id, _SEE, what="read the chronology of")
    form = ChronologyForm(request.GET or None)
    wanted = form.wanted()
    page = paged(request, events_of(child.pk, request.actor, only=wanted), per_page=100)
    more: dict[str, Any] = {"form": form, "page": page, "kinds": kinds(), "is_narrowed": bool(wanted)}
    return child_page(request, child, "children/chronology.html", "chronology", **more)


@allow("GET", permission=_SEE)
def turning_18(request: PersonRequest) -> HttpResponse:
    """The children who turn 18 within some months."""
    form = AheadForm(request.GET or None)
    months = form.wanted()
    rows = turning_adult(request.actor, months)
    record("listed children who turn 18", by=request.actor, rows=[str(row.child.pk) for row in rows])
    page = paged(request, rows)
    return render(request, "children/turning_18.html", {"form": form, "page": page, "months": months})
