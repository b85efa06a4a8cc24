"""What minutes put on others' pages, and the room's hooks that draft and refresh them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.minutes import operations, queries
from holdfast.governance.minutes.models import Minutes
from holdfast.governance.room.hooks import (
    ClosingEffect,
    closing_effect,
    on_meeting_closed,
    on_record_corrected,
)
from holdfast.groups.models import Group
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell, slots
from holdfast.web.shell import NavigationItem

SHOWN = 8
EVIDENCE = 60


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """A link for whoever reads minutes."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_MINUTES):
        return None
    return NavigationItem("Minutes", reverse("minutes:list"), order=30)


def home_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """Drafts that wait for the person's check as chair; for who reads minutes alone, the latest."""
    actor = _actor(request)
    if actor is None:
        return None
    to_check: tuple[Minutes, ...] = ()
    latest: tuple[Minutes, ...] = ()
    if actor.may(Permission.CHECK_MINUTES):
        to_check = tuple(queries.minutes_to_check(actor)[:SHOWN])
    if actor.may(Permission.SEE_MINUTES) and not actor.may(Permission.SEE_MEETINGS):
        latest = tuple(queries.latest_minutes(actor)[:SHOWN])
    if not to_check and not latest:
        return None
    return slots.Panel("minutes/_home.html", {"to_check": to_check, "latest": latest})


def group_panel(request: HttpRequest, subject: Group) -> slots.Panel | None:
    """The group's last minutes."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_MINUTES, subject.pk):
        return None
    rows = queries.minutes_visible_to(actor).filter(meeting__group=subject).select_related("meeting")
    return slots.Panel("minutes/_group.html", {"rows": rows.order_by("-meeting__starts_at")[:4]})


def evidence_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """The minutes that a page of attendance counts: what stands behind its numbers."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_MINUTES, subject.group.pk):
        return None
    span = {"meeting__starts_at__date__gte": subject.since, "meeting__starts_at__date__lte": subject.until}
    rows = queries.minutes_visible_to(actor).filter(meeting__group=subject.group, **span)
    said = rows.select_related("meeting").only("state", "meeting__starts_at")
    shown = said.order_by("-meeting__starts_at")[:EVIDENCE]
    return slots.Panel("minutes/_evidence.html", {"rows": shown})


def meeting_panel(request: HttpRequest, subject: Meeting) -> slots.Panel | None:
    """A link to this meeting's minutes, and before it the last ones that wait for approval."""
    actor = _actor(request)
    if actor is None or not actor.may(Permission.SEE_MINUTES, subject.group_id):
        return None
    own = queries.minutes_visible_to(actor).filter(meeting=subject).first()
    last = None if own else queries.last_minutes_awaiting(actor, subject)
    context: dict[str, Any] = {"own": own, "last": last, "meeting": subject}
    return slots.Panel("minutes/_meeting.html", context) if own or last else None


def what_closing_does(meeting: Meeting) -> ClosingEffect:
    """Said on the page before a meeting is closed."""
    return ClosingEffect(words="Draft minutes are made at once, for the chair to check.")


def register() -> None:
    """Offer all of it; called when the app is ready."""
    shell.navigation_item(navigation)
    slots.home.register(home_panel, order=15)
    slots.group.register(group_panel, order=30)
    slots.attendance.register(evidence_panel)
    slots.meeting.register(meeting_panel, order=10)
    on_meeting_closed.register(operations.draft_minutes)
    on_record_corrected.register(operations.refresh_record)
    closing_effect.register(what_closing_does)
