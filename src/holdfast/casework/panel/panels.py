"""What the case meeting puts on others' pages: a way in, the home page, the meeting's page, a group's tab."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children.models import CaseworkGroup
from holdfast.casework.children.shell import ROW
from holdfast.casework.panel.models import CaseList, Discussion
from holdfast.casework.panel.queries.concluding import left_page
from holdfast.casework.panel.queries.home import feedback_for, lists_to_answer
from holdfast.casework.panel.standing import CHILD_ITEM, may_run_cases
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.web import shell, slots
from holdfast.web.shell import NavigationItem


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """A link for whoever runs cases or answers for an agency."""
    actor = _actor(request)
    if actor is None or not (actor.may(Permission.RUN_CASES) or actor.may(Permission.ANSWER_CASES)):
        return None
    return NavigationItem("Case meetings", reverse("panel:meetings"), order=14, row=ROW)


def home(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """Lists on which the person's agency has children to answer, and feedback that waits to be read."""
    actor = _actor(request)
    if actor is None:
        return None
    lists = lists_to_answer(actor) if actor.may(Permission.ANSWER_CASES) else ()
    feedback = feedback_for(actor)
    if not lists and not feedback:
        return None
    return slots.Panel("panel/_home.html", {"lists": lists, "feedback": feedback})


def meeting(request: HttpRequest, subject: Meeting) -> slots.Panel | None:
    """The way to the meeting's case list."""
    actor = _actor(request)
    if actor is None:
        return None
    runs = may_run_cases(actor, subject.group_id)
    if not runs and not actor.may(Permission.ANSWER_CASES, subject.group_id):
        return None
    if not CaseworkGroup.objects.filter(group=subject.group_id, ended_at=None).exists():
        return None
    case_list = CaseList.objects.visible_to(actor).filter(meeting=subject).first()
    return slots.Panel("panel/_meeting.html", {"meeting": subject, "runs": runs, "case_list": case_list})


def closing(request: HttpRequest, subject: Meeting) -> slots.Panel | None:
    """Before a meeting closes: the children that it took up and did not conclude on."""
    actor = _actor(request)
    if actor is None or not may_run_cases(actor, subject.group_id):
        return None
    case_list = CaseList.objects.visible_to(actor).filter(meeting=subject).select_related("meeting").first()
    page = left_page(actor, case_list) if case_list else None
    if page is None or not page.total:
        return None
    return slots.Panel("panel/_left.html", {"page": page, "meeting": subject, "came_from": "closing"})


def item(request: HttpRequest, subject: AgendaItem) -> slots.Panel | None:
    """From a child's item in the meeting room to the child's discussion, for who may see the child."""
    actor = _actor(request)
    if actor is None or not subject.title.startswith(CHILD_ITEM):
        return None
    found = Discussion.objects.visible_to(actor).filter(item=subject).first()
    return slots.Panel("panel/_item.html", {"discussion": found}) if found else None


def register() -> None:
    """Offer all of it; called when the app is ready."""
    shell.navigation_item(navigation)
    slots.home.register(home, order=5)
    slots.meeting.register(meeting, order=5)
    slots.closing.register(closing)
    slots.item.register(item)
