"""Referring by a link that was sent to somebody outside, and reading there what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.casework.children.frontdoor.queries import route
from holdfast.casework.links.doors import behind_door, over
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import Contact, invite, outsider
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.forms.receiving import InvitationForm, LinkedForm
from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.outside import OUTCOME, REFER
from holdfast.casework.referrals.views.shared import keeping_group
from holdfast.groups.models import Group
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import Audience, PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import submit

SENT = "referral_sent"


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def invitation(request: PersonRequest) -> HttpResponse:
    """Send somebody outside a link by which they refer one child."""
    group = keeping_group(request)

    def do(sent: dict[str, Any]) -> str:
        invite(by=request.actor, purpose=REFER.key, subject_id=group.pk, contact=Contact(**sent))
        messages.success(request, "The link is on its way. It opens the form once, with a code.")
        return reverse("referrals:list")

    form = InvitationForm(request.POST or None)
    return submit(
        request, form, do, title="Ask somebody outside to refer", button="Send the link",
        back=reverse("referrals:list"),
    )  # fmt: skip


@behind_door(REFER.key, "GET", "POST")
def by_link(request: HttpRequest, link: Link) -> HttpResponseBase:
    """The form behind a link; sending it ends the link."""
    group = get_object_or_404(Group.objects.all(), pk=link.subject_id)
    form = LinkedForm(request.POST or None)

    def do(_: dict[str, Any]) -> str:
        sender = form.sender(link.contact_name, link.contact_agency, link.contact_email)
        made = operations.receive_by_link(link=link, group=group, worry=form.worry(), sender=sender)
        request.session[SENT] = {
            "reference": made.reference, "partnership": str(link.partnership_id),
            "is_urgent": made.is_immediate_harm,
        }  # fmt: skip
        return reverse("referrals:sent-by-link")

    return submit(
        request, form, do, title="Refer a child", button="Send the referral",
        template="referrals/by_link.html", route=route(),
    )  # fmt: skip


@allow("GET", audience=Audience.ANYONE)
def sent_by_link(request: HttpRequest) -> HttpResponse:
    """Thank you, with the reference; in the browser that sent it, and nowhere else."""
    sent = request.session.get(SENT)
    if sent is None:
        return over(request)
    request.actor = None  # type: ignore[attr-defined]
    set_need_to_know(UUID(sent["partnership"]))
    return render(request, "referrals/sent_by_link.html", {**sent, "route": route()})


@behind_door(OUTCOME.key, "GET")
def outcome_by_link(request: HttpRequest, link: Link) -> HttpResponseBase:
    """What the referrer was told, for the referrer alone."""
    rows = Referral.objects.filter(told_at__isnull=False)
    found = get_object_or_404(rows, pk=link.subject_id)
    record_view(found, by=outsider(link), group_id=found.group_id, what="read outcome")
    return render(request, "referrals/outcome_by_link.html", {"referral": found})
