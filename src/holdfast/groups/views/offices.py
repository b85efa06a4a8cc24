"""Recording who holds an office of a group."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse

from holdfast.groups.forms.seats import EndAppointmentForm, OfficeForm
from holdfast.groups.models import OfficeHolding
from holdfast.groups.operations import offices as operations
from holdfast.groups.operations.rows import visible
from holdfast.groups.queries.group import visible_group
from holdfast.groups.queries.seats import people_choices
from holdfast.groups.rules.offices import WAYS, ways_of
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.leaving import warnings_before
from holdfast.web.pages import submit

MANAGE = Permission.MANAGE_SEATS


@allow("GET", "POST", permission=MANAGE)
def give_office(request: PersonRequest, group_id: UUID, office: str) -> HttpResponse:
    """Record who holds an office."""
    group = visible_group(request.actor, group_id)
    request.actor.require(MANAGE, group_id)
    today = clock.today()
    found = operations.office_of(group_id, office, today)
    if found is None:
        raise Http404
    back = reverse("groups:members", args=[group_id])

    def do(data: dict[str, Any]) -> str:
        person = UUID(data.pop("person"))
        operations.give_office(group_id, found.key, person, by=request.actor, **data)
        messages.success(request, "The office is recorded.")
        return back

    ways = [(way, WAYS[way].capitalize()) for way in ways_of(found)]
    people = people_choices(request.actor, today)
    form = OfficeForm(request.POST or None, people=people, ways=ways, initial={"from_on": today})
    title = f"Record who is {found.name}"
    return submit(request, form, do, title=title, button="Record", back=back, caption=group)


@allow("GET", "POST", permission=MANAGE)
def end_office(request: PersonRequest, holding_id: UUID) -> HttpResponse:
    """Record the last day in an office."""
    row = visible(OfficeHolding, holding_id, request.actor)
    request.actor.require(MANAGE, row.group_id)
    back = reverse("groups:members", args=[row.group_id])

    def do(data: dict[str, Any]) -> str:
        operations.end_office(holding_id, by=request.actor, **data)
        messages.success(request, "The end of the office is recorded.")
        return back

    form = EndAppointmentForm(request.POST or None, initial={"on": clock.today()})
    title = f"End {row.person.name}'s time as {row.office.replace('-', ' ')}"
    intro = warnings_before(row)
    return submit(request, form, do, title=title, button="Record the end", back=back, intro=intro)
