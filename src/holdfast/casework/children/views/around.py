"""Who and what is around a child: the child's own words, professionals, areas of risk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from holdfast.casework.children.forms.around import AreasForm, LastDayForm, ProfessionalForm, VoiceForm
from holdfast.casework.children.models import Professional, RiskArea
from holdfast.casework.children.operations.areas import set_areas
from holdfast.casework.children.operations.hearing import record_voice
from holdfast.casework.children.operations.working import (
    Working,
    add_professional,
    change_professional,
    end_professional,
)
from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.children.queries.around import around_page
from holdfast.casework.children.views.shared import child_form, row_or_404
from holdfast.groups.queries.seats import people_choices
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Agency, Person

_SEE, _RECORD = Permission.SEE_CASES, Permission.RECORD_ON_CHILD
_TAB = "around"


@allow("GET", permission=_SEE)
def around(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """The child's words, who works with the child, placements and areas of risk."""
    child = child_or_404(request, child_id, _SEE)
    return child_page(request, child, "children/around.html", _TAB, page=around_page(request.actor, child))


@allow("GET", "POST", permission=_RECORD)
def new_voice(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Write down what the child said, or why the child was not heard."""
    child = child_or_404(request, child_id, _RECORD)

    def do(sent: dict[str, Any]) -> None:
        record_voice(by=request.actor, child=child, **sent)

    return child_form(
        request, child, VoiceForm(request.POST or None), do, title="Wishes and views", button="Record it",
        done="It is recorded.", tab=_TAB,
    )  # fmt: skip


@allow("GET", "POST", permission=_RECORD)
def areas(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Say for which areas of risk the child is known."""
    child = child_or_404(request, child_id, _RECORD)
    known = RiskArea.objects.filter(child=child, ended_on=None).values_list("area", flat=True)

    def do(sent: dict[str, Any]) -> None:
        set_areas(by=request.actor, child=child, areas=frozenset(sent["areas"]), reason=sent["reason"])

    form = AreasForm(request.POST or None, initial={"areas": list(known)})
    return child_form(
        request, child, form, do, title="Areas of risk", button="Save", done="The areas of risk are saved.",
        tab=_TAB,
    )  # fmt: skip


def _professional_form(request: PersonRequest, initial: dict[str, Any] | None = None) -> ProfessionalForm:
    agencies = Agency.objects.visible_to(request.actor).order_by("name")
    return ProfessionalForm(
        request.POST or None,
        initial=initial or {"agency": str(request.actor.agency_id), "from_on": clock.today()},
        agencies=[(str(agency.pk), agency.name) for agency in agencies],
        people=people_choices(request.actor, clock.today()),
    )


def _working(request: PersonRequest, sent: dict[str, Any]) -> Working:
    person = Person.objects.visible_to(request.actor).get(pk=sent["person"]) if sent["person"] else None
    agency = Agency.objects.visible_to(request.actor).get(pk=sent["agency"])
    return Working(**(sent | {"agency": agency, "person": person}))


@allow("GET", "POST", permission=_RECORD)
def new_professional(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record somebody who works with the child."""
    child = child_or_404(request, child_id, _RECORD)

    def do(sent: dict[str, Any]) -> None:
        add_professional(by=request.actor, child=child, working=_working(request, sent))

    return child_form(
        request, child, _professional_form(request), do, title="Somebody who works with the child",
        button="Add them", done="They are recorded.", tab=_TAB,
        intro="Members of the case meeting from that agency see this record while somebody of it works here.",
    )  # fmt: skip


@allow("GET", "POST", permission=_RECORD)
def professional(request: PersonRequest, child_id: UUID, professional_id: UUID) -> HttpResponse:
    """Correct who it is, or how to reach them."""
    child = child_or_404(request, child_id, _RECORD)
    row = row_or_404(Professional, child, professional_id)
    names = ("role", "name", "email", "telephone", "from_on")
    initial = {name: getattr(row, name) for name in names}
    initial |= {"agency": str(row.agency_id), "person": str(row.person_id or "")}

    def do(sent: dict[str, Any]) -> None:
        change_professional(by=request.actor, professional=row, working=_working(request, sent))

    return child_form(
        request, child, _professional_form(request, initial), do, button="Save", done="It is changed.",
        title="Change somebody who works with the child", tab=_TAB,
    )  # fmt: skip


@allow("GET", "POST", permission=_RECORD)
def professional_end(request: PersonRequest, child_id: UUID, professional_id: UUID) -> HttpResponse:
    """Record somebody's last day with the child."""
    child = child_or_404(request, child_id, _RECORD)
    row = row_or_404(Professional, child, professional_id)

    def do(sent: dict[str, Any]) -> None:
        end_professional(by=request.actor, professional=row, to_on=sent["to_on"])

    form = LastDayForm(request.POST or None, initial={"to_on": clock.today()})
    return child_form(
        request, child, form, do, title=f"{row} no longer works with the child", button="Save", tab=_TAB,
        done="It is recorded.",
    )  # fmt: skip
