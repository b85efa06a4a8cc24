"""One's own submissions, beginning one, and those on a child."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.children.models import Child
from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.screening import operations
from holdfast.casework.screening.forms.keeping import StartForm
from holdfast.casework.screening.queries.submissions import on_child, own_submissions
from holdfast.casework.screening.queries.tools import tools_in_use
from holdfast.casework.screening.shell import sections
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.tables import paged

SUBMIT = Permission.SUBMIT_SCREENING


@allow("GET", permission=SUBMIT)
def own(request: PersonRequest) -> HttpResponse:
    """What this person began and sent."""
    page = paged(request, own_submissions(request.actor))
    return render(
        request,
        "screening/own.html",
        {"page": page, "has_tool": bool(tools_in_use(request.actor)), "sections": sections(request)},
    )


@allow("GET", "POST", permission=SUBMIT)
def new(request: PersonRequest) -> HttpResponse:
    """Choose a tool and, where there is a record, the child; `?child=` names one by its reference."""
    tools = tools_in_use(request.actor)
    asks_child = request.actor.may(Permission.SEE_CASES)
    form = StartForm(
        request.POST or None, tools=tools, asks_child=asks_child,
        initial={"child": request.GET.get("child", "")[:12]},
    )  # fmt: skip

    def do(sent: dict[str, Any]) -> str:
        tool = next(tool for tool in tools if str(tool.pk) == sent["tool"])
        child = _child_of(request, sent.get("child", ""))
        made = operations.start_submission(by=request.actor, tool=tool, child=child)
        return reverse("screening:form", args=[made.pk])

    return submit(
        request, form, do, title="Fill in a screening tool", button="Begin", back=reverse("screening:own"),
        template="screening/new.html", tools=tools,
    )  # fmt: skip


def _child_of(request: PersonRequest, reference: str) -> Child | None:
    if not reference.strip():
        return None
    rows = Child.objects.visible_to(request.actor)
    found: Child | None = rows.filter(reference=reference.strip().upper()).first()
    if found is None:
        refuse("There is no child with this reference whom you may see. Leave it empty to type who it is.")
    return found


@allow("GET", permission=SUBMIT)
def of_child(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """What was screened on one child."""
    child = child_or_404(request, child_id, SUBMIT)
    rows = on_child(request.actor, child)
    return child_page(request, child, "screening/of_child.html", "screening", rows=rows)
