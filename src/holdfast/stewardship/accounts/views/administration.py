"""User administration on a person's page; each step asks for a recent proof of who is acting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Permission, Role
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts import operations
from holdfast.stewardship.accounts.forms import AccessLimitForm, ConfirmForm, RoleForm
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.stewardship.tenancy.models import Person
from holdfast.web.pages import submit

ACCOUNTS = Permission.MANAGE_ACCOUNTS
Act = Callable[..., None]


@allow("GET", "POST", permission=ACCOUNTS)
@recently_proven
def invitation(request: PersonRequest, person_id: UUID) -> HttpResponseBase:
    """Invite someone, or start their sign-in afresh."""
    person = _person(request, person_id)
    if person.account_id is None:
        intro = (
            f"An email goes to {person.email or 'their address'}, with a link that works once, for 7 days."
        )
        return _confirm(
            request, person, operations.invite, "Invite to Holdfast", "Send the invitation", intro
        )
    intro = "Their password, one-time codes and passkeys stop working, and a new link is sent to them."
    return _confirm(request, person, operations.invite_again, "Invite again", "Send a new invitation", intro)


@allow("GET", "POST", permission=ACCOUNTS)
@recently_proven
def lock(request: PersonRequest, person_id: UUID) -> HttpResponseBase:
    """Close the partnership to someone."""
    intro = "They can do nothing more here, from their next click on. You can open it again."
    return _confirm(request, _person(request, person_id), operations.lock, "Lock this access", "Lock", intro)


@allow("GET", "POST", permission=ACCOUNTS)
@recently_proven
def unlock(request: PersonRequest, person_id: UUID) -> HttpResponseBase:
    """Open it again."""
    intro = "They can sign in again, with the roles that they have."
    return _confirm(request, _person(request, person_id), operations.unlock, "Unlock", "Unlock", intro)


@allow("GET", "POST", permission=ACCOUNTS)
@recently_proven
def access_limit(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Let access run out by itself."""
    person = _person(request, person_id)
    data = request.POST if request.method == "POST" else None
    form = AccessLimitForm(data, initial={"until": person.access_until})

    def do(fields: dict[str, Any]) -> str:
        operations.limit_access(person, fields["until"], by=request.actor)
        return _to(person_id)

    title = "When does their access end?"
    return submit(request, form, do, title=title, button="Save", back=_to(person_id), caption=person.name)


@allow("GET", "POST", permission=ACCOUNTS)
@recently_proven
def new_role(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Give a role."""
    person = _person(request, person_id)
    form = RoleForm(request.POST if request.method == "POST" else None)

    def do(fields: dict[str, Any]) -> str:
        group_id = UUID(fields["group"]) if fields["group"] else None
        operations.give_role(person, Role(fields["role"]), group_id, by=request.actor)
        return _to(person_id)

    back = _to(person_id)
    return submit(request, form, do, title="Give a role", button="Give", back=back, caption=person.name)


@allow("GET", "POST", permission=ACCOUNTS)
@recently_proven
def end_role(request: PersonRequest, person_id: UUID, grant_id: UUID) -> HttpResponseBase:
    """Take a role away."""
    person = _person(request, person_id)
    grants = RoleGrant.objects.visible_to(request.actor).filter(person=person, ended_at__isnull=True)
    grant: RoleGrant = get_object_or_404(grants.select_related("person"), pk=grant_id)

    def take_away(person: Person, *, by: Any) -> None:
        operations.take_role_away(grant, by=by)

    title = f"Take away: {Role(grant.role).title.lower()}"
    intro = "It ends at once. What they did in that role stays as it is."
    return _confirm(request, person, take_away, title, "Take away", intro)


def _confirm(
    request: PersonRequest, person: Person, act: Act, title: str, button: str, intro: str
) -> HttpResponse:
    form = ConfirmForm(request.POST if request.method == "POST" else None)

    def do(_: dict[str, Any]) -> str:
        act(person, by=request.actor)
        messages.success(request, "Done. It acts at once.")
        return _to(person.id)

    back = _to(person.id)
    return submit(request, form, do, title=title, button=button, back=back, intro=intro, caption=person.name)


def _person(request: PersonRequest, person_id: UUID) -> Person:
    people = Person.objects.visible_to(request.actor).filter(left_on__isnull=True)
    found: Person = get_object_or_404(people.select_related("account"), pk=person_id)
    return found


def _to(person_id: UUID) -> str:
    return reverse("stewardship:person", args=[person_id])
