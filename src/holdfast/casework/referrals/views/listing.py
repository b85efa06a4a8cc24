"""The list of referrals, and one referral."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.casework.referrals.queries import listing
from holdfast.casework.referrals.queries.measures import measured
from holdfast.casework.referrals.queries.referral import referral_page
from holdfast.casework.referrals.views.shared import find_or_404
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record
from holdfast.web.tables import paged


@allow("GET", permission=Permission.REFER)
def referral_list(request: PersonRequest) -> HttpResponse:
    """For whoever keeps referrals, what wants doing; for everybody else, one's own."""
    if not request.actor.may(Permission.KEEP_REFERRALS):
        return _own(request)
    shown = request.GET.get("show", "triage")
    shown = shown if shown in listing.SHOWN else "triage"
    page = paged(request, listing.referrals_for(request.actor, shown))
    rows = listing.referral_rows(list(page.rows), shows_child=True)
    record("listed referrals", by=request.actor, rows=[str(row.id) for row in rows])
    context = {
        "page": page,
        "rows": rows,
        "shown": shown,
        "tabs": listing.WORDS,
        "counts": listing.counts_for(request.actor),
        "measured": measured(request.actor) if shown == "all" else None,
        "may_invite": True,
        "may_import": request.actor.may(Permission.IMPORT_CASEWORK),
        "may_list_services": request.actor.may(Permission.SEE_CASES),
    }
    return render(request, "referrals/list.html", context)


def _own(request: PersonRequest) -> HttpResponse:
    page = paged(request, listing.own_referrals(request.actor))
    rows = listing.referral_rows(list(page.rows), shows_child=False)
    record("listed referrals", by=request.actor, rows=[str(row.id) for row in rows])
    may_list_services = request.actor.may(Permission.SEE_CASES)
    context = {"page": page, "rows": rows, "may_list_services": may_list_services}
    return render(request, "referrals/own.html", context)


@allow("GET", permission=Permission.REFER)
def referral(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    """One referral: the worry, where it stands, what the referrer was told."""
    found = find_or_404(request, referral_id)
    page = referral_page(request.actor, found)
    return render(request, "referrals/referral.html", {"page": page, "referral": found})
