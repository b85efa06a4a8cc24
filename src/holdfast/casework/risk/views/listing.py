"""The exploitation list, its history, what can be taken away of it, and that it is up to date."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.risk import operations
from holdfast.casework.risk.forms import HistoryForm, ListForm
from holdfast.casework.risk.queries.history import LONGEST, list_history
from holdfast.casework.risk.queries.listing import Category, ListPage, high_and_not_listed, list_page
from holdfast.casework.risk.queries.meetings import find_case_meeting, waiting_for_update
from holdfast.casework.risk.taking_away import COLUMNS, as_document, as_rows, title_of
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.stewardship.trail.record import record, record_view
from holdfast.web.documents.answers import document_file
from holdfast.web.downloads import Download, as_csv, as_xlsx
from holdfast.web.pages import or_404, pressed
from holdfast.web.tables import paged


@allow("GET", permission=Permission.ASSESS_RISK)
def exploitation_list(request: PersonRequest) -> HttpResponse:
    """Who is on the list, as of any day, and what marks each child."""
    form = ListForm(request.GET or None)
    wanted = form.wanted()
    page = list_page(request.actor, wanted)
    keeps = request.actor.may(Permission.KEEP_LIST)
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "wanted": wanted,
        "categories": [one for one in Category if page.counts[one]],
        "owed": waiting_for_update(request.actor) if keeps else None,
        "not_listed": high_and_not_listed(request.actor) if page.is_today and not wanted.category else [],
        "may_export": request.actor.may(Permission.CONFIRM_LEVEL),
        "may_place": request.actor.may(Permission.CONFIRM_LEVEL),
    }
    _seen(request, page, "viewed the exploitation list", beside=[str(c.pk) for c, _ in context["not_listed"]])
    return render(request, "risk/list.html", context)


def _seen(request: PersonRequest, page: ListPage, what: str, **more: Any) -> None:
    rows = [str(row.child_id) for row in page.rows]
    record_view(None, by=request.actor, what=what, as_of=page.day.isoformat(), rows=rows, **more)


@allow("GET", permission=Permission.CONFIRM_LEVEL)
@recently_proven
def list_export(request: PersonRequest, kind: str) -> HttpResponse:
    """The same list to take away, as Excel, CSV or Word."""
    if kind not in ("csv", "xlsx", "docx"):
        raise Http404
    page = list_page(request.actor, ListForm(request.GET or None).wanted())
    taken = Download(
        title=title_of(page), columns=COLUMNS, rows=as_rows(page), asked_by=request.actor.name,
        is_invented=settings.HOLDFAST_INVENTED,
    )  # fmt: skip
    _seen(request, page, "exported the exploitation list", serial=taken.serial, kind=kind)
    if kind != "docx":
        return as_xlsx(taken) if kind == "xlsx" else as_csv(taken)
    return document_file(as_document(page, taken), kind, taken.file_name)


@allow("GET", permission=Permission.ASSESS_RISK)
def history(request: PersonRequest) -> HttpResponse:
    """Every change of the list and of levels: who, when, at which meeting, why."""
    form = HistoryForm(request.GET or None)
    form.full_clean()
    chosen = getattr(form, "cleaned_data", {})
    found = list_history(request.actor, since=chosen.get("since"), until=chosen.get("until"))
    page = paged(request, found)
    rows = sorted({str(one.child_id) for one in page.rows})
    record("viewed the history of the exploitation list", by=request.actor, rows=rows)
    context = {"form": form, "page": page, "found": page.rows, "is_cut": len(found) == LONGEST}
    return render(request, "risk/history.html", context)


@allow("POST", permission=Permission.KEEP_LIST)
def update(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Say that the list holds everything that a meeting changed."""
    meeting = or_404(find_case_meeting, request.actor, meeting_id)

    def do() -> str:
        operations.say_list_up_to_date(meeting=meeting, by=request.actor)
        return "The list is up to date: what the terms ask of it is done."

    return pressed(request, do, then=reverse("risk:list"))
