"""How the room answers: the whole page, or the region that changed; a refusal keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.operations.floor import may_chair, may_run
from holdfast.governance.room.queries.facts import facts_of
from holdfast.governance.room.queries.page import RoomPage, find_meeting, room_page, shown_moment
from holdfast.governance.room.times import typed_moment
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.stewardship.tenancy.models import Agency, Person
from holdfast.stewardship.trail.record import record_view
from holdfast.web.identifiers import uuid_or_none
from holdfast.web.pages import or_404, row_or_404
from holdfast.web.submissions import once

REGIONS = ("agenda", "record", "people", "minute", "follow")


def meeting_or_404(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """The meeting, or the same 404 for what is missing and what may not be seen."""
    return or_404(find_meeting, request.actor, meeting_id)


def run_by(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """The meeting, for whoever records or chairs it; anybody else is refused before a form is shown."""
    meeting = meeting_or_404(request, meeting_id)
    if not request.actor.may(Permission.RUN_MEETING, meeting.group_id):
        facts = facts_of(meeting)
        if not may_run(request.actor, facts, shown_moment(facts)):
            raise PermissionDenied("Only whoever records or chairs this meeting can do that.")
    return meeting


def chaired_by(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """The meeting, for whoever chairs it."""
    meeting = meeting_or_404(request, meeting_id)
    if not request.actor.may(Permission.CHAIR_MEETING, meeting.group_id):
        facts = facts_of(meeting)
        if not may_chair(request.actor, facts, shown_moment(facts)):
            raise PermissionDenied("Only whoever chairs this meeting can do that.")
    return meeting


def taken_part_in_by(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """The meeting, for whoever takes part in it, records or chairs it; an auditor only looks on."""
    meeting = meeting_or_404(request, meeting_id)
    place = (meeting.group_id, meeting.pk)
    if not request.actor.may(Permission.ATTEND, *place):
        return run_by(request, meeting_id)
    return meeting


def chosen_owner(request: PersonRequest, choice: str) -> tuple[Agency, Person | None]:
    """Whom a choice of `owner_choices` names: an agency, or a person with theirs."""
    kind, _, pk = choice.partition(":")
    if kind != "person":
        return row_or_404(Agency.objects.visible_to(request.actor), pk=pk), None
    person: Person = row_or_404(Person.objects.visible_to(request.actor).select_related("agency"), pk=pk)
    return person.agency, person


def item_or_404(request: PersonRequest, meeting: Meeting, item_id: UUID | str | None) -> AgendaItem:
    """An item of the meeting that this person may see."""
    rows = AgendaItem.objects.visible_to(request.actor).filter(meeting=meeting).select_related("meeting")
    item: AgendaItem = row_or_404(rows, pk=uuid_or_none(str(item_id)))
    item.meeting = meeting
    return item


def shown_item_id(request: PersonRequest) -> UUID | None:
    """The item that the page shows, from its address."""
    return uuid_or_none(request.GET.get("item", ""))


def room_url(meeting: Meeting, item_id: UUID | None = None, anchor: str = "") -> str:
    """The room's address, at an item and a place in the page."""
    address = reverse("room:room", args=[meeting.pk])
    item = f"?item={item_id}" if item_id else ""
    return f"{address}{item}{'#' + anchor if anchor else ''}"


def moment_typed(request: PersonRequest, meeting: Meeting, name: str = "at", **more: Any) -> Any:
    """The time that was typed; where a meeting is entered afterwards an empty box means the last event."""
    moment = typed_moment(meeting, request.POST.get(name, ""), **more)
    if moment is None and meeting.entered_afterwards and meeting.closed_at is None:
        return shown_moment(facts_of(meeting))
    return moment


def act(
    request: PersonRequest,
    meeting: Meeting,
    do: Callable[[], Any],
    *,
    region: str,
    item_id: UUID | None = None,
    said: str = "",
) -> HttpResponse:
    """Do one thing once, then show the region that it changed, or the whole page without scripts."""
    item_id = item_id or shown_item_id(request)
    address = room_url(meeting, item_id, region)
    try:
        with transaction.atomic():
            once(request, lambda: _done(do, address))
    except Refused as refusal:
        return show_refusal(request, meeting, refusal, region=region, item_id=item_id)
    if request.headers.get("HX-Request"):
        return region_answer(request, meeting, region, item_id, said=said, is_answer=True)
    if said:
        messages.success(request, said)
    return redirect(address)


def _done(do: Callable[[], Any], address: str) -> str:
    do()
    return address


def show_refusal(
    request: PersonRequest, meeting: Meeting, refusal: Refused, *, region: str, item_id: UUID | None
) -> HttpResponse:
    """The reason and its clauses, with everything that was typed still there."""
    more = {"refusal": refusal.finding, "typed": request.POST.dict(), "is_answer": True}
    if request.headers.get("HX-Request"):
        return region_answer(request, meeting, region, item_id, status=422, **more)
    return room_answer(request, meeting, item_id, status=422, **more)


def room_answer(
    request: PersonRequest, meeting: Meeting, item_id: UUID | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page: to run the meeting, or to follow it."""
    page = _page(request, meeting, item_id)
    if page.item is not None and request.method == "GET":
        record_view(
            page.item.item, by=request.actor, group_id=meeting.group_id, what="saw the item in the room"
        )
    template = "room/run.html" if page.may_run else "room/follow.html"
    return render(request, template, _context(page, request.actor.person_id, None, more), status=status)


def region_answer(
    request: PersonRequest,
    meeting: Meeting,
    region: str,
    item_id: UUID | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """One region of the page, as it is now."""
    page = _page(request, meeting, item_id)
    more.setdefault("noting", request.GET.get("noting", ""))
    return render(
        request, f"room/_{region}.html", _context(page, request.actor.person_id, region, more), status=status
    )


def _page(request: PersonRequest, meeting: Meeting, item_id: UUID | None) -> RoomPage:
    """Read anew after something was done; a page that is only shown has just read the meeting."""
    is_fresh = request.method == "GET" and meeting.group_id is not None
    now = meeting if is_fresh else find_meeting(request.actor, meeting.pk)
    return room_page(request.actor, now, item_id)


def _context(page: RoomPage, me: UUID, region: str | None, more: dict[str, Any]) -> dict[str, Any]:
    return {
        "page": page,
        "item_query": f"?item={page.item.item.pk}" if page.item else "",
        "region": region,
        "is_answer": False,
        "noting": "",
        "me": me,
        "refreshing": False,
        "refusal": None,
        "typed": {},
        "said": "",
        **more,
    }
