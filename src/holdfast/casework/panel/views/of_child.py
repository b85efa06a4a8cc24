"""The meetings that discussed one child, among the child's own pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.panel.queries.of_child import discussions_of
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow


@allow("GET", permission=Permission.SEE_CASES)
def meetings(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """When the child was discussed, what was decided, sought and achieved."""
    child = child_or_404(request, child_id, Permission.SEE_CASES, what="saw the meetings of")
    return child_page(
        request, child, "panel/of_child.html", "meetings", rows=discussions_of(request.actor, child)
    )
