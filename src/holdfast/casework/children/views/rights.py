"""Who may see a record: restricting it, its guardian, named people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from holdfast.casework.children.forms.rights import GrantForm, PersonForm, ReasonForm
from holdfast.casework.children.models import Child, Grant
from holdfast.casework.children.operations.granting import end_grant, grant_access
from holdfast.casework.children.operations.restricting import (
    hand_over,
    is_guardian,
    lift_restriction,
    restrict_record,
)
from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.children.queries.rights import rights_page
from holdfast.casework.children.views.shared import child_form, row_or_404
from holdfast.groups.queries.seats import people_choices
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Permission, Role
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Person

_SEE = Permission.SEE_CASES
_TAB = "rights"


def keeps(actor: Actor, child: Child) -> bool:
    """Whether somebody has to do with who may see this record."""
    return actor.may(Permission.KEEP_CHILDREN) or is_guardian(actor, child)


def _kept(request: PersonRequest, child_id: UUID) -> Child:
    child = child_or_404(request, child_id, _SEE)
    if not keeps(request.actor, child):
        raise PermissionDenied("This is for those who keep children's records, and for a record's guardian.")
    return child


def _guarded(request: PersonRequest, child_id: UUID) -> Child:
    child = child_or_404(request, child_id, _SEE)
    if not is_guardian(request.actor, child):
        raise PermissionDenied("Only the guardian of this record does this.")
    return child


def guardian_choices() -> list[tuple[str, str]]:
    """The people who can be a record's guardian."""
    held = RoleGrant.objects.filter(role=Role.GUARDIAN, ended_at=None).values("person_id")
    people = Person.objects.able_to_act().filter(pk__in=held).select_related("agency").order_by("name")
    return [(str(person.pk), f"{person.name}, {person.agency}") for person in people]


@allow("GET", permission=_SEE)
def rights(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Who may see the record, and who opened it."""
    child = _kept(request, child_id)
    return child_page(request, child, "children/rights.html", _TAB, page=rights_page(request.actor, child))


@allow("GET", "POST", permission=Permission.KEEP_CHILDREN)
def restriction(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Close the record to all but its guardian and those whom the guardian names."""
    child = child_or_404(request, child_id, Permission.KEEP_CHILDREN)

    def do(sent: dict[str, Any]) -> None:
        guardian = Person.objects.get(pk=sent["person"])
        restrict_record(by=request.actor, child=child, guardian=guardian, reason=sent["reason"])

    return child_form(
        request, child, PersonForm(request.POST or None, people=guardian_choices(), label="Guardian"), do,
        title="Restrict this record", button="Restrict", danger=True, tab=_TAB, then=reverse("children:list"),
        done=f"The record {child.reference} is restricted. Its guardian says who may see it.",
        intro="Nobody sees it then but its guardian and the people whom the guardian names: you will not"
        " see it yourself. Sharing with other partnerships ends.",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.GUARD_CHILDREN)
def restriction_end(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Open the record again to all who would see it by their role."""
    child = _guarded(request, child_id)

    def do(sent: dict[str, Any]) -> None:
        lift_restriction(by=request.actor, child=child, reason=sent["reason"])

    form = ReasonForm(request.POST or None, label="Why")
    return child_form(
        request, child, form, do, title="Lift the restriction", button="Lift",
        danger=True, done="The record is open again.", tab=_TAB, then=reverse("children:guarded"),
        intro="Everybody sees it then who would by their role. Every grant to a named person ends.",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.GUARD_CHILDREN)
def guardian(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Hand the record over to another guardian."""
    child = _guarded(request, child_id)

    def do(sent: dict[str, Any]) -> None:
        to = Person.objects.get(pk=sent["person"])
        hand_over(by=request.actor, child=child, to=to, reason=sent["reason"])

    form = PersonForm(request.POST or None, people=guardian_choices(), label="New guardian")
    return child_form(
        request, child, form, do, title="Hand the record over", button="Hand over", tab=_TAB, danger=True,
        done=f"The record {child.reference} has another guardian.", then=reverse("children:guarded"),
        intro="You will not see it any more, unless the new guardian names you.",
    )  # fmt: skip


@allow("GET", "POST", permission=_SEE)
def new_grant(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Let a named person see the record until a day."""
    child = _guarded(request, child_id) if _is_restricted(request, child_id) else _kept(request, child_id)

    def do(sent: dict[str, Any]) -> None:
        person = Person.objects.get(pk=sent.pop("person"))
        grant_access(by=request.actor, child=child, person=person, **sent)

    people = people_choices(request.actor, clock.today())
    return child_form(
        request, child, GrantForm(request.POST or None, people=people), do, tab=_TAB,
        title="Let somebody see this record", button="Let them see it", done="They see the record now.",
    )  # fmt: skip


def _is_restricted(request: PersonRequest, child_id: UUID) -> bool:
    rows = Child.objects.visible_to(request.actor).filter(pk=child_id, is_restricted=True)
    return bool(rows.exists())


@allow("POST", permission=_SEE)
def grant_end(request: PersonRequest, child_id: UUID, sight_id: UUID) -> HttpResponse:
    """Close the record to that person."""
    child = _kept(request, child_id)
    row = row_or_404(Grant, child, sight_id)

    def do(_: dict[str, Any]) -> None:
        end_grant(by=request.actor, grant=row)

    from holdfast.web.forms import Form

    return child_form(
        request, child, Form(request.POST), do, title="End this grant", button="End it",
        done="They do not see the record any more.", tab=_TAB,
    )  # fmt: skip
