"""The register of services with places and waits, and what could not be given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.casework.children.groups import casework_groups
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.forms.around import ProvisionForm
from holdfast.casework.referrals.models import Provision
from holdfast.casework.referrals.operations.interventions import pathways_of
from holdfast.casework.referrals.queries.offering import missing_from_register
from holdfast.casework.referrals.queries.provisions import gap_counts, open_at, provision_rows
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record
from holdfast.web.pages import submit


@allow("GET", permission=Permission.SEE_CASES)
def provision_list(request: PersonRequest) -> HttpResponse:
    """Every service: places, waits, and the gaps of the last year."""
    pathways = tuple(one for group in casework_groups() for one in pathways_of(group, clock.today()))
    context = {
        "rows": provision_rows(),
        "gaps": gap_counts(),
        "missing": missing_from_register(pathways) if pathways else [],
        "may_keep": request.actor.may(Permission.KEEP_REFERRALS),
        "may_refer": request.actor.may(Permission.REFER),
    }
    return render(request, "referrals/provisions.html", context)


@allow("GET", permission=Permission.SEE_CASES)
def provision(request: PersonRequest, provision_id: UUID) -> HttpResponse:
    """One service, and those children whom this person may see for whom it is open."""
    found = get_object_or_404(Provision.objects.visible_to(request.actor), pk=provision_id)
    waiting = open_at(found, request.actor)
    record("listed interventions", found, by=request.actor, rows=[str(row.pk) for row in waiting])
    [row] = provision_rows(found.pk)
    context = {
        "provision": found,
        "row": row,
        "interventions": waiting,
        "may_keep": request.actor.may(Permission.KEEP_REFERRALS),
        "may_refer": request.actor.may(Permission.REFER),
    }
    return render(request, "referrals/provision.html", context)


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def new_provision(request: PersonRequest) -> HttpResponse:
    """Add a service to the register."""
    form = ProvisionForm(request.POST or None)

    def do(_: dict[str, Any]) -> str:
        kept = operations.keep_provision(by=request.actor, **form.stated())
        messages.success(request, f"{kept} is in the register.")
        return reverse("referrals:provisions")

    return submit(
        request, form, do, title="Add a service", button="Add", back=reverse("referrals:provisions")
    )


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def provision_details(request: PersonRequest, provision_id: UUID) -> HttpResponse:
    """Change what is stated of a service, or close it."""
    found = get_object_or_404(Provision.objects.visible_to(request.actor), pk=provision_id)
    back = reverse("referrals:provision", args=[found.pk])
    form = ProvisionForm(request.POST or None, initial=model_to_dict(found))

    def do(_: dict[str, Any]) -> str:
        operations.keep_provision(by=request.actor, provision=found, **form.stated())
        messages.success(request, "The service is changed.")
        return back

    return submit(
        request, form, do, title="Change this service", button="Save", back=back, caption=found.name
    )
