"""A child's episodes, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.missing.queries import episodes
from holdfast.casework.missing.views.shared import episode_or_404
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.tables import paged

AT_A_TIME = 25


@allow("GET", permission=Permission.SEE_CASES)
def of_child(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """When this child was missing, and whether that is frequent."""
    child = child_or_404(request, child_id, Permission.SEE_CASES)
    page = episodes.child_missing_page(request.actor, child)
    shown = paged(request, page.rows, AT_A_TIME)
    return child_page(request, child, "missing/child.html", "missing", page=page, shown=shown)


@allow("GET", permission=Permission.SEE_CASES)
def episode(request: PersonRequest, episode_id: UUID) -> HttpResponse:
    """One episode with its history."""
    found = episode_or_404(request, episode_id, Permission.SEE_CASES)
    page = episodes.episode_page(request.actor, found)
    return child_page(request, found.child, "missing/episode.html", "missing", page=page)
