"""An urgent screening that met a restricted record: its guardian reads it and says whose it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from holdfast.casework.screening import operations
from holdfast.casework.screening.forms.guarding import WhoseForm
from holdfast.casework.screening.queries.guarding import find_met
from holdfast.casework.screening.queries.submissions import submission_page
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import or_404, submit


@allow("GET", "POST", permission=Permission.GUARD_CHILDREN)
def guarded(request: PersonRequest, met_id: UUID) -> HttpResponse:
    """The one submission, and whether it is about the child whose record this person guards."""
    met = or_404(find_met, request.actor, met_id)
    found, child = met.submission, met.child
    record_view(found, by=request.actor, child=child.reference)
    back, page = reverse("children:guarded"), submission_page(request.actor, found)

    def do(sent: dict[str, Any]) -> str:
        if sent["whose"] == WhoseForm.THIS:
            operations.match_child(submission=found, child=child, by=request.actor)
            messages.success(
                request, f"It is about {child.reference} from now on, and hidden like that record."
            )
            return reverse("screening:guarded", args=[met.pk])
        operations.say_another_child(met=met, by=request.actor)
        messages.success(request, "It stays with whoever keeps the queue. You see it no more.")
        return back

    return submit(
        request, WhoseForm(request.POST or None), do, title=f"Screening {found.reference}", button="Save",
        back=back, template="screening/guarded.html", page=page, row=found, guarded=child,
        route=page.route, uses=page.uses,
    )  # fmt: skip
