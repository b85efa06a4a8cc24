"""Past imports, one import with its report, and what is done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.exchange.jobs import ask_for
from holdfast.exchange.models import ImportRun
from holdfast.exchange.operations import importing
from holdfast.exchange.queries import pages
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record
from holdfast.web.forms import Form
from holdfast.web.pages import fresh, submit
from holdfast.web.tables import Sliceable, paged

P = Permission


def find_or_404(request: PersonRequest, run_id: UUID) -> ImportRun:
    """The run, for those who import."""
    found: ImportRun | None = pages.runs_for(request.actor).filter(pk=run_id).first()
    if found is None:
        raise Http404
    return found


@allow("GET", permission=P.IMPORT_CASEWORK)
def runs(request: PersonRequest) -> HttpResponse:
    """Past imports, the latest first, and how many rows wait."""
    context = {
        "page": paged(request, pages.runs_for(request.actor)),
        "waiting": pages.waiting_for(request.actor).count(),
    }
    return render(request, "exchange/runs.html", context)


@allow("GET", permission=P.IMPORT_CASEWORK)
def run(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """One import: how far it is, or what became of each row."""
    found = find_or_404(request, run_id)
    first = "tray" if found.totals.get("tray") else "all"
    shown = request.GET.get("show", first)
    shown = shown if shown in pages.SHOWN else first
    part: Sliceable[pages.ReportRow]
    if shown == "plain":
        part = pages.PlainPart(request.actor, found)
    else:
        part = pages.ReportPart(request.actor, pages.rows_of(found, shown))
    page = paged(request, part)
    children = [row.child for row in page.rows if row.child_id]
    record("viewed the report of an import", found, by=request.actor, children=children)
    context = {
        "page": page,
        "run": found,
        "report": pages.run_page(found),
        "shown": shown,
        "tabs": pages.SHOWN,
    }
    return render(request, "exchange/run.html", context)


@allow("GET", permission=P.IMPORT_CASEWORK)
def progress(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """How far it is, for the page that follows along."""
    found = find_or_404(request, run_id)
    return fresh(
        request,
        f"{found.state}-{found.done}",
        lambda: render(request, "exchange/_progress.html", {"run": found}),
    )


@allow("GET", "POST", permission=P.IMPORT_CASEWORK)
def application(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """Put what was looked through into the record."""
    found = find_or_404(request, run_id)

    def do(_: dict[str, Any]) -> str:
        now = importing.ask_to_apply(found, by=request.actor)
        ask_for(now, request.actor.person_id)
        return reverse("exchange:run", args=[found.pk])

    form = Form(request.POST if request.method == "POST" else None)
    return submit(
        request, form, do, title="Apply this import", button="Apply", template="exchange/apply.html",
        report=pages.run_page(found), back=reverse("exchange:run", args=[found.pk]),
    )  # fmt: skip


@allow("GET", "POST", permission=P.IMPORT_CASEWORK)
def discarding(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """Put a file aside that was not applied."""
    found = find_or_404(request, run_id)

    def do(_: dict[str, Any]) -> str:
        importing.discard_import(found, by=request.actor)
        messages.success(request, "The file is put aside. Nothing of it is in the record.")
        return reverse("exchange:runs")

    form = Form(request.POST if request.method == "POST" else None)
    return submit(
        request, form, do, title="Put this file aside?", button="Put aside", danger=True,
        intro="Nothing of it goes into the record, and its report is forgotten.",
        back=reverse("exchange:run", args=[found.pk]),
    )  # fmt: skip
