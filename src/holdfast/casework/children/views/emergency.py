"""Emergency access to a restricted record, its end and its review."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse

from holdfast.casework.children.forms.rights import EmergencyForm, ReviewForm
from holdfast.casework.children.models import EmergencyAccess
from holdfast.casework.children.operations.emergency import (
    Sought,
    end_emergency,
    may_open,
    open_in_emergency,
    review_emergency,
)
from holdfast.casework.children.operations.restricting import is_guardian
from holdfast.casework.children.rules.rights import is_live
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.stewardship.trail.record import record_view
from holdfast.web.forms import Form
from holdfast.web.pages import form_page, submit

_SEE = Permission.SEE_CASES
_NOTHING = (
    "Nothing was opened: no restricted record has that reference, or exactly those names and that birth date,"
    " that you do not see already. That you tried is in the trail."
)


@allow("GET", "POST", permission=_SEE)
@recently_proven
def emergency_access(request: PersonRequest) -> HttpResponseBase:
    """Open a restricted record in an emergency."""
    if not may_open(request.actor):
        raise PermissionDenied("Emergency access is for people who work with children's cases.")

    def do(sent: dict[str, Any]) -> str:
        hours, reason = sent.pop("hours"), sent.pop("reason")
        access = open_in_emergency(by=request.actor, sought=Sought(**sent), hours=hours, reason=reason)
        if access is None:
            messages.error(request, _NOTHING)
            return reverse("children:emergency-access")
        messages.success(
            request, "The record is open to you. Its guardian has been told, and will review it."
        )
        return reverse("children:child", args=[access.child_id])

    return submit(
        request, EmergencyForm(request.POST or None), do, title="Emergency access to a restricted record",
        button="Open the record", danger=True, template="children/emergency_access.html",
    )  # fmt: skip


@allow("GET", "POST", permission=_SEE)
def emergency(request: PersonRequest, access_id: UUID) -> HttpResponse:
    """One emergency access: why, until when, and its review by the record's guardian."""
    found = _found(request, access_id)
    may_review = is_guardian(request.actor, found.child) and found.person_id != request.actor.person_id
    if request.method == "POST" and not may_review:
        raise PermissionDenied("The record's guardian reviews it, and nobody reviews their own.")
    record_view(found.child, by=request.actor, reference=found.child.reference)

    def do(sent: dict[str, Any]) -> str:
        justified = sent["was_justified"] == "yes"
        review_emergency(by=request.actor, access=found, was_justified=justified, review=sent["review"])
        messages.success(request, "The review is recorded.")
        return reverse("children:guarded")

    page = {
        "access": found, "is_live": is_live(found.until_at, clock.now()),
        "may_review": may_review and found.reviewed_at is None, "template": "children/emergency.html",
        "is_guardian": is_guardian(request.actor, found.child),
    }  # fmt: skip
    form = ReviewForm(request.POST or None)
    title = f"Emergency access to the record {found.child.reference}"
    return submit(request, form, do, title=title, button="Record the review", **page)


@allow("POST", permission=_SEE)
def emergency_end(request: PersonRequest, access_id: UUID) -> HttpResponse:
    """Close the record again before the time is up."""
    found = _found(request, access_id)

    def do(_: dict[str, Any]) -> str:
        end_emergency(by=request.actor, access=found)
        messages.success(request, "The record is closed again.")
        return reverse("home")

    if not is_live(found.until_at, clock.now()):
        return form_page(request, Form(), title="This access is over", button="Close", status=409)
    return submit(request, Form(request.POST), do, title="Close the record", button="Close the record")


def _found(request: PersonRequest, access_id: UUID) -> EmergencyAccess:
    """Seen by the record's guardian, and by whoever opened it while it is open to them."""
    rows = EmergencyAccess.objects.visible_to(request.actor).select_related("child", "person__agency")
    found = rows.select_related("child", "person__agency", "reviewed_by").filter(pk=access_id).first()
    if found is None:
        raise Http404
    if found.person_id != request.actor.person_id and not is_guardian(request.actor, found.child):
        raise Http404
    access: EmergencyAccess = found
    return access
