"""What a guardian of restricted records keeps: records, searches that met one, records left behind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.casework.children.forms.rights import NoteForm, ReasonForm
from holdfast.casework.children.models import RestrictedMatch
from holdfast.casework.children.operations.matching import close_match
from holdfast.casework.children.operations.restricting import is_guardian, take_over
from holdfast.casework.children.queries.rights import abandoned_records, guardian_page
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import submit

_GUARD = Permission.GUARD_CHILDREN


@allow("GET", permission=_GUARD)
def guarded(request: PersonRequest) -> HttpResponse:
    """One's own restricted records and what waits."""
    return render(request, "children/guarded.html", {"page": guardian_page(request.actor)})


@allow("GET", "POST", permission=_GUARD)
def match(request: PersonRequest, match_id: UUID) -> HttpResponse:
    """A search that met a record in one's care."""
    rows = RestrictedMatch.objects.visible_to(request.actor)
    found = rows.filter(pk=match_id).select_related("child", "searched_by__agency", "closed_by").first()
    if found is None or not is_guardian(request.actor, found.child):
        raise Http404
    record_view(found.child, by=request.actor, reference=found.child.reference)
    back = reverse("children:guarded")

    def do(sent: dict[str, Any]) -> str:
        close_match(by=request.actor, match=found, note=sent["note"])
        messages.success(request, "It is noted that you looked into this search.")
        return back

    return submit(
        request, NoteForm(request.POST or None), do, title="A search met a record in your care",
        button="I have looked into it", back=back, template="children/match.html", match=found,
    )  # fmt: skip


@allow("GET", "POST", permission=_GUARD)
def taking_over(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Become the guardian of a record whose own can no longer act."""
    found = next((one for one in abandoned_records(request.actor) if one.id == child_id), None)
    if found is None:
        raise Http404

    def do(sent: dict[str, Any]) -> str:
        take_over(by=request.actor, child_id=child_id, reason=sent["reason"])
        messages.success(request, f"You are the guardian of the record {found.reference} now.")
        return reverse("children:guarded")

    intro = f"{found.guardian} can no longer keep this record. As its guardian you see it and say who may."
    form = ReasonForm(request.POST or None, label="Why")
    return submit(
        request, form, do, title=f"Take over the record {found.reference}",
        button="Take it over", back=reverse("children:guarded"), intro=intro,
    )  # fmt: skip
