"""A child's record: the overview."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow


@allow("GET", permission=Permission.SEE_CASES)
def child(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """What matters about one child, from every app; the id of a merged record leads to the kept one."""
    found = child_or_404(request, child_id, Permission.SEE_CASES)
    if found.pk != child_id:
        return redirect("children:child", child_id=found.pk)
    return child_page(request, found, "children/child.html", "overview")
