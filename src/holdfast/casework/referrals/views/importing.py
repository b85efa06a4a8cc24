"""Referrals from a file, tried before they are taken in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.children.codes import Area
from holdfast.casework.referrals.forms.importing import ImportForm
from holdfast.casework.referrals.operations.importing import RowReport, import_referrals
from holdfast.casework.referrals.rules.sheet import COLUMNS, Unreadable, read_rows
from holdfast.casework.referrals.views.shared import keeping_group
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import form_page


@allow("GET", "POST", permission=Permission.IMPORT_CASEWORK)
def imported(request: PersonRequest) -> HttpResponseBase:
    """Try a file of referrals, or take it in; either way, row by row what becomes of each."""
    form = ImportForm(request.POST or None, request.FILES or None)
    group = keeping_group(request)
    page: dict[str, Any] = {
        "title": "Referrals from a file", "button": "Go on", "back": reverse("referrals:list"),
        "template": "referrals/import.html", "columns": COLUMNS, "areas": list(Area.labels),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, **page)
    try:
        rows = read_rows(form.cleaned_data["file"].read(), dict(Area.choices), clock.today())
    except Unreadable as fault:
        form.add_error("file", str(fault))
        return form_page(request, form, **page)
    is_dry_run = form.cleaned_data["how"] == "try"
    reports = import_referrals(by=request.actor, group=group, rows=rows, is_dry_run=is_dry_run)
    return _report(request, reports, is_dry_run=is_dry_run)


def _report(request: PersonRequest, reports: list[RowReport], *, is_dry_run: bool) -> HttpResponse:
    counts: dict[str, int] = {}
    for report in reports:
        counts[report.outcome] = counts.get(report.outcome, 0) + 1
    context = {"reports": reports, "counts": counts, "is_dry_run": is_dry_run}
    return render(request, "referrals/imported.html", context)
