"""Who is missing now, and what the partnership lays down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.missing.forms.episodes import RulesForm
from holdfast.casework.missing.operations.rules import lay_down_rules
from holdfast.casework.missing.queries.episodes import missing_now_page
from holdfast.casework.missing.queries.interviews import agency_choices
from holdfast.casework.missing.rulings import missing_rules, setting
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Agency
from holdfast.stewardship.trail.record import record
from holdfast.web.pages import submit


@allow("GET", permission=Permission.SEE_CASES)
def missing_now(request: PersonRequest) -> HttpResponse:
    """Children who are missing now, and who came back in the last week."""
    page = missing_now_page(request.actor)
    record("listed missing children", by=request.actor, rows=page.ids)
    actor = request.actor
    context = {
        "page": page,
        "may_hold": actor.may(Permission.HOLD_INTERVIEWS) or actor.may(Permission.MANAGE_INTERVIEWS),
        "may_manage": actor.may(Permission.MANAGE_INTERVIEWS),
    }
    return render(request, "missing/now.html", context)


@allow("GET", "POST", permission=Permission.MANAGE_INTERVIEWS)
def rules(request: PersonRequest) -> HttpResponse:
    """Whether being away counts, and to whom interviews go."""
    now = missing_rules()

    def do(sent: dict[str, Any]) -> str:
        agency = Agency.objects.get(pk=sent["provider"]) if sent["provider"] else None
        lay_down_rules(
            by=request.actor, is_away_counted=sent["is_away_counted"], provider=agency,
            seen_version=sent["version"],
        )  # fmt: skip
        messages.success(request, "The rules are laid down.")
        return reverse("missing:now")

    initial = {
        "is_away_counted": now.is_away_counted,
        "provider": str(now.provider_id or ""),
        "version": now.version,
    }
    form = RulesForm(request.POST or None, agencies=agency_choices(request.actor), initial=initial)
    return submit(
        request, form, do, title="Rules on missing children", button="Save",
        back=reverse("missing:now"), template="missing/rules.html", setting=setting(),
    )  # fmt: skip
