"""What groups owe: to chase in bulk, to take away, and for anybody who may read a group's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from holdfast.groups.queries.group import visible_group
from holdfast.groups.tabs import tabs
from holdfast.obligations.ledger import operations
from holdfast.obligations.ledger.forms import FilterForm, ids_among
from holdfast.obligations.ledger.operations import Chased
from holdfast.obligations.ledger.queries import everything as queries
from holdfast.obligations.ledger.views.shared import held_in
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.stewardship.trail.record import record
from holdfast.web.downloads import Cell, Download, as_csv, as_xlsx
from holdfast.web.pages import pressed
from holdfast.web.tables import paged, sort_head, sorting
from holdfast.web.words import counted, listed

CHASE = Permission.CHASE
LONGEST_EXPORT = 10_000
COLUMNS = ("Group", "What", "Kind", "Clause", "Owed by", "Who that is now", "Owed to", "Due", "State", "Time")


@allow("GET", permission=CHASE)
def everything(request: PersonRequest) -> HttpResponse:
    """Everything owed in the groups whose business this person chases."""
    context = _listed(request, queries.groups_to_chase(request.actor))
    return render(request, "ledger/all.html", {**context, "may_chase": True, "group": None})


@allow("GET", permission=Permission.SEE_OWED)
def of_group(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Everything owed in one group, for whoever may read it."""
    group = visible_group(request.actor, group_id)
    request.actor.require(Permission.SEE_OWED, group_id)
    context = _listed(request, frozenset({group_id}), of_group=True)
    context |= {"may_chase": request.actor.may(CHASE, group_id), "group": group}
    return render(request, "ledger/all.html", {**context, "tabs": tabs(request, group, "owed")})


def _listed(
    request: PersonRequest, groups: frozenset[UUID] | None, *, of_group: bool = False
) -> dict[str, Any]:
    """One page of the list with its filters and headings."""
    actor, held = request.actor, held_in(request)
    offered = queries.choices(actor, held, groups)
    form = FilterForm(request.GET or None, offered=offered, of_group=of_group)
    wanted = form.wanted()
    sorted_by = sorting(request, list(queries.SORTED_BY), queries.usual_order(wanted))
    rows = queries.in_order(queries.everything(actor, held, wanted, groups), sorted_by)
    page = paged(request, rows)
    heads = [("Group", "group"), ("What", "kind"), ("Due", "due")]
    return {
        "form": form,
        "page": page,
        "rows": queries.kept_rows(actor, held, page.rows),
        "heads": {key: sort_head(request, text, key, sorted_by) for text, key in heads},
        "is_narrowed": bool(form.is_bound and form.changed_data),
    }


@allow("GET", permission=CHASE)
@recently_proven
def export(request: PersonRequest, kind: str) -> HttpResponse:
    """The same list to take away, as CSV or Excel."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    actor, held, groups = request.actor, held_in(request), queries.groups_to_chase(request.actor)
    form = FilterForm(request.GET or None, offered=queries.choices(actor, held, groups))
    wanted = form.wanted()
    sorted_by = sorting(request, list(queries.SORTED_BY), queries.usual_order(wanted))
    found = queries.in_order(queries.everything(actor, held, wanted, groups), sorted_by)
    rows = queries.kept_rows(actor, held, found[:LONGEST_EXPORT])
    download = Download(
        title="What is owed",
        columns=COLUMNS,
        rows=[_cells(kept) for kept in rows],
        asked_by=actor.name,
        is_invented=settings.HOLDFAST_INVENTED,
    )
    ids = [str(kept.row.id) for kept in rows]
    record("exported obligations", by=actor, serial=download.serial, rows=ids)
    return as_xlsx(download) if kind == "xlsx" else as_csv(download)


def _cells(kept: queries.KeptRow) -> tuple[Cell, ...]:
    row = kept.row
    clause = row.clause.name if row.clause else ""
    left = row.left if row.state.is_outstanding else ""
    who = (row.owner, listed(kept.keepers), row.owed_to)
    return (row.group, row.says, row.kind, clause, *who, row.due_at, row.state.value, left)


@allow("POST", permission=CHASE)
def reminders(request: PersonRequest) -> HttpResponse:
    """Remind whoever would keep what was ticked, each person once."""

    def do() -> str:
        done = operations.chase(ids_among(request.POST.getlist("chosen")), by=request.actor)
        return said_of(done)

    return pressed(request, do, then=_back(request))


def _back(request: PersonRequest) -> str:
    """The list that it was sent from, with its filters; never another host."""
    asked = request.POST.get("back", "")
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else reverse("ledger:all")


def said_of(done: Chased) -> str:
    """What a chase did, in sentences."""
    left_out = [
        (done.without_keeper, "has nobody to keep it", "have nobody to keep them"),
        (done.already_today, "was chased today already", "were chased today already"),
        (done.ended, "is no longer owed", "are no longer owed"),
    ]
    rest = [f"{number} {one if number == 1 else many}" for number, one, many in left_out if number]
    people, things = counted(done.people, "person", "people"), counted(done.obligations, "thing")
    told = f"{people} reminded of {things}." if done.obligations else "Nobody was reminded."
    return f"{told} {listed(rest).capitalize()}." if rest else told
