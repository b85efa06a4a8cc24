"""What meetings put on others' pages: a link, the next meeting at home, the group's panel."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from holdfast.governance.meetings.models import Meeting, Paper
from holdfast.governance.meetings.operations.keeping import charter_on
from holdfast.governance.meetings.queries import lists
from holdfast.governance.meetings.queries.expected import attendance_expected, quorum_forecast
from holdfast.governance.meetings.queries.groups_in_hand import groups_in_hand
from holdfast.groups.models import Group
from holdfast.groups.tabs import Tab, group_tab
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell, slots
from holdfast.web.shell import NavigationItem

P = Permission
SHOWN = 4


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """A link for whoever has meetings."""
    actor = _actor(request)
    if actor is None or not (actor.may(P.SEE_MEETINGS) or actor.may(P.ATTEND)):
        return None
    return NavigationItem("Meetings", reverse("meetings:mine"), order=30)


def home_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """The next meeting, with papers, apologies and the quorum that they would make."""
    actor = _actor(request)
    row = lists.next_meeting(actor) if actor is not None else None
    if actor is None or row is None:
        return None
    meeting = Meeting.objects.visible_to(actor).get(pk=row.id)
    sees = actor.may(P.SEE_MEETINGS, meeting.group_id, meeting.pk)
    attendance = attendance_expected(meeting) if sees else None
    papers = Paper.objects.visible_to(actor).filter(item__meeting=meeting)
    context = {
        "row": row,
        "papers": papers.count(),
        "apologies": attendance.count("apologies", "deputy") if attendance else 0,
        "forecast": quorum_forecast(charter_on(meeting), attendance) if attendance else None,
        "may_answer": attendance is None or attendance.person(actor.person_id) is not None,
    }
    return slots.Panel("meetings/_next.html", context)


def in_hand_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """For a business manager: each group with its next date and what needs doing."""
    actor = _actor(request)
    if actor is None or not actor.may(P.ARRANGE_MEETINGS):
        return None
    rows = groups_in_hand(actor)
    return slots.Panel("meetings/_in_hand.html", {"rows": rows}) if rows else None


def group_panel(request: HttpRequest, subject: Group) -> slots.Panel | None:
    """The group's next dates."""
    actor = _actor(request)
    if actor is None or not actor.may(P.SEE_MEETINGS, subject.pk):
        return None
    rows = lists.with_answers(lists.coming(lists.meetings_of(actor, subject)), actor)[:SHOWN]
    context = {"rows": [lists.meeting_row(meeting) for meeting in rows], "group": subject}
    return slots.Panel("meetings/_group.html", context)


def tab(request: HttpRequest, group: Group) -> Tab | None:
    """The group's meetings among its tabs."""
    actor = _actor(request)
    if actor is None or not actor.may(P.SEE_MEETINGS, group.pk):
        return None
    return Tab("meetings", "Meetings", reverse("meetings:of-group", args=[group.pk]), 10)


def register() -> None:
    """Offer all of it; called when the app is ready."""
    shell.navigation_item(navigation)
    slots.home.register(home_panel, order=10)
    slots.home.register(in_hand_panel, order=12)
    slots.group.register(group_panel, order=20)
    group_tab(tab)
