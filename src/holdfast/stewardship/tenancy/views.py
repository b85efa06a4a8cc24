"""Pages on the people and agencies of a partnership."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy import operations
from holdfast.stewardship.tenancy.forms import (
    AgencyFilterForm,
    AgencyForm,
    ChangeAgencyForm,
    ChangePersonForm,
    DepartureForm,
    NameForm,
    PeopleFilterForm,
    PersonForm,
)
from holdfast.stewardship.tenancy.leaving import warnings_before
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.tenancy.queries import PeopleFilter, agencies_page, people_page, person_page
from holdfast.web.pages import submit

SEE, MANAGE = Permission.SEE_PARTNERSHIP, Permission.MANAGE_PARTNERSHIP
PEOPLE = Permission.MANAGE_PEOPLE


@allow("GET", "POST", permission=SEE)
def people(request: PersonRequest) -> HttpResponse:
    """The list; a filter stands in the address, a name is posted."""
    filters = PeopleFilterForm(request.GET, actor=request.actor)
    search = NameForm(request.POST if request.method == "POST" else None)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    if search.is_bound and search.is_valid():
        wanted = {"name": search.cleaned_data["name"]}
    page = people_page(request, request.actor, PeopleFilter(**wanted))
    context = {"page": page, "filters": filters, "search": search, "may_manage": request.actor.may(PEOPLE)}
    return render(request, "stewardship/people.html", context)


@allow("GET", permission=SEE)
def person(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """One person: details, roles, seats (from the apps that have them), account."""
    try:
        page = person_page(person_id, request.actor)
    except Person.DoesNotExist:
        raise Http404
    context = {
        "page": page,
        "may_manage": request.actor.may(PEOPLE),
        "may_manage_accounts": request.actor.may(Permission.MANAGE_ACCOUNTS),
    }
    return render(request, "stewardship/person.html", context)


@allow("GET", "POST", permission=PEOPLE)
def new_person(request: PersonRequest) -> HttpResponse:
    """Add someone."""
    form = PersonForm(request.POST if request.method == "POST" else None, actor=request.actor)

    def do(fields: dict[str, Any]) -> str:
        return _to(operations.add_person(by=request.actor, **fields))

    back = reverse("stewardship:people")
    return submit(request, form, do, title="Add a person", button="Add", back=back)


@allow("GET", "POST", permission=PEOPLE)
def change_person(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Change someone's details."""
    person = _person(request, person_id)
    initial = {name: getattr(person, name) for name in operations.PERSON_FIELDS}
    initial["version"] = operations.version_of(person)
    data = request.POST if request.method == "POST" else None
    form = ChangePersonForm(data, initial=initial, actor=request.actor)

    def do(fields: dict[str, Any]) -> str:
        operations.change_person(person, by=request.actor, **fields)
        return _to(person)

    return submit(
        request, form, do, title="Change details", button="Save", back=_to(person), caption=person.name
    )


@allow("GET", "POST", permission=PEOPLE)
def end_person(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Record that someone has left."""
    person = _person(request, person_id)
    form = DepartureForm(request.POST if request.method == "POST" else None)

    def do(fields: dict[str, Any]) -> str:
        operations.end_person(person, fields["on"], by=request.actor)
        return _to(person)

    intro = "Their access and given roles end at once. What they did stays as it is."
    return submit(
        request,
        form,
        do,
        title="This person has left",
        button="End their part",
        danger=True,
        back=_to(person),
        caption=person.name,
        intro=f"{intro} {warnings_before(person)}",
    )


@allow("GET", permission=SEE)
def agencies(request: PersonRequest) -> HttpResponse:
    """The list of agencies."""
    filters = AgencyFilterForm(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    page = agencies_page(request, request.actor, **wanted)
    context = {"page": page, "filters": filters, "may_manage": request.actor.may(MANAGE)}
    return render(request, "stewardship/agencies.html", context)


@allow("GET", "POST", permission=MANAGE)
def new_agency(request: PersonRequest) -> HttpResponse:
    """Add an agency."""
    form = AgencyForm(request.POST if request.method == "POST" else None)

    def do(fields: dict[str, Any]) -> str:
        operations.add_agency(by=request.actor, **fields)
        return reverse("stewardship:agencies")

    back = reverse("stewardship:agencies")
    return submit(request, form, do, title="Add an agency", button="Add", back=back)


@allow("GET", "POST", permission=MANAGE)
def change_agency(request: PersonRequest, agency_id: UUID) -> HttpResponse:
    """Change an agency's details."""
    agency = _agency(request, agency_id)
    initial = {name: getattr(agency, name) for name in operations.AGENCY_FIELDS}
    initial["version"] = operations.version_of(agency)
    form = ChangeAgencyForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(fields: dict[str, Any]) -> str:
        operations.change_agency(agency, by=request.actor, **fields)
        return reverse("stewardship:agencies")

    back = reverse("stewardship:agencies")
    return submit(request, form, do, title="Change details", button="Save", back=back, caption=agency.name)


@allow("GET", "POST", permission=MANAGE)
def end_agency(request: PersonRequest, agency_id: UUID) -> HttpResponse:
    """Record that an agency takes part no longer."""
    agency = _agency(request, agency_id)
    form = DepartureForm(request.POST if request.method == "POST" else None)
    back = reverse("stewardship:agencies")

    def do(fields: dict[str, Any]) -> str:
        operations.end_agency(agency, fields["on"], by=request.actor)
        return back

    title, intro = "This agency has left", warnings_before(agency)
    more = {"back": back, "caption": agency.name, "intro": intro}
    return submit(request, form, do, title=title, button="End its part", **more)


def _person(request: PersonRequest, person_id: UUID) -> Person:
    people = Person.objects.visible_to(request.actor).filter(left_on__isnull=True)
    found: Person = get_object_or_404(people.select_related("agency"), pk=person_id)
    return found


def _agency(request: PersonRequest, agency_id: UUID) -> Agency:
    found: Agency = get_object_or_404(Agency.objects.visible_to(request.actor), pk=agency_id)
    return found


def _to(person: Person) -> str:
    return reverse("stewardship:person", args=[person.id])
