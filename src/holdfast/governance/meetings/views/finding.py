"""Finds what an address names, among what the person may see; everything else is a 404."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from holdfast.governance.meetings.models import AgendaItem, Meeting, Paper
from holdfast.governance.meetings.queries import meeting_page
from holdfast.groups.models import Group
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.stewardship.tenancy.models import Person


def seen_meeting(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """A meeting that the person may see."""
    try:
        return meeting_page.find_meeting(request.actor, meeting_id)
    except meeting_page.Unseen as unseen:
        raise Http404 from unseen


def seen_item(request: PersonRequest, item_id: UUID) -> AgendaItem:
    """An agenda item that the person may see."""
    try:
        return meeting_page.find_item(request.actor, item_id)
    except meeting_page.Unseen as unseen:
        raise Http404 from unseen


def seen_paper(request: PersonRequest, paper_id: UUID) -> Paper:
    """A paper that the person may read."""
    rows = Paper.objects.visible_to(request.actor)
    found: Paper = get_object_or_404(
        rows.select_related("item__meeting__group", "version__document"), pk=paper_id
    )
    return found


def seen_group(request: PersonRequest, group_id: UUID) -> Group:
    """A group that the person may see."""
    found: Group = get_object_or_404(Group.objects.visible_to(request.actor), pk=group_id)
    return found


def arranged_meeting(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """A meeting that the person may see and arrange."""
    meeting = seen_meeting(request, meeting_id)
    request.actor.require(Permission.ARRANGE_MEETINGS, meeting.group_id)
    return meeting


def drafted_meeting(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """A meeting whose agenda the person may change: whoever arranges it, or the chair."""
    meeting = seen_meeting(request, meeting_id)
    require_drafting(request.actor, meeting)
    return meeting


def drafted_item(request: PersonRequest, item_id: UUID) -> AgendaItem:
    """An item that the person may change."""
    item = seen_item(request, item_id)
    require_drafting(request.actor, item.meeting)
    return item


def require_drafting(actor: Actor, meeting: Meeting) -> None:
    """Whoever arranges the meeting drafts its agenda, and so may the chair."""
    if not actor.may(Permission.CONFIRM_AGENDA, meeting.group_id):
        actor.require(Permission.ARRANGE_MEETINGS, meeting.group_id)


def people_of(actor: Actor) -> QuerySet[Person]:
    """Everyone of the partnership who has not left, to choose from."""
    rows = Person.objects.visible_to(actor).filter(left_on__isnull=True)
    return rows.select_related("agency").order_by("name")


def url_of(meeting: Meeting) -> str:
    """The page of a meeting."""
    return reverse("meetings:meeting", args=[meeting.pk])


def agenda_url(meeting: Meeting) -> str:
    """The page on which its agenda is made."""
    return reverse("meetings:agenda", args=[meeting.pk])
