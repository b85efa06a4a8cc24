"""The list of children, narrowed by codes that stand in the address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.casework.children.forms.listing import ListForm
from holdfast.casework.children.queries.listing import child_rows, children_for
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record
from holdfast.web.tables import paged


@allow("GET", permission=Permission.SEE_CASES)
def child_list(request: PersonRequest) -> HttpResponse:
    """The children whom this person may see, by name."""
    form = ListForm(request.GET or None)
    page = paged(request, children_for(request.actor, form.wanted()))
    rows = child_rows(request.actor, page.rows)
    record("listed children", by=request.actor, rows=[str(row.id) for row in rows])
    context = {"form": form, "page": page, "rows": rows, "is_narrowed": bool(request.GET)}
    return render(request, "children/list.html", context)
