"""Access to health, and procedures that no meeting replaces."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.children.pages import child_or_404
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.forms.around import HealthForm, NotSeenForm, ProcedureForm, SeenForm
from holdfast.casework.referrals.models import HealthAccess, Procedure
from holdfast.casework.referrals.queries.health import health_page
from holdfast.casework.referrals.views.shared import row_or_404, within
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record
from holdfast.web.pages import submit


@allow("GET", permission=Permission.SEE_CASES)
def health_list(request: PersonRequest) -> HttpResponse:
    """Who waits for health, and how long children waited, in working days."""
    page = health_page(request.actor)
    record("listed health access", by=request.actor, rows=[str(row.pk) for row in page.waiting])
    return render(request, "referrals/health.html", {"page": page})


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def to_health(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record a referral to a health service."""
    child = child_or_404(request, child_id, Permission.RECORD_ON_CHILD)

    def do(sent: dict[str, Any]) -> str:
        operations.record_health_access(by=request.actor, child=child, **sent)
        messages.success(request, "The referral to health is recorded.")
        return reverse("referrals:of-child", args=[child.pk])

    form = HealthForm(request.POST or None)
    return submit(request, form, do, title="Referred to health", button="Save", **within(request, child))


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def seen(request: PersonRequest, health_id: UUID) -> HttpResponse:
    """Record when the child was first seen."""
    found = row_or_404(request, HealthAccess, health_id, "child")

    def do(sent: dict[str, Any]) -> str:
        operations.record_seen(by=request.actor, access=found, **sent)
        messages.success(request, "It is recorded that the child was seen.")
        return reverse("referrals:of-child", args=[found.child_id])

    form = SeenForm(request.POST or None, initial={"seen_on": found.seen_on, "fit": found.fit})
    return submit(request, form, do, title="First seen", button="Save", **within(request, found.child))


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def not_seen(request: PersonRequest, health_id: UUID) -> HttpResponse:
    """Record that the child will not be seen."""
    found = row_or_404(request, HealthAccess, health_id, "child")

    def do(sent: dict[str, Any]) -> str:
        operations.end_health_access(by=request.actor, access=found, **sent)
        messages.success(request, "It is recorded that the child was not seen.")
        return reverse("referrals:of-child", args=[found.child_id])

    form = NotSeenForm(request.POST or None)
    return submit(request, form, do, title="Not seen", button="Save", **within(request, found.child))


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def new_procedure(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record another procedure: a strategy discussion, an enquiry, MARAC."""
    child = child_or_404(request, child_id, Permission.RECORD_ON_CHILD)

    def do(sent: dict[str, Any]) -> str:
        operations.record_procedure(by=request.actor, child=child, **sent)
        messages.success(request, "The procedure is recorded.")
        return reverse("referrals:of-child", args=[child.pk])

    form = ProcedureForm(request.POST or None)
    more = within(request, child) | {"intro": REPLACES_NOTHING}
    return submit(request, form, do, title="Another procedure", button="Save", **more)


REPLACES_NOTHING = (
    "The meeting replaces no procedure: what was asked for and begun elsewhere is only linked here."
)


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def procedure(request: PersonRequest, procedure_id: UUID) -> HttpResponse:
    """Say how another procedure went on."""
    found = row_or_404(request, Procedure, procedure_id, "child")

    def do(sent: dict[str, Any]) -> str:
        operations.update_procedure(by=request.actor, procedure=found, **sent)
        messages.success(request, "The procedure is changed.")
        return reverse("referrals:of-child", args=[found.child_id])

    form = ProcedureForm(request.POST or None, initial=model_to_dict(found))
    more = within(request, found.child) | {"intro": REPLACES_NOTHING}
    return submit(request, form, do, title=found.get_kind_display(), button="Save", **more)
