"""The tray: rows that wait, each settled or dismissed by a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.children.models import Child
from holdfast.exchange.forms import DismissForm, SettleForm, WhoForm
from holdfast.exchange.incoming import FileChild
from holdfast.exchange.models import HeldRow, ImportRow
from holdfast.exchange.operations import settling
from holdfast.exchange.queries import pages
from holdfast.exchange.queries.known import on_file
from holdfast.exchange.recognising import recognise
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import submit
from holdfast.web.tables import paged

P = Permission


@allow("GET", permission=P.IMPORT_CASEWORK)
def tray(request: PersonRequest) -> HttpResponse:
    """Every row that waits, the latest file first."""
    page = paged(request, pages.waiting_for(request.actor))
    return render(request, "exchange/tray.html", {"page": page, "is_held": False})


@allow("GET", permission=P.GUARD_CHILDREN)
def held(request: PersonRequest) -> HttpResponse:
    """The rows about children whose records the importer may not see."""
    page = paged(request, pages.held_for(request.actor))
    return render(request, "exchange/tray.html", {"page": page, "is_held": True})


@allow("GET", "POST", permission=P.IMPORT_CASEWORK)
def waiting_row(request: PersonRequest, row_id: UUID) -> HttpResponse:
    """One row: as it was written, why it waits, and what it is to say."""
    row = _row_or_404(pages.waiting_for(request.actor), row_id)
    likely = _likely(request, row)
    form = WhoForm(request.POST or None, row=row, likely=likely, actor=request.actor)
    if not form.is_bound:
        form.initial["child"] = str(likely[0].pk) if len(likely) == 1 else None
        record_view(row, by=request.actor, children=[child.reference for child in likely])

    def do(_: dict[str, Any]) -> str:
        settling.settle_row(row, form.said(), by=request.actor, child=form.chosen())
        messages.success(request, f"Row {row.number} is in the record.")
        return reverse("exchange:tray")

    dismissal = reverse("exchange:dismissal", args=[row.pk])
    return _settle_page(request, form, do, row, reverse("exchange:tray"), dismissal)


@allow("GET", "POST", permission=P.GUARD_CHILDREN)
def held_row(request: PersonRequest, row_id: UUID) -> HttpResponse:
    """One row about a child whose record this person guards."""
    row = _row_or_404(pages.held_for(request.actor), row_id)
    form = SettleForm(request.POST or None, row=row)
    if not form.is_bound:
        record_view(row, by=request.actor, children=[row.child.reference])

    def do(_: dict[str, Any]) -> str:
        settling.settle_held_row(row, form.said(), by=request.actor)
        messages.success(request, f"Row {row.number} is in the record.")
        return reverse("exchange:held")

    dismissal = reverse("exchange:held-dismissal", args=[row.pk])
    return _settle_page(request, form, do, row, reverse("exchange:held"), dismissal)


@allow("GET", "POST", permission=P.IMPORT_CASEWORK)
def dismissal(request: PersonRequest, row_id: UUID) -> HttpResponse:
    """Say why a row is not taken."""
    row = _row_or_404(pages.waiting_for(request.actor), row_id)
    return _dismiss_page(request, row, reverse("exchange:tray"))


@allow("GET", "POST", permission=P.GUARD_CHILDREN)
def held_dismissal(request: PersonRequest, row_id: UUID) -> HttpResponse:
    """Say why a row about a guarded record is not taken."""
    row = _row_or_404(pages.held_for(request.actor), row_id)
    return _dismiss_page(request, row, reverse("exchange:held"))


def _row_or_404(rows: Any, row_id: UUID) -> Any:
    found = rows.filter(pk=row_id).first()
    if found is None:
        raise Http404
    return found


def _likely(request: PersonRequest, row: ImportRow) -> list[Child]:
    """The children whom the row may be about, of those that this person may see."""
    asked = FileChild.from_json(row.asked_child)
    seen = {child.pk for child in recognise(asked, on_file([asked])).seen}
    return list(Child.objects.visible_to(request.actor).filter(pk__in=seen))


def _settle_page(
    request: PersonRequest, form: SettleForm, do: Any, row: ImportRow | HeldRow, back: str, dismissal: str
) -> HttpResponse:
    return submit(
        request, form, do, title=f"Row {row.number} of {row.run.file_name}", button="Take it into the record",
        template="exchange/waiting.html", row=row, back=back, dismissal=dismissal,
    )  # fmt: skip


def _dismiss_page(request: PersonRequest, row: ImportRow | HeldRow, back: str) -> HttpResponse:
    form = DismissForm(request.POST or None)

    def do(said: dict[str, Any]) -> str:
        settling.dismiss_row(row, by=request.actor, reason=said["reason"])
        messages.success(request, f"Row {row.number} is dismissed. It stays as it was written.")
        return back

    title = f"Dismiss row {row.number} of {row.run.file_name}?"
    return submit(request, form, do, title=title, button="Dismiss the row", back=back, danger=True)
