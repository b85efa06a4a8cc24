"""Opening and ending a meeting, chairing it, and setting its quorum aside."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room import operations
from holdfast.governance.room.forms import EndingForm, NextForm, OpeningForm, ScopedReasonForm, TimedForm
from holdfast.governance.room.hooks import closing_effects
from holdfast.governance.room.models import Nomination, Override
from holdfast.governance.room.queries.page import actions_given, room_page
from holdfast.governance.room.times import typed_moment
from holdfast.governance.room.views.answers import (
    act,
    chaired_by,
    item_or_404,
    meeting_or_404,
    moment_typed,
    room_url,
    run_by,
    shown_item_id,
)
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Person
from holdfast.web.pages import row_or_404, submit

SEE = Permission.SEE_MEETINGS


@allow("GET", "POST", permission=SEE)
def opening(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The room opened, now or as it was."""
    meeting = run_by(request, meeting_id)

    def begin(typed: dict[str, Any]) -> str:
        moment = typed_moment(meeting, typed["at"])
        if moment is None and typed["afterwards"]:
            moment = meeting.starts_at
        operations.open_meeting(by=request.actor, meeting=meeting, at=moment, afterwards=typed["afterwards"])
        return room_url(meeting)

    form = OpeningForm(request.POST or None)
    back = room_url(meeting)
    return submit(request, form, begin, title="Open the meeting", button="Open it", back=back)


@allow("GET", "POST", permission=SEE)
def closing(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """What will be recorded and to whom it goes; then it is done."""
    meeting = run_by(request, meeting_id)

    def end(_: dict[str, Any]) -> str:
        moment = moment_typed(request, meeting, after=meeting.opened_at)
        operations.close_meeting(by=request.actor, meeting=meeting, at=moment)
        messages.success(request, "The meeting is closed and its draft minutes are made.")
        return reverse("meetings:meeting", args=[meeting.pk])

    return submit(
        request,
        TimedForm(request.POST or None),
        end,
        title="Close the meeting",
        button="Close the meeting",
        back=room_url(meeting),
        template="room/closing.html",
        page=room_page(request.actor, meeting),
        effects=closing_effects(meeting),
        actions=actions_given(meeting),
    )


@allow("GET", "POST", permission=SEE)
def adjournment(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting broken off, to go on another day."""
    return _ended(
        request, meeting_id, operations.adjourn_meeting, "Adjourn the meeting", "Adjourn the meeting"
    )


@allow("GET", "POST", permission=SEE)
def cancellation(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting cancelled: the rule proposes it, the chair does it."""
    return _ended(request, meeting_id, operations.cancel_meeting, "Cancel the meeting", "Cancel the meeting")


def _ended(request: PersonRequest, meeting_id: UUID, end: Any, title: str, button: str) -> HttpResponse:
    meeting = chaired_by(request, meeting_id)
    page = room_page(request.actor, meeting)
    why = page.quorum.reason if page.quorum.met is False and page.is_open else ""
    form = EndingForm(request.POST or None, initial={"reason": why[:1].upper() + why[1:]})

    def do(typed: dict[str, Any]) -> str:
        end(
            by=request.actor,
            meeting=meeting,
            reason=typed["reason"],
            next_starts_at=typed["next_starts_at"],
            at=moment_typed(request, meeting, after=meeting.opened_at),
        )
        return room_url(meeting)

    more = {"danger": True, "back": room_url(meeting), "template": "room/ending.html", "page": page}
    return submit(request, form, do, title=title, button=button, **more)


@allow("GET", "POST", permission=SEE)
def continuation(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting that takes up an adjourned or cancelled one."""
    meeting = chaired_by(request, meeting_id)

    def make(typed: dict[str, Any]) -> str:
        made: Meeting = operations.reconvene_meeting(by=request.actor, meeting=meeting, **typed)
        return room_url(made)

    form = NextForm(request.POST or None)
    return submit(request, form, make, title="Set the next meeting", button="Set it", back=room_url(meeting))


@allow("POST", permission=SEE)
def nominations(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Whom those present named to chair, for this meeting only; or nobody any more."""
    meeting = meeting_or_404(request, meeting_id)

    def nominate() -> None:
        moment = moment_typed(request, meeting, after=meeting.opened_at)
        if request.POST.get("end") == "yes":
            for row in Nomination.objects.filter(meeting=meeting, withdrawn_at__isnull=True):
                operations.withdraw_nomination(by=request.actor, nomination=row, at=moment)
            return
        person = row_or_404(Person.objects.visible_to(request.actor), pk=request.POST.get("person") or None)
        operations.nominate_chair(by=request.actor, meeting=meeting, person=person, at=moment)

    return act(request, meeting, nominate, region="people")


@allow("GET", "POST", permission=SEE)
def override(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The chair lets the meeting, or this item, go on without a quorum, with the reason."""
    meeting = chaired_by(request, meeting_id)
    item_id = shown_item_id(request)
    item = item_or_404(request, meeting, item_id) if item_id else None
    form = ScopedReasonForm(request.POST or None, initial={"scope": "item" if item else "meeting"})

    def set_aside(typed: dict[str, Any]) -> str:
        operations.override_quorum(
            by=request.actor,
            meeting=meeting,
            reason=typed["reason"],
            item=item if typed["scope"] == "item" else None,
            at=moment_typed(request, meeting, after=meeting.opened_at),
        )
        return room_url(meeting, item_id, "people")

    return submit(
        request,
        form,
        set_aside,
        title="Go on without a quorum",
        button="Go on",
        caption=item.title if item else "",
        back=room_url(meeting, item_id, "people"),
    )


@allow("POST", permission=SEE)
def override_end(request: PersonRequest, meeting_id: UUID, override_id: UUID) -> HttpResponse:
    """The chair's agreement taken back."""
    meeting = meeting_or_404(request, meeting_id)
    row: Override = row_or_404(Override.objects.filter(meeting=meeting), pk=override_id)
    return act(
        request,
        meeting,
        lambda: operations.withdraw_override(by=request.actor, override=row),
        region="people",
    )
