"""Taking in a list of filled tools: checked first, row by row."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from holdfast.casework.screening import operations
from holdfast.casework.screening.forms.keeping import FileOrTextForm
from holdfast.casework.screening.rules.importing import COLUMNS, UnreadableList
from holdfast.casework.screening.shell import sections
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow


@allow("GET", "POST", permission=Permission.KEEP_SCREENING)
def importing(request: PersonRequest) -> HttpResponse:
    """Check a file, then take it in; what is refused is said, and good rows go in all the same."""
    form = FileOrTextForm(request.POST or None, request.FILES or None)
    rows = None
    is_check = request.POST.get("then") != "import"
    if request.method == "POST" and form.is_valid():
        try:
            content = form.cleaned_data["source"].encode()
            rows = operations.import_submissions(by=request.actor, content=content, is_dry_run=is_check)
        except UnreadableList as unreadable:
            form.add_error("source", str(unreadable))
    totals = Counter(row.outcome for row in rows or ())
    if rows is not None and not is_check:
        messages.success(request, f"{totals['added']} taken into the queue.")
    context: dict[str, Any] = {
        "form": form,
        "rows": rows,
        "totals": totals,
        "is_check": is_check,
        "columns": COLUMNS,
    }
    context["sections"] = sections(request)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "screening/importing.html", context, status=status)
