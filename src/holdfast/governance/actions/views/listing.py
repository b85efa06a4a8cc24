"""The list of actions, one action, and what can be taken away."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from holdfast.governance.actions import queries
from holdfast.governance.actions.forms import FilterForm
from holdfast.governance.actions.views.shared import find_or_404
from holdfast.governance.documents.downloads import download
from holdfast.kernel import clock
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.stewardship.trail.record import record, record_view
from holdfast.web.downloads import Download, as_csv, as_xlsx
from holdfast.web.pages import or_404
from holdfast.web.tables import paged

LONGEST_EXPORT = 10_000


@allow("GET")
def action_list(request: PersonRequest) -> HttpResponse:
    """Actions, overdue first: one's own unless something else is asked for."""
    form = FilterForm(request.GET or None, actor=request.actor)
    wanted = form.wanted(default_whose="mine" if not request.GET else "all")
    page = paged(request, queries.actions_for(request.actor, wanted))
    today = clock.today()
    rows = [queries.action_row(action, today) for action in page.rows]
    context = {"form": form, "page": page, "rows": rows, "wanted": wanted}
    return render(request, "actions/list.html", context)


@allow("GET")
@recently_proven
def action_export(request: PersonRequest, kind: str) -> HttpResponse:
    """The same list to take away, as CSV or Excel."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    wanted = FilterForm(request.GET or None, actor=request.actor).wanted()
    rows = queries.actions_for(request.actor, wanted)[:LONGEST_EXPORT]
    today = clock.today()
    shown = [queries.action_row(action, today) for action in rows]
    download = Download(
        title="Actions",
        columns=["Group", "Number", "Action", "Agency", "Person", "Due", "State", "How pressing"],
        rows=[(r.group, r.reference, r.text, r.agency, r.owner, r.due_on, r.state, r.urgency) for r in shown],
        asked_by=request.actor.name,
        is_invented=settings.HOLDFAST_INVENTED,
    )
    ids = [str(row.id) for row in shown]
    record("exported actions", by=request.actor, serial=download.serial, rows=ids)
    return as_xlsx(download) if kind == "xlsx" else as_csv(download)


@allow("GET")
def action(request: PersonRequest, action_id: UUID) -> HttpResponse:
    """One action with its history."""
    page = or_404(queries.action_page, request.actor, action_id)
    return render(request, "actions/action.html", {"page": page})


@allow("GET")
def evidence(request: PersonRequest, action_id: UUID, entry_id: UUID) -> HttpResponse:
    """The file that shows that something was done."""
    found = find_or_404(request, action_id)
    entry = get_object_or_404(found.entries.select_related("evidence"), pk=entry_id, evidence__isnull=False)
    record_view(entry.evidence, by=request.actor, group_id=found.group_id, what="downloaded evidence")
    return download(entry.evidence)
