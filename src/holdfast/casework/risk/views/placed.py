"""The two monitoring lists, what is wanting in plans, and notices to other areas."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from holdfast.casework.children.models import Placement
from holdfast.casework.children.pages import child_or_404
from holdfast.casework.risk import operations
from holdfast.casework.risk.forms import NoticeAnswerForm, NoticeForm
from holdfast.casework.risk.models import AreaNotice
from holdfast.casework.risk.queries.gaps import gaps_page
from holdfast.casework.risk.queries.placed import placed_page
from holdfast.casework.risk.views.shared import child_form
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record


@allow("GET", permission=Permission.ASSESS_RISK)
def placed(request: PersonRequest) -> HttpResponse:
    """Children placed out of the area and those placed here by others."""
    page = placed_page(request.actor)
    rows = sorted({str(row.child_id) for row in (*page.out, *page.here)})
    record("viewed placed children", by=request.actor, rows=rows)
    return render(request, "risk/placed.html", {"page": page})


@allow("GET", permission=Permission.ASSESS_RISK)
def gaps(request: PersonRequest) -> HttpResponse:
    """What is wanting in the plans of the children who must have one."""
    rows = gaps_page(request.actor)
    record("viewed gaps in plans", by=request.actor, rows=[str(row.child.pk) for row in rows])
    return render(request, "risk/gaps.html", {"rows": rows})


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def notice(request: PersonRequest, child_id: UUID, placement_id: UUID) -> HttpResponse:
    """Record that the other authority was told of a placement."""
    child = child_or_404(request, child_id, Permission.RECORD_ON_CHILD, what="noted a notice of")
    placement = get_object_or_404(Placement.objects.filter(child=child), pk=placement_id)
    other = placement.placing_authority if placement.is_placed_here else placement.host_authority

    def act(sent: dict[str, Any]) -> None:
        operations.tell_other_area(placement=placement, by=request.actor, **sent)

    form = NoticeForm(request.POST or None, initial={"sent_on": clock.today()})
    return child_form(
        request, child, form, act, tab="risk", thanks=f"It is recorded that {other} was told.",
        title=f"Notice to {other}", button="Record the notice",
    )  # fmt: skip


@allow("GET", "POST", permission=Permission.RECORD_ON_CHILD)
def notice_answer(request: PersonRequest, child_id: UUID, notice_id: UUID) -> HttpResponse:
    """Record what the other authority answered."""
    child = child_or_404(request, child_id, Permission.RECORD_ON_CHILD, what="noted a notice of")
    found = get_object_or_404(AreaNotice.objects.filter(child=child), pk=notice_id)

    def act(sent: dict[str, Any]) -> None:
        operations.answer_notice(notice=found, by=request.actor, **sent)

    form = NoticeAnswerForm(request.POST or None, initial={"answered_on": clock.today()})
    return child_form(
        request, child, form, act, tab="risk", thanks="The answer is recorded.",
        title=f"Answer of {found.authority}", button="Record the answer",
    )  # fmt: skip
