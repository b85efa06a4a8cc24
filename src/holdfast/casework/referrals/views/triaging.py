"""What the coordinator does with a referral: whom it is about, where it goes, what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from holdfast.casework.children.frontdoor.forms import FrontDoorUseForm
from holdfast.casework.children.frontdoor.queries import route
from holdfast.casework.referrals import operations
from holdfast.casework.referrals.forms.triaging import DecisionForm, OutcomeForm, TriageForm
from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.queries.referral import coming_meetings, recent_meetings
from holdfast.casework.referrals.rules.triage import State
from holdfast.casework.referrals.views.shared import about, find_or_404, to_keep, url_of
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def triage(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    """Bring it to a meeting, turn it away, or leave it with the front door."""
    found = to_keep(request, referral_id)

    def do(sent: dict[str, Any]) -> str:
        _go(request, found, sent)
        messages.success(request, f"Referral {found.reference} is triaged.")
        return url_of(found)

    form = TriageForm(request.POST or None, meetings=coming_meetings(found))
    return submit(request, form, do, title="Triage this referral", button="Save", **about(found))


def _go(request: PersonRequest, found: Referral, sent: dict[str, Any]) -> None:
    by, reason = request.actor, sent["reason"]
    if sent["to"] == State.LISTED:
        meeting = _meeting(found, sent["meeting"])
        operations.list_for_meeting(by=by, referral=found, meeting=meeting, reason=reason)
    elif sent["to"] == State.TURNED_AWAY:
        operations.turn_away(by=by, referral=found, reason=reason)
    else:
        operations.send_to_front_door(by=by, referral=found, reason=reason)


def _meeting(found: Referral, pk: UUID | None) -> Meeting | None:
    return Meeting.objects.get(pk=pk, group_id=found.group_id) if pk else None


@allow("GET", "POST", permission=Permission.REFER)
def front_door(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    """The way to the front door, and the record that it was used."""
    found = find_or_404(request, referral_id)

    def do(sent: dict[str, Any]) -> str:
        operations.use_front_door(by=request.actor, referral=found, **sent)
        messages.success(request, "It is recorded that the front door was told.")
        return url_of(found)

    form = FrontDoorUseForm(request.POST or None, initial={"used_at": clock.now()})
    return submit(
        request, form, do, title="Tell the front door now", button="Record that I told them",
        template="referrals/front_door.html", route=route(), **about(found),
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def decision(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    """Record what a meeting decided."""
    found = to_keep(request, referral_id)

    def do(sent: dict[str, Any]) -> str:
        meeting = _meeting(found, sent["meeting"])
        operations.decide(by=request.actor, referral=found, meeting=meeting, decision=sent["decision"])
        messages.success(request, "The decision is recorded. Tell the referrer what came of it.")
        return reverse("referrals:outcome", args=[found.pk])

    form = DecisionForm(request.POST or None, meetings=recent_meetings(found))
    return submit(request, form, do, title="What the meeting decided", button="Save", **about(found))


@allow("GET", "POST", permission=Permission.KEEP_REFERRALS)
def outcome(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    """Tell the referrer what came of it, or keep the draft."""
    found = to_keep(request, referral_id)

    def do(sent: dict[str, Any]) -> str:
        if not sent["how"]:
            operations.draft_outcome(by=request.actor, referral=found, words=sent["words"])
            messages.success(request, "The draft is kept. The referrer has not been told yet.")
        else:
            operations.tell_outcome(by=request.actor, referral=found, **sent)
            messages.success(request, "It is recorded that the referrer was told.")
        return url_of(found)

    form = OutcomeForm(request.POST or None, initial={"words": found.outcome, "whom": found.referrer_name})
    return submit(request, form, do, title="Tell the referrer", button="Save", **about(found))
