"""Referrals to the National Referral Mechanism."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.forms.around import (
    ClocksForm,
    MechanismForm,
    NrmDecisionForm,
    WithdrawalForm,
)
from holdfast.casework.referrals.models import MechanismReferral
from holdfast.casework.referrals.promises import clocks_in_use
from holdfast.casework.referrals.queries.mechanism import mechanism_page
from holdfast.casework.referrals.views.shared import keeping_group, row_or_404, within
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.forms import Form
from holdfast.web.pages import submit


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def to_mechanism(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record that the child was referred to the NRM."""
    child = child_or_404(request, child_id, Permission.KEEP_REFERRALS)
    group = keeping_group(request)

    def do(sent: dict[str, Any]) -> str:
        made = operations.refer_to_mechanism(by=request.actor, child=child, group=group, **sent)
        messages.success(request, "The NRM referral is recorded. Its decisions are owed from now on.")
        return reverse("referrals:mechanism", args=[made.pk])

    form = MechanismForm(request.POST or None)
    more = within(request, child)
    return submit(request, form, do, title="Referred to the NRM", button="Save", **more)


@allow("GET", permission=Permission.SEE_CASES)
def mechanism(request: PersonRequest, mechanism_id: UUID) -> HttpResponse:
    """One NRM referral: its decisions, when they are due, and how that was counted."""
    found = row_or_404(request, MechanismReferral, mechanism_id, "child", "group")
    page = mechanism_page(request.actor, found)
    return child_page(request, found.child, "referrals/mechanism.html", "referrals", page=page)


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def reasonable(request: PersonRequest, mechanism_id: UUID) -> HttpResponse:
    """Record the reasonable grounds decision."""
    form = NrmDecisionForm(request.POST or None)
    title = "Reasonable grounds decision"
    return _kept(request, mechanism_id, form, operations.record_reasonable, title)


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def conclusive(request: PersonRequest, mechanism_id: UUID) -> HttpResponse:
    """Record the conclusive grounds decision."""
    form = NrmDecisionForm(request.POST or None)
    title = "Conclusive grounds decision"
    return _kept(request, mechanism_id, form, operations.record_conclusive, title)


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def withdrawal(request: PersonRequest, mechanism_id: UUID) -> HttpResponse:
    """Record that the referral was withdrawn."""
    form = WithdrawalForm(request.POST or None)
    return _kept(request, mechanism_id, form, operations.withdraw_from_mechanism, "Withdrawn")


def _kept(
    request: PersonRequest, mechanism_id: UUID, form: Form, operation: Callable[..., None], title: str
) -> HttpResponse:
    found = row_or_404(request, MechanismReferral, mechanism_id, "child", "group")
    request.actor.require(Permission.KEEP_REFERRALS, found.group_id)
    back = reverse("referrals:mechanism", args=[found.pk])

    def do(sent: dict[str, Any]) -> str:
        operation(by=request.actor, mechanism=found, **sent)
        messages.success(request, "It is recorded.")
        return back

    more = within(request, found.child) | {"back": back}
    return submit(request, form, do, title=title, button="Save", **more)


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def clocks(request: PersonRequest) -> HttpResponse:
    """How long the NRM's decisions may take here."""
    now = clocks_in_use()
    back = reverse("referrals:provisions")

    def do(sent: dict[str, Any]) -> str:
        operations.keep_clocks(by=request.actor, **sent)
        messages.success(request, "The NRM's clocks are changed; what is still owed is counted anew.")
        return back

    form = ClocksForm(request.POST or None, initial=vars(now))
    return submit(request, form, do, title="The NRM's clocks", button="Save", back=back)
