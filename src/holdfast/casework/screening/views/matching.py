"""Which child a submission is about: likely records, and one press."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.casework.children.models import Child
from holdfast.casework.children.operations.searching import Terms, search_children
from holdfast.casework.screening import operations
from holdfast.casework.screening.forms.keeping import FindForm
from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.queries.submissions import find_submission
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import or_404
from holdfast.web.submissions import once

KEEP = Permission.KEEP_SCREENING


def _found(request: PersonRequest, submission_id: UUID) -> Submission:
    return or_404(find_submission, request.actor, submission_id)


@allow("GET", "POST", permission=KEEP)
def matching(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """Search by what the sender typed, or by what is typed here; looking at the page searches nothing."""
    found = _found(request, submission_id)
    typed = {name: getattr(found, name) for name in ("given_names", "family_name", "birth_on")}
    form = FindForm(request.POST or None, initial=typed)
    matches = None
    if request.method == "POST" and form.is_valid():
        try:
            matches = search_children(_terms(form.cleaned_data), by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "matches": matches, "row": found}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "screening/matching.html", context, status=status)


def _terms(sent: dict[str, Any]) -> Terms:
    number = sent["number"]
    return Terms(
        sent["given_names"], sent["family_name"], sent["birth_on"], numbers=(number,) if number else ()
    )


@allow("POST", permission=KEEP)
def match(request: PersonRequest, submission_id: UUID, child_id: UUID) -> HttpResponse:
    """This child it is."""
    found = _found(request, submission_id)
    child = get_object_or_404(Child.objects.visible_to(request.actor), pk=child_id)

    def do() -> str:
        operations.match_child(submission=found, child=child, by=request.actor)
        messages.success(request, f"It is about {child.reference} from now on.")
        return reverse("screening:submission", args=[found.pk])

    return once(request, do)
