"""Lists of matters, and one matter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from holdfast.groups.models import Board
from holdfast.groups.operations.rows import visible
from holdfast.groups.queries.group import visible_group
from holdfast.groups.tabs import tabs
from holdfast.kernel import clock
from holdfast.obligations.concerns import queries
from holdfast.obligations.concerns.forms import FilterForm
from holdfast.obligations.concerns.queries import MatterFilter
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import or_404
from holdfast.web.tables import paged


def _listed(request: PersonRequest, wanted: MatterFilter, form: FilterForm) -> dict[str, Any]:
    page = paged(request, queries.matters_for(request.actor, wanted))
    today = clock.today()
    rows = [queries.matter_row(matter, today) for matter in page.rows]
    return {"form": form, "page": page, "rows": rows, "wanted": wanted}


@allow("GET")
def matters(request: PersonRequest) -> HttpResponse:
    """Everything of every group that this person may see."""
    seen = (Permission.SEE_CONCERNS, Permission.SEE_BOARD_CONCERNS)
    if not any(request.actor.may(permission) for permission in seen):
        raise PermissionDenied("Concerns are for the members of a group, or of a Board.")
    form = FilterForm(request.GET or None, has_ways=False)
    return render(request, "concerns/list.html", _listed(request, form.wanted(), form))


@allow("GET", permission=Permission.SEE_CONCERNS)
def of_group(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """What one group has sent and received."""
    group = visible_group(request.actor, group_id)
    request.actor.require(Permission.SEE_CONCERNS, group.pk)
    form = FilterForm(request.GET or None)
    context = _listed(request, form.wanted(group_id=group.pk), form) | {
        "group": group,
        "tabs": tabs(request, group, "concerns"),
        "may_send": request.actor.may(Permission.SEND_CONCERN, group.pk),
        "may_publish": request.actor.may(Permission.PUBLISH_GROUP, group.pk),
    }
    return render(request, "concerns/of_group.html", context)


@allow("GET", permission=Permission.SEE_BOARD_CONCERNS)
def of_board(request: PersonRequest, board_id: UUID) -> HttpResponse:
    """What one Board has been sent, and what it sent."""
    board = visible(Board, board_id, request.actor)
    form = FilterForm(request.GET or None)
    context = _listed(request, form.wanted(board_id=board.pk), form) | {
        "board": board,
        "may_send": queries.acts_for_board(request.actor),
    }
    return render(request, "concerns/of_board.html", context)


@allow("GET")
def matter(request: PersonRequest, matter_id: UUID) -> HttpResponse:
    """One matter with its history."""
    page = or_404(queries.matter_page, request.actor, matter_id)
    return render(request, "concerns/concern.html", {"page": page})
