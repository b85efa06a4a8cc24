"""One group against its terms, and the records of its meetings behind what the system keeps."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.groups.charters import terms_in_force
from holdfast.groups.models import Group
from holdfast.groups.queries.group import visible_group
from holdfast.groups.tabs import tabs
from holdfast.insight.compliance.charts import chart, spark
from holdfast.insight.compliance.figures import Number
from holdfast.insight.compliance.forms import PeriodForm
from holdfast.insight.compliance.mechanisms import Standing
from holdfast.insight.compliance.paper import group_document, group_table
from holdfast.insight.compliance.queries.group import GroupPage, group_page
from holdfast.insight.compliance.queries.records import meetings_held
from holdfast.insight.compliance.views.taking_away import take_away
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.web.tables import paged

SEE = Permission.SEE_OWED


def _asked(request: PersonRequest, group_id: UUID) -> tuple[Group, PeriodForm]:
    group = visible_group(request.actor, group_id)
    request.actor.require(SEE, group_id)
    terms = terms_in_force(group, clock.today())
    since = terms.in_force_from if terms else None
    return group, PeriodForm(request.GET, today=clock.today(), in_force_from=since)


@allow("GET", permission=SEE)
def group(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Clause by clause: what was promised in the period, what was kept, how we know."""
    found, form = _asked(request, group_id)
    period = form.chosen
    page = group_page(request.actor, found, period) if period else None
    show = request.GET.get("show", "")
    if page and show in list(Standing):
        page = replace(page, show=Standing(show))
    context = {"group": found, "form": form, "page": page, "tabs": tabs(request, found, "assurance")}
    context |= {"by_agency": "", **_drawn(page)} if page else {}
    return render(request, "compliance/group.html", context, status=200 if period else 422)


def _drawn(page: GroupPage) -> dict[str, object]:
    step = page.period.step
    versions = (page.current, *page.others)
    sparks = {
        (version.id, row.id): spark(page.parts, step, row.trend)
        for version in versions
        if version
        for row in version.clauses
    }
    on = min(page.period.until, clock.today()).isoformat()
    return {"chart": chart(page.parts, step, page.trend), "sparks": sparks, "Number": Number, "on": on}


@allow("GET", permission=SEE)
@recently_proven
def group_file(request: PersonRequest, group_id: UUID, kind: str) -> HttpResponse:
    """The same as Word, PDF, Excel or CSV."""
    found, form = _asked(request, group_id)
    return take_away(
        request,
        kind,
        name=f"Compliance of {found}",
        period=form.chosen,
        group=found,
        document=lambda period, serial: group_document(
            group_page(request.actor, found, period), request.actor, serial
        ),
        table=lambda period: group_table(group_page(request.actor, found, period)),
    )


@allow("GET", permission=SEE)
def meetings(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """The meetings behind the figures of what the system keeps: held, quorate, chaired."""
    found, form = _asked(request, group_id)
    period = form.chosen
    rows = meetings_held(found, period).order_by("-starts_at") if period else []
    context = {"group": found, "form": form, "period": period, "page": paged(request, rows)}
    context |= {
        "tabs": tabs(request, found, "assurance"),
        "may_see_meetings": request.actor.may(Permission.SEE_MEETINGS, group_id),
    }
    return render(request, "compliance/meetings.html", context, status=200 if period else 422)
