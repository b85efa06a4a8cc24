"""The obligations behind a number."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from holdfast.groups.charters import charters_of, terms_in_force
from holdfast.groups.models import Terms
from holdfast.insight.compliance.figures import Number
from holdfast.insight.compliance.forms import RowsForm
from holdfast.insight.compliance.paper import rows_table
from holdfast.insight.compliance.queries.rows import OF_PEOPLE, counted_only, obligations_wanted, rows_said
from holdfast.insight.compliance.seeing import groups_assured, groups_standing
from holdfast.insight.compliance.views.taking_away import take_away
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.web.tables import paged

LONGEST_EXPORT = 10_000


def _asked(request: PersonRequest) -> tuple[RowsForm, list[Any]]:
    groups = list(groups_assured(request.actor).order_by("name"))
    group_id = _group_asked(request, {group.pk for group in groups})
    clauses, since = _terms_of(group_id)
    choices = [(str(group.pk), group.name) for group in groups]
    form = RowsForm(
        request.GET,
        actor=request.actor,
        groups=choices,
        clauses=clauses,
        today=clock.today(),
        in_force_from=since,
    )
    return form, groups


def _standing(request: PersonRequest, form: RowsForm) -> list[UUID]:
    """Without a group in the address: those that the page across groups counts."""
    return list(groups_standing(request.actor, form.board_id).values_list("pk", flat=True))


def _group_asked(request: PersonRequest, known: set[UUID]) -> UUID | None:
    """The group that the address names; one that may not be looked at is as missing as one that is not."""
    try:
        group_id = UUID(request.GET["group"]) if request.GET.get("group") else None
    except ValueError:
        raise Http404 from None
    if group_id is not None and group_id not in known:
        raise Http404
    return group_id


def _terms_of(group_id: UUID | None) -> tuple[list[Any], date | None]:
    """The clauses of every version of its terms, the latest first, and since when the present one holds."""
    if group_id is None:
        return [], None
    rows = Terms.objects.filter(group=group_id, in_force_from__isnull=False).defer("source")
    charters = charters_of(rows.order_by("-in_force_from"))
    present = terms_in_force(group_id, clock.today())
    clauses = [clause for charter in charters.values() for clause in charter.clauses]
    return clauses, present.in_force_from if present else None


@allow("GET", permission=Permission.SEE_OWED)
def obligations(request: PersonRequest) -> HttpResponse:
    """Each obligation that a number counts, with its owner, its times and its evidence."""
    form, groups = _asked(request)
    period = form.chosen
    context: dict[str, Any] = {"form": form, "period": period, "named": {g.pk: g for g in groups}}
    if period:
        wanted = form.wanted(period, _standing(request, form))
        page = paged(request, obligations_wanted(request.actor, wanted))
        context |= {"page": page, "rows": rows_said(page.rows), "wanted": wanted}
        context["counted_only"] = counted_only(request.actor, wanted)
        context["title"] = OF_PEOPLE.get(wanted.number) or Number(wanted.number).title
        context["means"] = "" if wanted.number in OF_PEOPLE else Number(wanted.number).means
        context["clause"] = next((c for c in form.clauses_offered if c.id == wanted.clause), None)
    return render(request, "compliance/rows.html", context, status=200 if period else 422)


@allow("GET", permission=Permission.SEE_OWED)
@recently_proven
def obligations_file(request: PersonRequest, kind: str) -> HttpResponse:
    """The same list as Excel or CSV, the latest ten thousand."""
    form, _ = _asked(request)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return take_away(
        request,
        kind,
        name="Obligations",
        period=form.chosen,
        table=lambda period: rows_table(
            rows_said(
                obligations_wanted(request.actor, form.wanted(period, _standing(request, form)))[
                    :LONGEST_EXPORT
                ]
            )
        ),
        asked={key: str(value) for key, value in given.items() if value},
    )
