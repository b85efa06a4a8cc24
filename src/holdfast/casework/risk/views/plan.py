"""A child's safety plan, and what was shared of the child."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from holdfast.casework.children.models import Child
from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.risk import operations
from holdfast.casework.risk.actions_of_children import open_actions
from holdfast.casework.risk.forms import PlanForm, ReasonForm, ReviewForm, SharingForm
from holdfast.casework.risk.models import SafetyPlan
from holdfast.casework.risk.queries.child import plan_page
from holdfast.casework.risk.queries.meetings import chosen_meeting, meeting_choices, under_way
from holdfast.casework.risk.terms import casework_groups
from holdfast.casework.risk.views.shared import child_form
from holdfast.governance.actions.models import Action
from holdfast.governance.actions.queries import agency_choices
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow

# A plan is looked at again in four weeks unless another day is given: a default of ours, not of the terms.
_AGAIN = timedelta(weeks=4)


@allow("GET", permission=Permission.ASSESS_RISK)
def plan(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """The plan in force, what is wanting in it, whose systems hold it."""
    child = child_or_404(request, child_id, Permission.ASSESS_RISK, what="viewed plan of")
    return child_page(request, child, "risk/plan.html", "plan", page=plan_page(request.actor, child))


@allow("GET", "POST", permission=Permission.ASSESS_RISK)
def agreement(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record a plan that was agreed; it takes the place of the one before."""
    child = child_or_404(request, child_id, Permission.ASSESS_RISK, what="planned for")
    former = _in_force(child)

    def act(sent: dict[str, Any]) -> None:
        sent["meeting"] = chosen_meeting(request.actor, sent["meeting"])
        group = sent["meeting"].group if sent["meeting"] else _any_group()
        operations.agree_plan(child=child, group=group, by=request.actor, **sent)

    today = clock.today()
    begun = {"agreed_on": today, "review_on": today + _AGAIN, "meeting": under_way(request.actor)}
    if former is not None:
        begun |= {"text": former.text, "agreed_with": former.agreed_with, "version": former.version}
    form = PlanForm(request.POST or None, meetings=meeting_choices(request.actor), initial=begun)
    return child_form(
        request, child, form, act, tab="plan", thanks="The plan is agreed. Agencies are asked to record it.",
        title="Agree a new plan" if former else "Agree a safety plan", button="Record the plan",
    )  # fmt: skip


def _in_force(child: Child) -> SafetyPlan | None:
    found: SafetyPlan | None = SafetyPlan.objects.filter(child=child, ended_on=None).first()
    return found


def _plan_or_404(child: Child) -> SafetyPlan:
    found = _in_force(child)
    if found is None:
        raise Http404
    return found


def _any_group() -> Group:
    """Between meetings it is a matter of the group that discusses children, the first of several."""
    groups = casework_groups()
    return groups[0] if groups else refuse("No group discusses children here yet.")


@allow("GET", "POST", permission=Permission.ASSESS_RISK)
def review(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record how the plan goes."""
    child = child_or_404(request, child_id, Permission.ASSESS_RISK, what="reviewed plan of")
    found = _plan_or_404(child)

    def act(sent: dict[str, Any]) -> None:
        sent["meeting"] = chosen_meeting(request.actor, sent["meeting"])
        operations.review_plan(plan=found, by=request.actor, **sent)

    begun = {"next_on": clock.today() + _AGAIN, "version": found.version, "meeting": under_way(request.actor)}
    form = ReviewForm(request.POST or None, meetings=meeting_choices(request.actor), initial=begun)
    return child_form(
        request, child, form, act, tab="plan", thanks="How the plan goes is recorded.",
        title="How the plan goes", button="Record how it goes", intro=found.text,
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.ASSESS_RISK)
def ending(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """End the plan without another."""
    child = child_or_404(request, child_id, Permission.ASSESS_RISK, what="reviewed plan of")
    found = _plan_or_404(child)

    def act(sent: dict[str, Any]) -> None:
        operations.end_plan(plan=found, reason=sent["reason"], by=request.actor)

    form = ReasonForm(request.POST or None, label="Why it ends")
    return child_form(
        request, child, form, act, tab="plan", thanks="The plan has ended.", title="End the plan",
        button="End the plan", danger=True,
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def sharing(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Ask agencies to have an information on their own systems."""
    child = child_or_404(request, child_id, Permission.RECORD_ON_CHILD, what="shared of")
    known = {str(one.id): one.text for one in open_actions(request.actor, [child.pk]).get(child.pk, ())}
    form = SharingForm(
        request.POST or None, choices=agency_choices(request.actor), actions=list(known.items())
    )

    def act(sent: dict[str, Any]) -> None:
        action = Action.objects.get(pk=sent["action"]) if sent.get("action") else None
        operations.share_item(
            child=child, group=_any_group(), agencies=form.ids(), text=sent["text"], action=action,
            relevance=sent["relevance"], basis=sent["basis"], by=request.actor,
        )  # fmt: skip

    return child_form(
        request, child, form, act, tab="plan", thanks="The agencies are asked to record it.",
        title="Share something to be recorded", button="Ask the agencies",
    )  # fmt: skip
