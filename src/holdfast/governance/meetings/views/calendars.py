"""Calendars: one meeting to save, a feed to subscribe to, and the page that makes and revokes its address."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.governance.meetings import calendar, operations
from holdfast.governance.meetings.queries.feed import entry_of, feed_entries, feed_made_at, owner_of
from holdfast.governance.meetings.views.finding import seen_meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.policy import Audience, PersonRequest, allow
from holdfast.stewardship.tenancy.models import Person
from holdfast.web.downloads import attached
from holdfast.web.submissions import once

# A calendar asks a few times an hour; what asks far more often is broken, and waits.
MOST_AN_HOUR = 120
_HOUR = 3600
_TYPE = "text/calendar; charset=utf-8"


@allow("GET")
def invitation(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting as a file for a calendar."""
    meeting = seen_meeting(request, meeting_id)
    link = request.build_absolute_uri(reverse("meetings:meeting", args=[meeting.pk]))
    body = calendar.invitation(entry_of(meeting, with_place=True), link, clock.now())
    return attached(body, _TYPE, "meeting.ics")


@allow("GET")
def subscription(request: PersonRequest) -> HttpResponse:
    """Whether one's meetings are subscribed to, and how to begin or end it."""
    return render(request, "meetings/calendar.html", {"made_at": feed_made_at(request.actor), "address": ""})


@allow("POST")
def make_feed(request: PersonRequest) -> HttpResponse:
    """Make the address, and show it this once."""
    token = operations.make_calendar_token(by=request.actor)
    address = request.build_absolute_uri(reverse("meetings:feed", args=[token]))
    context = {"made_at": feed_made_at(request.actor), "address": address}
    return render(request, "meetings/calendar.html", context)


@allow("POST")
def revoke_feed(request: PersonRequest) -> HttpResponse:
    """Make the address lead nowhere."""

    def do() -> str:
        operations.revoke_calendar_token(by=request.actor)
        messages.success(request, "The address no longer works.")
        return reverse("meetings:calendar")

    return once(request, do)


@allow("GET", audience=Audience.ANYONE)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's meetings, for a calendar that has the address; it needs no session and starts none."""
    owner = owner_of(token)
    if owner is None:
        raise Http404
    if _is_asked_too_often(token):
        return HttpResponse(status=429, headers={"Retry-After": str(_HOUR)})
    set_need_to_know(owner.partnership_id, owner.person_id)
    able = Person.objects.able_to_act().select_related("partnership", "agency")
    person = get_object_or_404(able, pk=owner.person_id)
    entries = feed_entries(actor_for(person))
    seen = sha256(repr(entries).encode()).hexdigest()[:32]
    if request.headers.get("If-None-Match", "").strip('W/"') == seen:
        return HttpResponse(status=304)

    def link_to(meeting_id: UUID) -> str:
        return request.build_absolute_uri(reverse("meetings:meeting", args=[meeting_id]))

    response = HttpResponse(calendar.feed(entries, link_to, clock.now()), content_type=_TYPE)
    response.headers["ETag"] = f'"{seen}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _is_asked_too_often(token: str) -> bool:
    key = f"calendar:{sha256(token.encode()).hexdigest()[:32]}"
    asked: int = cache.get_or_set(key, 0, _HOUR) or 0
    cache.set(key, asked + 1, _HOUR)
    return asked >= MOST_AN_HOUR
