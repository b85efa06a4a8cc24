"""All groups and agencies at once."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.insight.compliance.charts import chart
from holdfast.insight.compliance.figures import Number
from holdfast.insight.compliance.forms import AcrossForm
from holdfast.insight.compliance.paper import across_document, across_table
from holdfast.insight.compliance.queries.across import BY_AGENCY, across_page, boards_of
from holdfast.insight.compliance.views.taking_away import take_away
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven

SEE = Permission.SEE_OWED


def _asked(request: PersonRequest) -> AcrossForm:
    return AcrossForm(request.GET, boards=boards_of(request.actor), today=clock.today())


@allow("GET", permission=SEE)
def across(request: PersonRequest) -> HttpResponse:
    """Each group and each agency as a row."""
    form = _asked(request)
    period = form.chosen
    context: dict[str, object] = {"form": form, "page": None}
    if period:
        page = across_page(request.actor, period, form.board_id)
        drawn = chart(page.parts, period.step, page.trend)
        context |= {"page": page, "chart": drawn, "Number": Number, "by_agency": BY_AGENCY}
    return render(request, "compliance/across.html", context, status=200 if period else 422)


@allow("GET", permission=SEE)
@recently_proven
def across_file(request: PersonRequest, kind: str) -> HttpResponse:
    """The same as Word, PDF, Excel or CSV."""
    form = _asked(request)
    board = form.board_id
    return take_away(
        request,
        kind,
        name="Compliance of all groups",
        period=form.chosen,
        document=lambda period, serial: across_document(
            across_page(request.actor, period, board), request.actor, serial
        ),
        table=lambda period: across_table(across_page(request.actor, period, board)),
        board=str(board or ""),
    )
