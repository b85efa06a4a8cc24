"""The partnership at a glance, a group's page, and placing groups in their tree."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.groups.forms.structure import EndForm, GroupForm, ReasonForm
from holdfast.groups.models import Group
from holdfast.groups.operations import structure as operations
from holdfast.groups.queries.group import group_page, visible_group
from holdfast.groups.queries.seats import vacancies_page
from holdfast.groups.queries.structure import partnership_page, place_of
from holdfast.groups.tabs import tabs
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit

MANAGE = Permission.MANAGE_PARTNERSHIP


def url_of(group: Group | UUID) -> str:
    """The address of a group's page."""
    return reverse("groups:group", args=[group.pk if isinstance(group, Group) else group])


@allow("GET", permission=Permission.SEE_PARTNERSHIP)
def partnership(request: PersonRequest) -> HttpResponse:
    """Boards, the tree of groups, agencies."""
    page = partnership_page(request.actor, clock.today())
    return render(request, "groups/partnership.html", {"page": page})


@allow("GET", permission=Permission.SEE_GROUP)
def vacancies(request: PersonRequest) -> HttpResponse:
    """Every empty seat."""
    rows = vacancies_page(request.actor, clock.today())
    return render(request, "groups/vacancies.html", {"rows": rows})


@allow("GET", permission=Permission.SEE_GROUP)
def group(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """A group today."""
    found = visible_group(request.actor, group_id)
    page = group_page(request.actor, found, clock.today())
    context = {"page": page, "group": found, "tabs": tabs(request, found, "overview")}
    return render(request, "groups/group.html", context)


@allow("GET", "POST", permission=MANAGE)
def new_group(request: PersonRequest) -> HttpResponse:
    """Add a group."""

    def do(data: dict[str, Any]) -> str:
        return url_of(operations.add_group(by=request.actor, **_placed(data)))

    form = GroupForm(request.POST or None, initial={"version": 0}, actor=request.actor)
    back = reverse("groups:partnership")
    return submit(request, form, do, title="Add a group", button="Add the group", back=back)


@allow("GET", "POST", permission=MANAGE)
def change_group(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Rename or move a group."""
    found = visible_group(request.actor, group_id)
    request.actor.require(MANAGE, group_id)

    def do(data: dict[str, Any]) -> str:
        operations.change_group(group_id, by=request.actor, version=data["version"], **_placed(data))
        messages.success(request, "The group is changed.")
        return url_of(group_id)

    initial = _initial(request, found)
    form = GroupForm(request.POST or None, initial=initial, actor=request.actor, own_id=group_id)
    title = f"Change {found.name}"
    return submit(request, form, do, title=title, button="Save", back=url_of(group_id))


def _placed(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": data["name"],
        "short_name": data["short_name"],
        "level": data["level"],
        "parent_id": UUID(data["parent"]) if data["parent"] else None,
        "board_ids": [UUID(board) for board in data["boards"]],
    }


def _initial(request: PersonRequest, found: Group) -> dict[str, Any]:
    place = place_of(request.actor, found.pk)
    return {
        "name": found.name,
        "short_name": found.short_name,
        "level": found.level,
        "parent": str(found.parent_id or ""),
        "boards": [str(pk) for pk, _ in place.boards],
        "version": found.version,
    }


@allow("GET", "POST", permission=MANAGE)
def end_group(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Record a group's last day."""
    found = visible_group(request.actor, group_id)
    request.actor.require(MANAGE, group_id)

    def do(data: dict[str, Any]) -> str:
        operations.end_group(group_id, by=request.actor, **data)
        messages.success(request, f"The end of {found} is recorded. Its papers and history stay.")
        return url_of(group_id)

    form = EndForm(request.POST or None, initial={"on": clock.today()})
    intro = "Its seats, meetings and minutes stay where they are, to read."
    title = f"End {found.name}"
    return submit(request, form, do, title=title, button="End the group", back=url_of(found), intro=intro)


@allow("GET", "POST", permission=MANAGE)
def resume_group(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Take back the end of a group."""
    found = visible_group(request.actor, group_id)
    request.actor.require(MANAGE, group_id)

    def do(data: dict[str, Any]) -> str:
        operations.resume_group(group_id, by=request.actor, **data)
        return url_of(group_id)

    form = ReasonForm(request.POST or None)
    return submit(
        request, form, do, title=f"Resume {found.name}", button="Resume the group", back=url_of(found)
    )
