"""Making an agenda: items, their order, the chair's confirmation, invitations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from holdfast.governance.meetings import operations
from holdfast.governance.meetings.forms import InviteForm, ItemForm
from holdfast.governance.meetings.models import AgendaItem, Invitee, Meeting
from holdfast.governance.meetings.queries.meeting_page import meeting_page
from holdfast.governance.meetings.rules.agenda import has_elections, kinds_of_item
from holdfast.governance.meetings.views.finding import (
    agenda_url,
    arranged_meeting,
    drafted_item,
    drafted_meeting,
    people_of,
    seen_meeting,
    url_of,
)
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.submissions import once

P = Permission


@allow("GET")
def agenda(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The agenda as whoever makes it sees it."""
    meeting = drafted_meeting(request, meeting_id)
    return render(request, "meetings/agenda.html", {"page": meeting_page(request.actor, meeting)})


def _item_form(request: PersonRequest, meeting: Meeting, initial: dict[str, Any]) -> ItemForm:
    charter = operations.charter_on(meeting)
    return ItemForm(
        request.POST or None,
        initial=initial,
        people=people_of(request.actor),
        kinds=kinds_of_item(charter),
        has_elections=has_elections(charter) and initial["kind"] in ("business", "election"),
    )


@allow("GET", "POST")
def add_item(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """New business."""
    meeting = drafted_meeting(request, meeting_id)
    form = _item_form(request, meeting, {"kind": "business"})

    def do(cleaned: dict[str, Any]) -> str:
        item = operations.add_item(by=request.actor, meeting=meeting, **cleaned)
        messages.success(request, f"“{item.title}” is on the agenda.")
        return f"{agenda_url(meeting)}#item-{item.pk}"

    return submit(
        request,
        form,
        do,
        title="Add an item",
        button="Add the item",
        back=agenda_url(meeting),
        caption=str(meeting.group),
    )


@allow("GET", "POST")
def change_item(request: PersonRequest, item_id: UUID) -> HttpResponse:
    """Another title, purpose, lead, length or kind."""
    item = drafted_item(request, item_id)
    names = ("title", "purpose", "lead", "minutes_planned", "business_kind", "kind")
    form = _item_form(request, item.meeting, {name: getattr(item, name) for name in names})

    def do(cleaned: dict[str, Any]) -> str:
        operations.amend_item(by=request.actor, item=item, **cleaned)
        messages.success(request, f"“{item.title}” is changed.")
        return f"{agenda_url(item.meeting)}#item-{item.pk}"

    return submit(
        request,
        form,
        do,
        title="Change an item",
        button="Save the item",
        back=agenda_url(item.meeting),
        caption=str(item.meeting.group),
    )


@allow("POST")
def place_item(request: PersonRequest, item_id: UUID) -> HttpResponse:
    """Move an item up, down, or to a place."""
    item = drafted_item(request, item_id)
    asked = request.POST.get("place", "")
    to = int(asked) if asked.removeprefix("-").isdecimal() and len(asked) < 5 else None

    def do() -> str:
        if to is not None:
            operations.move_item(by=request.actor, item=item, to=to)
        return f"{agenda_url(item.meeting)}#item-{item.pk}"

    if to is None:
        messages.error(request, "Enter the place as a number, such as 3.")
    return _or_refusal(request, item, do)


@allow("POST")
def remove_item(request: PersonRequest, item_id: UUID) -> HttpResponse:
    """Take an item off the agenda."""
    item = drafted_item(request, item_id)

    def do() -> str:
        operations.remove_item(by=request.actor, item=item)
        messages.success(request, f"“{item.title}” is off the agenda.")
        return agenda_url(item.meeting)

    return _or_refusal(request, item, do)


def _or_refusal(request: PersonRequest, item: AgendaItem, do: Any) -> HttpResponse:
    try:
        return once(request, do)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(url_of(item.meeting))


@allow("POST", permission=P.CONFIRM_AGENDA)
def confirm(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The chair confirms the agenda that was shown."""
    meeting = seen_meeting(request, meeting_id)
    version = request.POST.get("version", "")

    def do() -> str:
        operations.confirm_agenda(
            by=request.actor,
            meeting=meeting,
            version=int(version) if version.isdecimal() and len(version) < 10 else -1,
        )
        messages.success(request, "The agenda is confirmed.")
        return url_of(meeting)

    try:
        return once(request, do)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(url_of(meeting))


@allow("GET", "POST", permission=P.ARRANGE_MEETINGS)
def invite(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Invite somebody to an item, or to the whole meeting."""
    meeting = arranged_meeting(request, meeting_id)
    items = {str(item.pk): item for item in meeting.items.order_by("position")}
    choices = [("", "The whole meeting"), *((pk, item.title) for pk, item in items.items())]
    initial = {"item": request.GET.get("item", "")}
    form = InviteForm(request.POST or None, initial=initial, people=people_of(request.actor), items=choices)

    def do(cleaned: dict[str, Any]) -> str:
        item = items.get(cleaned.pop("item"))
        operations.invite(by=request.actor, meeting=meeting, item=item, **cleaned)
        messages.success(request, f"{cleaned['person'].name} is invited.")
        return agenda_url(meeting)

    return submit(
        request,
        form,
        do,
        title="Invite somebody",
        button="Invite",
        back=agenda_url(meeting),
        caption=str(meeting.group),
        intro="Somebody invited to one item sees that item and its papers, and nothing else of the meeting.",
    )


@allow("POST", permission=P.ARRANGE_MEETINGS)
def withdraw_invitation(request: PersonRequest, invitee_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    rows = Invitee.objects.visible_to(request.actor).select_related("meeting", "person")
    invitee = get_object_or_404(rows, pk=invitee_id, withdrawn_at__isnull=True)
    meeting = arranged_meeting(request, invitee.meeting_id)

    def do() -> str:
        operations.withdraw_invitation(by=request.actor, invitee=invitee)
        messages.success(request, f"{invitee.person.name} is no longer invited.")
        return agenda_url(meeting)

    return once(request, do)
