"""What agencies say of a child in the meeting, and who records it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from holdfast.casework.panel.models import Basis
from holdfast.casework.panel.operations import discussing
from holdfast.casework.panel.operations.discussing import Footing
from holdfast.casework.panel.queries.case_list import agencies_asked
from holdfast.casework.panel.views.room import act
from holdfast.casework.panel.views.shared import case_run_by
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Agency
from holdfast.web.identifiers import uuid_or_none
from holdfast.web.pages import row_or_404

SEE = Permission.SEE_CASES


@allow("POST", permission=SEE)
def contributions(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """What an agency said."""
    listing = case_run_by(request, listing_id)

    def say() -> None:
        agency: Agency = row_or_404(
            Agency.objects.visible_to(request.actor), pk=request.POST.get("agency", "")
        )
        discussing.contribute(
            by=request.actor, listing=listing, agency=agency, words=request.POST.get("words", ""),
            footing=_footing(request, agency),
        )  # fmt: skip

    if not request.POST.get("agency"):
        return act(request, listing, _no_agency, anchor="said")
    return act(request, listing, say, anchor="said")


def _footing(request: PersonRequest, agency: Agency) -> Footing:
    """Why, on what basis, and for whom else to record: its own system has it already."""
    sent = request.POST
    ticked = {uuid_or_none(one) for one in sent.getlist("recorder")} - {agency.pk, None}
    rows = Agency.objects.visible_to(request.actor).filter(pk__in=ticked)
    basis = sent.get("ground", "")
    return Footing(
        relevance=sent.get("why", ""),
        basis=basis if basis in Basis.values else Basis.PUBLIC_TASK,
        basis_words=sent.get("ground_words", ""),
        recorders=tuple(rows.values_list("pk", flat=True)),
    )


def _no_agency() -> None:
    refuse("Choose the agency that said it.")


@allow("POST", permission=SEE)
def nothing_to_add(request: PersonRequest, listing_id: UUID) -> HttpResponse:
    """One press: every other agency was asked and had nothing to add."""
    listing = case_run_by(request, listing_id)
    agencies = agencies_asked(listing.case_list.meeting)
    return act(
        request, listing,
        lambda: discussing.ask_the_rest(by=request.actor, listing=listing, agencies=agencies), anchor="said",
    )  # fmt: skip
