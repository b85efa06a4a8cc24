"""What the pages on people and agencies print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest

from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.access.scopes import scopes
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.web.tables import Page, paged

STATES = {
    "active": "Has access",
    "invited": "Invited, not signed in yet",
    "none": "No account",
    "locked": "Locked",
    "over": "Access has run out",
    "left": "Has left",
}


def with_state(people: QuerySet[Person]) -> QuerySet[Any]:
    """Add to each person `state`, a key of `STATES`."""
    never_signed_in = Q(
        account__password__startswith=UNUSABLE_PASSWORD_PREFIX, account__last_login__isnull=True
    )
    return people.annotate(
        state=Case(
            When(left_on__isnull=False, then=Value("left")),
            When(account__isnull=True, then=Value("none")),
            When(locked_at__isnull=False, then=Value("locked")),
            When(access_until__lt=clock.today(), then=Value("over")),
            When(never_signed_in, then=Value("invited")),
            default=Value("active"),
        )
    )


@dataclass(frozen=True)
class PeopleFilter:
    """What the list is narrowed to; the name is posted and never stands in an address."""

    agency: Agency | None = None
    role: str = ""
    state: str = ""
    name: str = ""


@dataclass(frozen=True)
class PersonRow:
    """One person of the list."""

    id: UUID
    name: str
    job_title: str
    agency: str
    state: str
    state_words: str


def people_page(request: HttpRequest, actor: Actor, wanted: PeopleFilter) -> Page[PersonRow]:
    """People by name, a page at a time; those who left only when asked for."""
    people = with_state(Person.objects.visible_to(actor)).select_related("agency")
    people = people.filter(state=wanted.state) if wanted.state else people.exclude(state="left")
    if wanted.agency:
        people = people.filter(agency=wanted.agency)
    if wanted.name:
        people = people.filter(name__icontains=wanted.name)
    if wanted.role:
        grants = RoleGrant.objects.filter(person=OuterRef("pk"), role=wanted.role, ended_at__isnull=True)
        people = people.filter(Exists(grants))
    found = paged(request, people.order_by("name", "id"))
    return Page([_row(person) for person in found.rows], found.number, found.previous_query, found.next_query)


def _row(person: Any) -> PersonRow:
    state: str = person.state
    agency = str(person.agency)
    return PersonRow(person.id, person.name, person.job_title, agency, state, STATES[state])


@dataclass(frozen=True)
class GrantRow:
    """A role that was given by name."""

    id: UUID
    role: str
    where: str
    granted_at: datetime
    granted_by: str


@dataclass(frozen=True)
class PersonPage:
    """A person, the roles given to them, and how their account stands."""

    person: Person
    state: str
    state_words: str
    grants: tuple[GrantRow, ...]
    is_oneself: bool


def person_page(person_id: UUID, actor: Actor) -> PersonPage:
    """Raises `Person.DoesNotExist` for whom the actor may not see."""
    people = with_state(Person.objects.visible_to(actor)).select_related("agency", "account")
    person = people.get(pk=person_id)
    grants = RoleGrant.objects.filter(person=person, ended_at__isnull=True).select_related("granted_by")
    names = scopes()
    rows = tuple(_grant_row(grant, names) for grant in grants.order_by("granted_at"))
    return PersonPage(person, person.state, STATES[person.state], rows, person.id == actor.person_id)


def _grant_row(grant: RoleGrant, names: dict[str, str]) -> GrantRow:
    where = names.get(str(grant.group_id), "one group") if grant.group_id else "the whole partnership"
    giver = grant.granted_by.name if grant.granted_by else "the set-up of the system"
    return GrantRow(grant.id, Role(grant.role).title, where, grant.granted_at, giver)


@dataclass(frozen=True)
class AgencyRow:
    """One agency of the list."""

    id: UUID
    name: str
    short_name: str
    sector: str
    is_statutory: bool
    has_left: bool
    people: int


def agencies_page(
    request: HttpRequest, actor: Actor, sector: str = "", past: bool = False
) -> Page[AgencyRow]:
    """Agencies by name; those that left only when asked for."""
    agencies = Agency.objects.visible_to(actor).filter(left_on__isnull=not past)
    if sector:
        agencies = agencies.filter(sector=sector)
    present = Count("people", filter=Q(people__left_on__isnull=True))
    found = paged(request, agencies.annotate(present=present).order_by("name"))
    rows = [
        AgencyRow(a.id, a.name, a.short_name, a.get_sector_display(), a.is_statutory, past, a.present)
        for a in found.rows
    ]
    return Page(rows, found.number, found.previous_query, found.next_query)


def agency_choices(actor: Actor) -> QuerySet[Agency]:
    """Agencies that take part now."""
    agencies: QuerySet[Agency] = Agency.objects.visible_to(actor).filter(left_on__isnull=True)
    return agencies.order_by("name")
