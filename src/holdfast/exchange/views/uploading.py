"""Bringing a file, and saying which column of a list says what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from holdfast.exchange.forms import ColumnsForm, ListForm, ReturnForm
from holdfast.exchange.jobs import ask_for
from holdfast.exchange.models import ImportMap, ImportRun
from holdfast.exchange.operations.importing import begin_import
from holdfast.exchange.operations.mapping import name_columns
from holdfast.exchange.queries.columns import ColumnsPage, columns_page, kept_maps
from holdfast.exchange.views.listing import find_or_404
from holdfast.governance.documents.uploads import was_too_large
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit

P = Permission


@allow("GET", "POST", permission=P.IMPORT_CASEWORK)
def new_return(request: PersonRequest) -> HttpResponse:
    """Bring the files of an SSDA903 return."""
    form = ReturnForm(request.POST or None, request.FILES or None, was_too_large=was_too_large(request))

    def do(said: dict[str, Any]) -> str:
        files = {part: said[part].read() for part in ("missing", "header", "episodes") if said[part]}
        run = begin_import(
            by=request.actor, kind=ImportRun.Kind.SSDA903, name=said["missing"].name, files=files,
            year=said["year"].strip(),
        )  # fmt: skip
        ask_for(run, request.actor.person_id)
        return reverse("exchange:run", args=[run.pk])

    return submit(
        request, form, do, title="Import an SSDA903 return", button="Look it through",
        intro="The file is looked through first. Nothing is changed until you apply it.",
        back=reverse("exchange:runs"),
    )  # fmt: skip


@allow("GET", "POST", permission=P.IMPORT_CASEWORK)
def new_list(request: PersonRequest) -> HttpResponse:
    """Bring a spreadsheet; its columns are named next."""
    form = ListForm(request.POST or None, request.FILES or None, was_too_large=was_too_large(request))

    def do(said: dict[str, Any]) -> str:
        files = {"list": said["file"].read()}
        run = begin_import(
            by=request.actor, kind=ImportRun.Kind.EPISODES, name=said["file"].name, files=files
        )
        return reverse("exchange:columns", args=[run.pk])

    return submit(
        request, form, do, title="Import a list of episodes", button="Go on to its columns",
        intro="Exports of the police and of other systems differ: you say next which column is what.",
        back=reverse("exchange:runs"),
    )  # fmt: skip


@allow("GET", "POST", permission=P.IMPORT_CASEWORK)
def columns(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """Say which column says what, beside the first rows; then the list is looked through."""
    run = find_or_404(request, run_id)
    own = reverse("exchange:run", args=[run.pk])
    if run.kind != ImportRun.Kind.EPISODES or run.is_busy or run.state == run.State.APPLIED:
        return redirect(own)
    kept = _kept(request, run)
    try:
        page = columns_page(run, request.GET.get("sheet", ""), kept)
    except Refused as refusal:
        ImportRun.objects.filter(pk=run.pk).update(state=run.State.FAILED, failure=str(refusal))
        return redirect(own)
    form = ColumnsForm(request.POST or None, page=page, kept=kept)

    def do(_: dict[str, Any]) -> str:
        ask_for(name_columns(run, form.as_map(), by=request.actor), request.actor.person_id)
        return own

    return submit(
        request, form, do, title="Name the columns", button="Look it through", back=own, run=run,
        template="exchange/columns.html", page=page, maps=kept_maps(), sheets=_sheets(page),
    )  # fmt: skip


def _kept(request: PersonRequest, run: ImportRun) -> dict[str, Any]:
    """The answers to begin with: those of a kept map that was chosen, else the run's own."""
    asked = request.GET.get("map", "")
    rows = ImportMap.objects.visible_to(request.actor)
    found = next((row for row in rows if str(row.pk) == asked), None)
    return dict(found.data) if found else dict(run.map or {})


def _sheets(page: ColumnsPage) -> list[tuple[str, bool]]:
    return [(name, name == page.sheet) for name in page.sheets] if len(page.sheets) > 1 else []
