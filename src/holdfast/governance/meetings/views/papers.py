"""Papers: uploading, newer versions, taking one off, reading one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from holdfast.governance.documents.downloads import download
from holdfast.governance.documents.uploads import was_too_large
from holdfast.governance.meetings import operations
from holdfast.governance.meetings.forms import PaperForm, PinForm, VersionForm
from holdfast.governance.meetings.queries.agenda import versions_to_pin
from holdfast.governance.meetings.views.finding import agenda_url, seen_item, seen_paper
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.submissions import once

P = Permission


@allow("GET", "POST", permission=P.ARRANGE_MEETINGS)
def add_paper(request: PersonRequest, item_id: UUID) -> HttpResponse:
    """Upload a paper for an item."""
    item = seen_item(request, item_id)
    request.actor.require(P.ARRANGE_MEETINGS, item.meeting.group_id)
    form = PaperForm(request.POST or None, request.FILES or None, was_too_large=was_too_large(request))

    def do(cleaned: dict[str, Any]) -> str:
        operations.add_paper(by=request.actor, item=item, title=cleaned["title"], upload=cleaned["file"])
        messages.success(request, "The paper is added. Members can read it now.")
        return f"{agenda_url(item.meeting)}#item-{item.pk}"

    return submit(
        request,
        form,
        do,
        title="Add a paper",
        button="Upload the paper",
        back=agenda_url(item.meeting),
        caption=item.title,
    )


@allow("GET", "POST", permission=P.ARRANGE_MEETINGS)
def pin_paper(request: PersonRequest, item_id: UUID) -> HttpResponse:
    """Pin a paper that the group already has."""
    item = seen_item(request, item_id)
    request.actor.require(P.ARRANGE_MEETINGS, item.meeting.group_id)
    form = PinForm(request.POST or None, versions=versions_to_pin(item))

    def do(cleaned: dict[str, Any]) -> str:
        operations.pin_paper(by=request.actor, item=item, version=cleaned["version"])
        messages.success(request, "The paper is pinned, at the version that you chose.")
        return f"{agenda_url(item.meeting)}#item-{item.pk}"

    return submit(
        request,
        form,
        do,
        title="Pin a paper that the group has",
        button="Pin the paper",
        back=agenda_url(item.meeting),
        caption=item.title,
    )


@allow("GET", "POST", permission=P.ARRANGE_MEETINGS)
def replace_paper(request: PersonRequest, paper_id: UUID) -> HttpResponse:
    """Upload a newer version; other meetings keep the one they had."""
    paper = seen_paper(request, paper_id)
    meeting = paper.item.meeting
    request.actor.require(P.ARRANGE_MEETINGS, meeting.group_id)
    form = VersionForm(request.POST or None, request.FILES or None, was_too_large=was_too_large(request))

    def do(cleaned: dict[str, Any]) -> str:
        newer = operations.replace_paper(by=request.actor, paper=paper, upload=cleaned["file"])
        messages.success(request, f"Version {newer.version.number} is pinned to this item now.")
        return f"{agenda_url(meeting)}#item-{paper.item_id}"

    return submit(
        request,
        form,
        do,
        title="Upload a newer version",
        button="Upload the version",
        back=agenda_url(meeting),
        caption=paper.version.document.title,
        intro="What other meetings have pinned stays the version that they had.",
    )


@allow("POST", permission=P.ARRANGE_MEETINGS)
def withdraw_paper(request: PersonRequest, paper_id: UUID) -> HttpResponse:
    """Take a paper off its item."""
    paper = seen_paper(request, paper_id)
    request.actor.require(P.ARRANGE_MEETINGS, paper.item.meeting.group_id)

    def do() -> str:
        operations.withdraw_paper(by=request.actor, paper=paper)
        messages.success(request, "The paper is taken off the agenda.")
        return agenda_url(paper.item.meeting)

    return once(request, do)


@allow("GET")
def read_paper(request: PersonRequest, paper_id: UUID) -> HttpResponse:
    """Save a paper; the trail says who took which version."""
    paper = seen_paper(request, paper_id)
    operations.record_download(by=request.actor, paper=paper)
    return download(paper.version)
