"""The pages of minutes: read, take away, correct, check, approve, give to people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.governance.minutes import operations, queries
from holdfast.governance.minutes.forms import ApprovalForm, CheckForm, DistributionForm, SectionForm
from holdfast.governance.minutes.models import Minutes, MinutesSection
from holdfast.governance.minutes.paper import minutes_document
from holdfast.governance.minutes.queries import MinutesPage
from holdfast.groups.membership import members_on
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.record import record_view
from holdfast.web.conflicts import Difference, conflict_page
from holdfast.web.documents.answers import document_file, require_kind
from holdfast.web.pages import or_404, submit
from holdfast.web.tables import paged

SEE = Permission.SEE_MINUTES


def url_of(meeting_id: UUID) -> str:
    return reverse("minutes:minutes", args=[meeting_id])


def _page(request: PersonRequest, meeting_id: UUID) -> MinutesPage:
    return or_404(queries.minutes_page, request.actor, meeting_id)


def _find(request: PersonRequest, meeting_id: UUID) -> Minutes:
    return or_404(queries.find_minutes, request.actor, meeting_id)


@allow("GET", permission=SEE)
def minutes_list(request: PersonRequest) -> HttpResponse:
    """Minutes that the person may read, the latest first."""
    rows = queries.minutes_visible_to(request.actor).select_related("meeting__group")
    page = paged(request, rows.order_by("-meeting__starts_at"))
    return render(request, "minutes/list.html", {"page": page})


@allow("GET", permission=SEE)
def minutes(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes of one meeting."""
    page = _page(request, meeting_id)
    record_view(page.minutes, by=request.actor, group_id=page.meeting.group_id)
    document = minutes_document(page, request.actor)
    context = {"page": page, "document": document, "check": CheckForm(initial=_version(page))}
    return render(request, "minutes/minutes.html", context)


def _version(page: MinutesPage) -> dict[str, int]:
    return {"version": page.minutes.version}


@allow("GET", permission=SEE)
def minutes_file(request: PersonRequest, meeting_id: UUID, kind: str) -> HttpResponse:
    """The minutes as Word that people can edit, or as PDF to file."""
    require_kind(kind)
    page = _page(request, meeting_id)
    record_view(page.minutes, by=request.actor, group_id=page.meeting.group_id, what="took away", kind=kind)
    name = f"minutes-{page.meeting.starts_at:%Y-%m-%d}-{page.minutes.state}"
    return document_file(minutes_document(page, request.actor), kind, name)


@allow("GET", "POST", permission=Permission.TAKE_MINUTES)
def section(request: PersonRequest, meeting_id: UUID, section_id: UUID) -> HttpResponse:
    """Correct what the draft says of an item; somebody else's change meanwhile shows both texts."""
    found = get_object_or_404(
        MinutesSection.objects.select_related("minutes__meeting"),
        pk=section_id,
        minutes=_find(request, meeting_id),
    )
    request.actor.require(Permission.TAKE_MINUTES, found.minutes.meeting.group_id)

    def do(sent: dict[str, Any]) -> str:
        operations.correct_section(
            by=request.actor,
            section=found,
            text=sent["text"],
            seen_version=sent["version"],
            reason=sent["reason"],
        )
        messages.success(request, "The minutes are corrected.")
        return f"{url_of(meeting_id)}#section-{found.position}"

    form = SectionForm(request.POST or None, initial={"text": found.text, "version": found.version})
    title = f"Correct the minutes of “{found.heading}”"
    try:
        return submit(request, form, do, title=title, button="Save", back=url_of(meeting_id))
    except operations.SectionChanged as changed:
        return _both(request, changed.present, meeting_id, form.cleaned_data["text"])


def _both(request: PersonRequest, present: MinutesSection, meeting_id: UUID, yours: str) -> HttpResponse:
    last = present.corrections.select_related("made_by").order_by("-made_at").first()
    difference = Difference("text", f"The minutes of {present.heading}", present.text, yours)
    return conflict_page(
        request,
        what=f"the minutes of “{present.heading}”",
        differences=[difference],
        version=present.version,
        changed_by=last.made_by.name if last else "Somebody",
        changed_at=present.changed_at or present.minutes.drafted_at,
        keep_theirs=url_of(meeting_id),
    )


@allow("POST", permission=Permission.CHECK_MINUTES)
def check(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The chair's check."""
    found = _find(request, meeting_id)

    def do(sent: dict[str, Any]) -> str:
        operations.check_minutes(by=request.actor, minutes=found, seen_version=sent["version"])
        messages.success(request, "The minutes are checked and can be shared with the group.")
        return url_of(meeting_id)

    form = CheckForm(request.POST)
    return submit(request, form, do, title="Check the minutes", button="Check again", back=url_of(meeting_id))


@allow("GET", "POST", permission=Permission.CHECK_MINUTES)
def approval(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Record at which later meeting they were approved."""
    page = _page(request, meeting_id)
    request.actor.require(Permission.CHECK_MINUTES, page.meeting.group_id)

    def do(sent: dict[str, Any]) -> str:
        at = next(m for m in page.approving_meetings if str(m.pk) == sent["meeting"])
        operations.approve_minutes(
            by=request.actor, minutes=page.minutes, at=at, seen_version=sent["version"]
        )
        messages.success(request, "The minutes are approved.")
        return url_of(meeting_id)

    form = ApprovalForm(request.POST or None, page=page, initial=_version(page))
    intro = (
        ""
        if page.approving_meetings
        else "No later meeting of this group has met yet; minutes are approved at the next one."
    )
    return submit(
        request, form, do, title="Approve the minutes", button="Approve", back=url_of(meeting_id), intro=intro
    )


@allow("GET", "POST", permission=Permission.TAKE_MINUTES)
def distribution(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Give the minutes to people, members ticked to begin with, and say why."""
    page = _page(request, meeting_id)
    request.actor.require(Permission.TAKE_MINUTES, page.meeting.group_id)
    people: Any = Person.objects.visible_to(request.actor).filter(left_on__isnull=True)
    rows = {str(p.pk): p for p in people.select_related("agency").order_by("name")}
    on = (page.opened_at or page.meeting.starts_at).date()
    members = [str(pk) for pk in members_on(page.meeting.group_id, on).people]

    def do(sent: dict[str, Any]) -> str:
        chosen = [rows[key] for key in sent["people"]]
        count = operations.send_minutes(
            by=request.actor, minutes=page.minutes, to=chosen, reason=sent["reason"]
        )
        messages.success(request, f"The minutes are given to {count} more people.")
        return url_of(meeting_id)

    choices = [(key, f"{person.name}, {person.agency}") for key, person in rows.items()]
    form = DistributionForm(request.POST or None, people=choices, initial={"people": members})
    return submit(
        request, form, do, title="Give the minutes to people", button="Give", back=url_of(meeting_id)
    )
