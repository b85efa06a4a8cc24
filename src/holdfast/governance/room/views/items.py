"""Items begun and ended; notes and the minute, which save themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room import operations
from holdfast.governance.room.operations.writing import Saved, StaleText
from holdfast.governance.room.views.answers import (
    act,
    item_or_404,
    meeting_or_404,
    moment_typed,
    room_url,
    run_by,
)
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.words import clock_time

SEE = Permission.SEE_MEETINGS


@allow("POST", permission=SEE)
def beginning(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The item is taken now."""
    meeting, item = _item(request, meeting_id, item_id)

    def begin() -> None:
        operations.open_item(by=request.actor, item=item, at=moment_typed(request, meeting))

    return act(request, meeting, begin, region="agenda", item_id=item.pk)


@allow("POST", permission=SEE)
def ending(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The item is dealt with."""
    meeting, item = _item(request, meeting_id, item_id)

    def end() -> None:
        moment = moment_typed(request, meeting, after=item.opened_at)
        operations.close_item(by=request.actor, item=item, at=moment)

    return act(request, meeting, end, region="agenda", item_id=item.pk)


@allow("POST")
def note(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """One's own notes on an item."""
    return _save(request, meeting_id, item_id, operations.save_note, "note")


@allow("POST", permission=SEE)
def minute(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """What the minutes will say of an item."""
    return _save(request, meeting_id, item_id, operations.save_minute_text, "minute")


@allow("POST", permission=SEE)
def holding(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The pen taken, or put down."""
    meeting = run_by(request, meeting_id)
    item = item_or_404(request, meeting, item_id)

    def change() -> None:
        if request.POST.get("take") == "yes":
            operations.take_minute_text(by=request.actor, item=item)
        else:
            operations.hand_over_minute_text(by=request.actor, item=item)

    return act(request, meeting, change, region="minute", item_id=item.pk)


def _item(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> tuple[Meeting, AgendaItem]:
    meeting = meeting_or_404(request, meeting_id)
    return meeting, item_or_404(request, meeting, item_id)


def _save(
    request: PersonRequest, meeting_id: UUID, item_id: UUID, save: Callable[..., Saved], what: str
) -> HttpResponse:
    """Save a text: JSON for a page that saves by itself; a page with both texts when another was first."""
    meeting, item = _item(request, meeting_id, item_id)
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")
    asked = request.POST.get("version", "")
    version = int(asked) if asked.isdecimal() and len(asked) < 10 else -1
    saves_itself = request.headers.get("Accept") == "application/json"
    try:
        saved = save(by=request.actor, item=item, text=text, version=version)
    except StaleText as stale:
        return JsonResponse({}, status=409) if saves_itself else _both(request, meeting, item, stale, what)
    except Refused as refusal:
        if saves_itself:
            return JsonResponse({"said": str(refusal)}, status=422)
        raise
    if saves_itself:
        return JsonResponse({"saved_at": clock_time(saved.at), "version": saved.version})
    return redirect(room_url(meeting, item.pk, what))


def _both(
    request: PersonRequest, meeting: Meeting, item: AgendaItem, stale: StaleText, what: str
) -> HttpResponse:
    context: dict[str, Any] = {"meeting": meeting, "item": item, "stale": stale, "what": what}
    return render(request, "room/both_texts.html", context, status=409)
