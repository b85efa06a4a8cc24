"""Lists of meetings, the page of one, its date, its cancelling."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.governance.meetings import operations
from holdfast.governance.meetings.forms import CancelForm, MoveForm
from holdfast.governance.meetings.queries import lists
from holdfast.governance.meetings.queries.meeting_page import meeting_page
from holdfast.governance.meetings.views.answers import answer_form
from holdfast.governance.meetings.views.finding import arranged_meeting, seen_group, seen_meeting, url_of
from holdfast.groups.tabs import tabs
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.submissions import once
from holdfast.web.tables import Page, paged
from holdfast.web.words import short_day

P = Permission


def _page_of_rows(request: PersonRequest, rows: Any) -> tuple[Page[Any], list[lists.MeetingRow]]:
    page = paged(request, lists.with_answers(rows, request.actor))
    return page, [lists.meeting_row(meeting) for meeting in page.rows]


@allow("GET")
def mine(request: PersonRequest) -> HttpResponse:
    """The meetings in one's own diary, coming or past."""
    is_past = request.GET.get("when") == "past"
    own = lists.own_meetings(request.actor)
    page, rows = _page_of_rows(request, lists.past(own) if is_past else lists.coming(own))
    return render(request, "meetings/mine.html", {"page": page, "rows": rows, "is_past": is_past})


@allow("GET", permission=P.SEE_MEETINGS)
def of_group(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """A group's meetings, coming or past, and the intervals missed."""
    group = seen_group(request, group_id)
    request.actor.require(P.SEE_MEETINGS, group.pk)
    is_past = request.GET.get("when") == "past"
    found = lists.meetings_of(request.actor, group)
    page, rows = _page_of_rows(request, lists.past(found) if is_past else lists.coming(found))
    context = {
        "group": group,
        "tabs": tabs(request, group, "meetings"),
        "page": page,
        "rows": rows,
        "is_past": is_past,
        "missed": lists.intervals_missed(group, clock.today()),
        "may_arrange": request.actor.may(P.ARRANGE_MEETINGS, group.pk),
        "may_call": request.actor.may(P.CHAIR_MEETING, group.pk),
    }
    return render(request, "meetings/of_group.html", context)


@allow("GET")
def meeting(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: what is on, who comes, and my own answer."""
    page = meeting_page(request.actor, seen_meeting(request, meeting_id))
    form = answer_form(request, page) if page.can_answer.met else None
    return render(request, "meetings/meeting.html", {"page": page, "form": form, "subject": page.meeting})


@allow("GET", "POST", permission=P.ARRANGE_MEETINGS)
def move(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Another date, time or place."""
    meeting = arranged_meeting(request, meeting_id)
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    initial = {
        "starts_at": meeting.starts_at,
        "minutes": length,
        "place": meeting.place,
        "online_link": meeting.online_link,
    }
    form = MoveForm(request.POST or None, initial=initial)

    def do(cleaned: dict[str, Any]) -> str:
        was = meeting.starts_at
        now = operations.change_meeting(
            by=request.actor, meeting=meeting, reason=cleaned["reason"], **form.when()
        ).starts_at
        messages.success(request, _said_of_move(was, now))
        return url_of(meeting)

    return submit(
        request,
        form,
        do,
        title="Change date or place",
        button="Change",
        back=url_of(meeting),
        caption=f"{meeting.group}, {short_day(meeting.starts_at)}",
    )


def _said_of_move(was: datetime, now: datetime) -> str:
    if short_day(was) == short_day(now):
        return "The meeting is changed. Calendars that subscribe will follow."
    return "The meeting is moved. Everybody is asked anew whether they come, and calendars will follow."


@allow("GET", "POST")
def cancel(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Call it off before it begins, with the reason."""
    meeting = seen_meeting(request, meeting_id)
    if not request.actor.may(P.CHAIR_MEETING, meeting.group_id):
        request.actor.require(P.ARRANGE_MEETINGS, meeting.group_id)

    def do(cleaned: dict[str, Any]) -> str:
        operations.cancel_meeting(by=request.actor, meeting=meeting, reason=cleaned["reason"])
        messages.success(request, "The meeting is cancelled. Its business can be carried to the next one.")
        return url_of(meeting)

    return submit(
        request,
        CancelForm(request.POST or None),
        do,
        title="Cancel this meeting",
        button="Cancel the meeting",
        back=url_of(meeting),
        caption=f"{meeting.group}, {short_day(meeting.starts_at)}",
        intro="It stays on record as cancelled, and counts against the schedule. This cannot be undone.",
        danger=True,
    )


@allow("POST")
def carry(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Carry unfinished business to the group's next meeting."""
    meeting = seen_meeting(request, meeting_id)

    def do() -> str:
        target = operations.next_meeting_after(meeting)
        carried = operations.carry_over(meeting, by=request.actor, to=target)
        said = f"{len(carried)} items are" if len(carried) != 1 else "1 item is"
        messages.success(request, f"{said} on the agenda of the next meeting.")
        return url_of(target or meeting)

    try:
        return once(request, do)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(url_of(meeting))


@allow("POST", permission=P.ARRANGE_MEETINGS)
def drop(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Take a proposed date away."""
    meeting = arranged_meeting(request, meeting_id)

    def do() -> str:
        operations.drop_proposal(by=request.actor, meeting=meeting)
        messages.success(request, "The date is taken away.")
        return reverse("meetings:series", args=[meeting.group_id])

    return once(request, do)
