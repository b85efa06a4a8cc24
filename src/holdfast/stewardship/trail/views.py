"""The trail's page for an auditor; to read it is itself recorded."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.stewardship.trail.forms import TrailFilterForm
from holdfast.stewardship.trail.queries import entries_for, trail_page, trail_rows
from holdfast.stewardship.trail.record import record
from holdfast.web.downloads import Download, as_csv, as_xlsx

LONGEST_EXPORT = 10_000


@allow("GET", permission=Permission.SEE_TRAIL)
def trail(request: PersonRequest) -> HttpResponse:
    """Who did and saw what, newest first; the filter stands in the address."""
    form = TrailFilterForm(request.GET or None, actor=request.actor)
    wanted = form.wanted()
    page = trail_page(request.actor, wanted, request.GET.get("before", ""))
    record("read the trail", by=request.actor, asked=wanted.codes)
    asked = request.GET.copy()
    asked["before"] = page.older
    context = {"page": page, "filters": form, "wanted": wanted, "older": f"?{asked.urlencode()}"}
    return render(request, "stewardship/trail.html", context)


@allow("GET", permission=Permission.SEE_TRAIL)
@recently_proven
def trail_export(request: PersonRequest, kind: str) -> HttpResponse:
    """The same entries to take away, the newest ten thousand of them."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    wanted = TrailFilterForm(request.GET or None, actor=request.actor).wanted()
    entries = list(entries_for(request.actor, wanted)[:LONGEST_EXPORT])
    rows = trail_rows(request.actor, entries)
    download = Download(
        title="Trail",
        columns=["Number", "When", "Who", "Agency", "Did", "What", "Group", "More"],
        rows=[(r.id, r.at, r.who, r.agency, r.did, r.about, r.group, r.more) for r in rows],
        asked_by=request.actor.name,
        is_invented=settings.HOLDFAST_INVENTED,
    )
    newest, oldest = (entries[0].id, entries[-1].id) if entries else (0, 0)
    record(
        "exported the trail",
        by=request.actor,
        asked=wanted.codes,
        serial=download.serial,
        entries=len(entries),
        newest=newest,
        oldest=oldest,
    )
    return as_xlsx(download) if kind == "xlsx" else as_csv(download)
