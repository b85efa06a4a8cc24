"""The pages of Boards and the dates on which they meet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.groups.forms.structure import BoardDatesForm, BoardForm
from holdfast.groups.models import BoardMeeting
from holdfast.groups.operations import boards as operations
from holdfast.groups.operations.rows import visible
from holdfast.groups.queries.structure import board_page
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.forms import Form
from holdfast.web.pages import submit
from holdfast.web.words import counted, day

MANAGE = Permission.MANAGE_PARTNERSHIP


@allow("GET", permission=Permission.SEE_PARTNERSHIP)
def board(request: PersonRequest, board_id: UUID) -> HttpResponse:
    """A Board, its dates, its groups."""
    page = board_page(request.actor, board_id, clock.today())
    return render(request, "groups/board.html", {"page": page})


@allow("GET", "POST", permission=MANAGE)
def new_board(request: PersonRequest) -> HttpResponse:
    """Add a Board."""

    def do(data: dict[str, Any]) -> str:
        made = operations.add_board(by=request.actor, name=data["name"], short_name=data["short_name"])
        return reverse("groups:board", args=[made.pk])

    form = BoardForm(request.POST or None, initial={"version": 0})
    back = reverse("groups:partnership")
    return submit(request, form, do, title="Add a Board", button="Add the Board", back=back)


@allow("GET", "POST", permission=MANAGE)
def change_board(request: PersonRequest, board_id: UUID) -> HttpResponse:
    """Rename a Board."""
    page = board_page(request.actor, board_id, clock.today())
    back = reverse("groups:board", args=[board_id])

    def do(data: dict[str, Any]) -> str:
        operations.change_board(board_id, by=request.actor, **data)
        messages.success(request, "The Board is changed.")
        return back

    initial = {"name": page.name, "short_name": page.short_name, "version": page.version}
    form = BoardForm(request.POST or None, initial=initial)
    return submit(request, form, do, title=f"Change {page.name}", button="Save", back=back)


@allow("GET", "POST", permission=MANAGE)
def add_dates(request: PersonRequest, board_id: UUID) -> HttpResponse:
    """Add many dates at once."""
    page = board_page(request.actor, board_id, clock.today())
    back = reverse("groups:board", args=[board_id])

    def do(data: dict[str, Any]) -> str:
        new = operations.add_board_meetings(board_id, data["days"], by=request.actor)
        messages.success(request, f"{counted(new, 'date')} added.".capitalize())
        return back

    form = BoardDatesForm(request.POST or None)
    title = f"Add dates on which {page.short_name or page.name} meets"
    return submit(request, form, do, title=title, button="Add the dates", back=back)


@allow("GET", "POST", permission=MANAGE)
def remove_date(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Take a date away."""
    meeting = visible(BoardMeeting, meeting_id, request.actor)
    back = reverse("groups:board", args=[meeting.board_id])

    def do(data: dict[str, Any]) -> str:
        operations.remove_board_meeting(meeting_id, by=request.actor)
        messages.success(request, "The date is removed.")
        return back

    title = f"Remove {day(meeting.held_on)}"
    intro = f"{meeting.board} does not meet on that day after all. Groups may then meet on it."
    form = Form(request.POST if request.method == "POST" else None)
    return submit(request, form, do, title=title, button="Remove the date", back=back, intro=intro)
