"""A child's referrals and what follows from them; offering a service, and each step of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.forms.around import MissingForm, OfferForm, StepForm
from holdfast.casework.referrals.models import Intervention, Provision
from holdfast.casework.referrals.queries.of_child import of_child
from holdfast.casework.referrals.queries.offering import offering
from holdfast.casework.referrals.views.shared import keeping_group, row_or_404, within
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit


@allow("GET", permission=Permission.SEE_CASES)
def of_one_child(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Everything that was asked for and given: referrals, services, health, the NRM, other procedures."""
    child = child_or_404(request, child_id, Permission.SEE_CASES)
    page = of_child(child, request.actor)
    return child_page(request, child, "referrals/of_child.html", "referrals", page=page)


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def offer(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Offer a service by the pathway, or another with a reason."""
    child = child_or_404(request, child_id, Permission.KEEP_REFERRALS)
    group = keeping_group(request)
    page = offering(child, group, clock.today())
    form = OfferForm(request.POST or None, page=page)

    def do(sent: dict[str, Any]) -> str:
        provision = Provision.objects.get(pk=sent.pop("provision"))
        made = operations.offer_intervention(
            by=request.actor, child=child, group=group, provision=provision, **sent
        )
        messages.success(request, f"{provision} is offered.")
        return reverse("referrals:intervention", args=[made.pk])

    more = within(request, child) | {"template": "referrals/offer.html"}
    return submit(request, form, do, title="Offer a service", button="Record the offer", page=page, **more)


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def missing(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Count that no service takes the child."""
    child = child_or_404(request, child_id, Permission.KEEP_REFERRALS)
    group = keeping_group(request)
    form = MissingForm(request.POST or None, page=offering(child, group, clock.today()))

    def do(sent: dict[str, Any]) -> str:
        operations.record_none_eligible(by=request.actor, child=child, group=group, **sent)
        messages.success(request, "The gap is counted.")
        return reverse("referrals:of-child", args=[child.pk])

    more = within(request, child)
    return submit(request, form, do, title="No service takes this child", button="Count it", **more)


@allow("GET", permission=Permission.SEE_CASES)
def intervention(request: PersonRequest, intervention_id: UUID) -> HttpResponse:
    """One intervention with its steps."""
    found = row_or_404(request, Intervention, intervention_id, "child", "provision", "referral")
    steps = tuple(found.steps.select_related("by"))
    may_step = found.is_open or found.state == Intervention.State.ENDED
    may_step = may_step and request.actor.may(Permission.KEEP_REFERRALS, found.group_id)
    more: dict[str, Any] = {"intervention": found, "steps": steps, "may_step": may_step}
    return child_page(request, found.child, "referrals/intervention.html", "referrals", **more)


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def step(request: PersonRequest, intervention_id: UUID) -> HttpResponse:
    """Say what became of it."""
    found = row_or_404(request, Intervention, intervention_id, "child", "provision")
    request.actor.require(Permission.KEEP_REFERRALS, found.group_id)
    back = reverse("referrals:intervention", args=[found.pk])
    form = StepForm(request.POST or None, state=found.state)

    def do(sent: dict[str, Any]) -> str:
        operations.take_step(by=request.actor, intervention=found, **sent)
        messages.success(request, "It is recorded.")
        return back

    more = within(request, found.child) | {"back": back}
    return submit(request, form, do, title="What became of it", button="Save", **more)
