"""Who sits where: members on any date, a seat with its history, appointing and ending."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.groups.forms.seats import (
    AppointForm,
    CooptForm,
    DatesForm,
    DeputyForm,
    EndAppointmentForm,
    EndDeputyshipForm,
    OnForm,
)
from holdfast.groups.forms.structure import ReasonForm
from holdfast.groups.models import Appointment, Deputyship, Seat
from holdfast.groups.operations import deputies as deputy_operations
from holdfast.groups.operations import seats as operations
from holdfast.groups.operations.rows import visible
from holdfast.groups.queries.group import members_page, visible_group
from holdfast.groups.queries.seats import people_choices, seat_page
from holdfast.groups.tabs import tabs
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.leaving import warnings_before
from holdfast.web.forms import Form
from holdfast.web.pages import submit, submit_thanking

MANAGE = Permission.MANAGE_SEATS
SEE = Permission.SEE_GROUP


@allow("GET", permission=SEE)
def members(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Who sat in the group on a date: today, or `?on=2025-03-01`."""
    group = visible_group(request.actor, group_id)
    today = clock.today()
    form = OnForm(request.GET) if _asks_for_a_date(request) else OnForm(initial={"on": today})
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else today
    page = members_page(request.actor, group, day)
    context = {"page": page, "group": group, "form": form, "is_today": day == today}
    return render(request, "groups/members.html", {**context, "tabs": tabs(request, group, "members")})


def _asks_for_a_date(request: PersonRequest) -> bool:
    return any(name == "on" or name.startswith("on_") for name in request.GET)


@allow("GET", permission=SEE)
def seat(request: PersonRequest, seat_id: UUID) -> HttpResponse:
    """A seat with its history."""
    found = _seat(request, seat_id)
    page = seat_page(request.actor, found, clock.today())
    context = {"page": page, "seat": found, "group": found.group}
    return render(request, "groups/seat.html", {**context, "tabs": tabs(request, found.group, "members")})


def _seat(request: PersonRequest, seat_id: UUID) -> Seat:
    found = visible(Seat, seat_id, request.actor)
    if request.method == "POST":
        request.actor.require(MANAGE, found.group_id)
    return found


def seat_url(seat_id: UUID) -> str:
    """The address of a seat."""
    return reverse("groups:seat", args=[seat_id])


@allow("GET", "POST", permission=MANAGE)
def appoint(request: PersonRequest, seat_id: UUID) -> HttpResponse:
    """Appoint somebody to a seat."""
    found = _seat(request, seat_id)
    request.actor.require(MANAGE, found.group_id)
    today = clock.today()
    page = seat_page(request.actor, found, today)

    def do(data: dict[str, Any]) -> str:
        made = operations.appoint(seat_id, UUID(data.pop("person")), by=request.actor, **data)
        messages.success(request, _appointed(made, found))
        return seat_url(seat_id)

    form = AppointForm(
        request.POST or None,
        people=people_choices(request.actor, today, found.agency_id),
        is_held=not page.has_place,
        initial={"from_on": today},
    )
    title = f"Appoint to {found.title}"
    return submit(
        request, form, do, title=title, button="Appoint", back=seat_url(seat_id), caption=found.group
    )


def _appointed(made: Appointment, seat: Seat) -> str:
    words = f"{made.person.name} is appointed to {seat.title}."
    if seat.agency_id and made.person.agency_id != seat.agency_id:
        words += f" Note: the seat is for {seat.agency}, and {made.person.name} is from {made.person.agency}."
    return words


@allow("GET", "POST", permission=MANAGE)
def coopt(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Co-opt somebody beyond the seats of the terms."""
    group = visible_group(request.actor, group_id)
    request.actor.require(MANAGE, group_id)
    today = clock.today()

    def do(data: dict[str, Any]) -> str:
        made = operations.coopt(group_id, UUID(data.pop("person")), by=request.actor, **data)
        messages.success(request, f"{made.person.name} is co-opted.")
        return reverse("groups:members", args=[group_id])

    people = people_choices(request.actor, today)
    form = CooptForm(request.POST or None, people=people, initial={"from_on": today})
    back = reverse("groups:members", args=[group_id])
    return submit(request, form, do, title="Co-opt somebody", button="Co-opt", back=back, caption=group)


@allow("GET", "POST", permission=MANAGE)
def name_deputy(request: PersonRequest, seat_id: UUID) -> HttpResponse:
    """Name a standing deputy of a seat."""
    found = _seat(request, seat_id)
    request.actor.require(MANAGE, found.group_id)
    today = clock.today()

    def do(data: dict[str, Any]) -> str:
        deputy_operations.name_deputy(seat_id, UUID(data.pop("person")), by=request.actor, **data)
        messages.success(request, "The deputy is named.")
        return seat_url(seat_id)

    people = people_choices(request.actor, today, found.agency_id)
    form = DeputyForm(request.POST or None, people=people, initial={"from_on": today})
    title = f"Name a standing deputy for {found.title}"
    return submit(request, form, do, title=title, button="Name", back=seat_url(seat_id), caption=found.group)


def _act(
    request: PersonRequest,
    row: Appointment | Deputyship,
    form: Form,
    do: Callable[..., object],
    *,
    title: str,
    button: str,
    done: str,
    intro: str = "",
) -> HttpResponse:
    """A form about one appointment or deputyship, leading back to its seat."""
    request.actor.require(MANAGE, row.group_id)
    return submit_thanking(
        request, form, lambda sent: do(row.pk, by=request.actor, **sent), thanks=done,
        then=seat_url(row.seat_id), title=title.format(row.person.name), button=button,
        caption=row.seat.title, intro=intro,
    )  # fmt: skip


@allow("GET", "POST", permission=MANAGE)
def end_appointment(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    """End an appointment."""
    row = visible(Appointment, appointment_id, request.actor)
    form = EndAppointmentForm(request.POST or None, initial={"on": clock.today()})
    title, done = "End the appointment of {}", "The appointment's end is recorded."
    words = {"title": title, "button": "End the appointment", "done": done, "intro": warnings_before(row)}
    return _act(request, row, form, operations.end_appointment, **words)


@allow("GET", "POST", permission=MANAGE)
def correct_dates(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    """Correct an appointment's dates."""
    row = visible(Appointment, appointment_id, request.actor)
    form = DatesForm(request.POST or None, initial={"from_on": row.from_on, "to_on": row.to_on})
    title, done = "Correct the dates of {}", "The dates are corrected."
    return _act(request, row, form, operations.correct_appointment, title=title, button="Save", done=done)


@allow("GET", "POST", permission=MANAGE)
def withdraw(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    """Take back an appointment that has not begun."""
    row = visible(Appointment, appointment_id, request.actor)
    form = ReasonForm(request.POST or None)
    title, done = "Withdraw the appointment of {}", "The appointment is withdrawn."
    return _act(
        request, row, form, operations.withdraw_appointment, title=title, button="Withdraw", done=done
    )


@allow("GET", "POST", permission=MANAGE)
def end_deputyship(request: PersonRequest, deputyship_id: UUID) -> HttpResponse:
    """End a standing deputyship."""
    row = visible(Deputyship, deputyship_id, request.actor)
    form = EndDeputyshipForm(request.POST or None, initial={"on": clock.today()})
    title, done = "End the deputyship of {}", "The deputyship's end is recorded."
    return _act(request, row, form, deputy_operations.end_deputyship, title=title, button="End it", done=done)
