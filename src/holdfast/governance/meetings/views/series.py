"""Bringing meetings into being: a year's series, one more, an extraordinary one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from holdfast.governance.meetings import operations
from holdfast.governance.meetings.forms import ExtraordinaryForm, SeriesForm, WhenWhereForm
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.meetings.operations.series import propose_series
from holdfast.governance.meetings.queries.series import series_page
from holdfast.governance.meetings.views.finding import people_of, seen_group, url_of
from holdfast.groups.membership import members_on
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.submissions import once
from holdfast.web.words import counted

P = Permission


@allow("GET", "POST", permission=P.ARRANGE_MEETINGS)
def series(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Propose a year's dates from the terms, and see those that wait to be confirmed."""
    group = seen_group(request, group_id)
    request.actor.require(P.ARRANGE_MEETINGS, group.pk)
    page = series_page(group)
    initial = {
        "start": page.start,
        "count": page.count,
        "starts": page.starts,
        "minutes": page.minutes or 120,
    }
    here = reverse("meetings:series", args=[group.pk])

    def do(cleaned: dict[str, Any]) -> str:
        length = timedelta(minutes=cleaned.pop("minutes"))
        proposed = propose_series(by=request.actor, group=group, length=length, **cleaned)
        said = counted(len(proposed), "date").capitalize()
        messages.success(request, f"{said} proposed. Look them over below.")
        return here

    form = SeriesForm(request.POST or None, initial=initial)
    return submit(
        request,
        form,
        do,
        title="Propose meetings",
        button="Propose dates",
        template="meetings/series.html",
        page=page,
        caption=str(group),
        back=reverse("meetings:of-group", args=[group.pk]),
    )


@allow("POST", permission=P.ARRANGE_MEETINGS)
def confirm(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Confirm the proposed dates that are ticked."""
    group = seen_group(request, group_id)
    request.actor.require(P.ARRANGE_MEETINGS, group.pk)
    proposed = Meeting.objects.filter(group=group, state=Meeting.State.PROPOSED)
    ticked = [meeting for meeting in proposed if str(meeting.pk) in request.POST.getlist("meeting")]

    def do() -> str:
        confirmed = operations.confirm_meetings(by=request.actor, meetings=ticked)
        if confirmed:
            said = counted(len(confirmed), "meeting").capitalize()
            messages.success(request, f"{said} confirmed. Members see them now, and notice is given.")
            return reverse("meetings:of-group", args=[group.pk])
        messages.error(request, "Tick the dates that you confirm.")
        return reverse("meetings:series", args=[group.pk])

    return once(request, do)


@allow("GET", "POST", permission=P.ARRANGE_MEETINGS)
def add(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """One ordinary meeting more, or one that was already held."""
    group = seen_group(request, group_id)
    request.actor.require(P.ARRANGE_MEETINGS, group.pk)
    form = WhenWhereForm(request.POST or None)

    def do(cleaned: dict[str, Any]) -> str:
        meeting = operations.add_meeting(by=request.actor, group=group, **form.when())
        held = "It can now be entered afterwards." if meeting.entered_afterwards else "Members see it now."
        messages.success(request, f"The meeting is added. {held}")
        return url_of(meeting)

    return submit(
        request,
        form,
        do,
        title="Add a meeting",
        button="Add the meeting",
        caption=str(group),
        back=reverse("meetings:of-group", args=[group.pk]),
        intro="A date that has passed is a meeting that was held; what happened is entered afterwards.",
    )


@allow("GET", "POST")
def call(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """An extraordinary meeting, by the chair or at members' request."""
    group = seen_group(request, group_id)
    if not request.actor.may(P.CHAIR_MEETING, group.pk):
        request.actor.require(P.ARRANGE_MEETINGS, group.pk)
    members = people_of(request.actor).filter(pk__in=list(members_on(group, clock.today()).people))
    form = ExtraordinaryForm(request.POST or None, members=members)

    def do(cleaned: dict[str, Any]) -> str:
        meeting = operations.call_extraordinary(
            by=request.actor,
            group=group,
            reason=cleaned["reason"],
            asked_by=cleaned["asked_by"],
            **form.when(),
        )
        messages.success(request, "The extraordinary meeting is called. Members see it now.")
        return url_of(meeting)

    return submit(
        request,
        form,
        do,
        title="Call an extraordinary meeting",
        button="Call the meeting",
        caption=str(group),
        back=reverse("meetings:of-group", args=[group.pk]),
    )
