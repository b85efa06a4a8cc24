"""Access to health, and procedures that no meeting replaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import render

from holdfast.casework.children.models import Child
from holdfast.casework.children.pages import child_or_404
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.forms.around import HealthForm, NotSeenForm, ProcedureForm, SeenForm
from holdfast.casework.referrals.models import HealthAccess, Procedure
from holdfast.casework.referrals.queries.health import health_page
from holdfast.casework.referrals.views.shared import row_or_404, within
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record
from holdfast.web.forms import Form
from holdfast.web.pages import submit_thanking


@allow("GET", permission=Permission.SEE_CASES)
def health_list(request: PersonRequest) -> HttpResponse:
    """Who waits for health, and how long children waited, in working days."""
    page = health_page(request.actor)
    record("listed health access", by=request.actor, rows=[str(row.pk) for row in page.waiting])
    context = {"page": page, "may_refer": request.actor.may(Permission.REFER)}
    return render(request, "referrals/health.html", context)


def _saved(
    request: PersonRequest, child: Child, form: Form, act: Callable[[dict[str, Any]], object], **page: Any
) -> HttpResponse:
    about = within(request, child)
    return submit_thanking(request, form, act, then=about["back"], button="Save", **about, **page)


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def to_health(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record a referral to a health service."""
    child = child_or_404(request, child_id, Permission.RECORD_ON_CHILD)

    def act(sent: dict[str, Any]) -> None:
        operations.record_health_access(by=request.actor, child=child, **sent)

    form = HealthForm(request.POST or None)
    return _saved(
        request, child, form, act, thanks="The referral to health is recorded.", title="Referred to health"
    )


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def seen(request: PersonRequest, health_id: UUID) -> HttpResponse:
    """Record when the child was first seen."""
    found = row_or_404(request, HealthAccess, health_id, "child")

    def act(sent: dict[str, Any]) -> None:
        operations.record_seen(by=request.actor, access=found, **sent)

    form = SeenForm(request.POST or None, initial={"seen_on": found.seen_on, "fit": found.fit})
    return _saved(
        request, found.child, form, act, thanks="It is recorded that the child was seen.", title="First seen"
    )


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def not_seen(request: PersonRequest, health_id: UUID) -> HttpResponse:
    """Record that the child will not be seen."""
    found = row_or_404(request, HealthAccess, health_id, "child")

    def act(sent: dict[str, Any]) -> None:
        operations.end_health_access(by=request.actor, access=found, **sent)

    form = NotSeenForm(request.POST or None)
    return _saved(
        request,
        found.child,
        form,
        act,
        thanks="It is recorded that the child was not seen.",
        title="Not seen",
    )


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def new_procedure(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record another procedure: a strategy discussion, an enquiry, MARAC."""
    child = child_or_404(request, child_id, Permission.RECORD_ON_CHILD)

    def act(sent: dict[str, Any]) -> None:
        operations.record_procedure(by=request.actor, child=child, **sent)

    form = ProcedureForm(request.POST or None)
    return _saved(
        request,
        child,
        form,
        act,
        thanks="The procedure is recorded.",
        title="Another procedure",
        intro=REPLACES_NOTHING,
    )


REPLACES_NOTHING = (
    "The meeting replaces no procedure: what was asked for and begun elsewhere is only linked here."
)


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def procedure(request: PersonRequest, procedure_id: UUID) -> HttpResponse:
    """Say how another procedure went on."""
    found = row_or_404(request, Procedure, procedure_id, "child")

    def act(sent: dict[str, Any]) -> None:
        operations.update_procedure(by=request.actor, procedure=found, **sent)

    form = ProcedureForm(request.POST or None, initial=model_to_dict(found))
    return _saved(
        request,
        found.child,
        form,
        act,
        thanks="The procedure is changed.",
        title=found.get_kind_display(),
        intro=REPLACES_NOTHING,
    )
