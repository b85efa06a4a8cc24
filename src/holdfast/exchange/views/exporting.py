"""Files that go out."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.exchange.days import CollectionYear
from holdfast.exchange.forms import YearForm
from holdfast.exchange.operations.exporting import export_missing_file
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.web.downloads import attached


@allow("GET", permission=Permission.IMPORT_CASEWORK)
def exports(request: PersonRequest) -> HttpResponse:
    """What can be taken away."""
    return render(request, "exchange/exports.html", {"form": YearForm()})


@allow("GET", permission=Permission.IMPORT_CASEWORK)
@recently_proven
def missing_file(request: PersonRequest) -> HttpResponse:
    """The SSDA903 `Missing` file of the year that the address names."""
    form = YearForm(request.GET)
    if not form.is_valid():
        return render(request, "exchange/exports.html", {"form": form}, status=422)
    made = export_missing_file(CollectionYear.parse(form.cleaned_data["year"]), by=request.actor)
    answer = attached(made.content, "text/csv; charset=utf-8", made.name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
