"""Making two records of one child one, and taking them apart again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from holdfast.casework.children.forms.merging import MergeForm
from holdfast.casework.children.forms.rows import ReasonForm
from holdfast.casework.children.forms.searching import SearchForm
from holdfast.casework.children.models import Child, Merge
from holdfast.casework.children.operations.merging import merge_children, undo_merge
from holdfast.casework.children.operations.searching import Terms, search_children
from holdfast.casework.children.pages import child_or_404, child_page, frame
from holdfast.casework.children.queries.details import numbers_of
from holdfast.casework.children.queries.matches import matches_shown
from holdfast.casework.children.queries.merging import compared
from holdfast.casework.children.views.details import details_url
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.words import counted

MERGE = Permission.MERGE_CHILDREN


@allow("GET", "POST", permission=MERGE)
def others(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Which record may be of the same child: those like this one, or those that a search finds."""
    found = child_or_404(request, child_id, MERGE)
    form = SearchForm(request.POST or None)
    terms = form.terms() if form.is_valid() else _terms_of(found)
    try:
        matches = [match for match in search_children(terms, by=request.actor) if match.child != found]
    except Refused as refusal:
        form.add_error(None, str(refusal))
        matches = []
    more: dict[str, Any] = {"form": form, "found": matches_shown(request.actor, matches)}
    return child_page(request, found, "children/others.html", "details", **more)


def _terms_of(child: Child) -> Terms:
    name, born = (child.given_names, child.family_name), (child.birth_on, child.is_birth_estimated)
    return Terms(*name, *born, numbers_of(child))


@allow("GET", "POST", permission=MERGE)
def merge(request: PersonRequest, child_id: UUID, other_child_id: UUID) -> HttpResponse:
    """Two records beside each other: which of them is kept, and how it is known that they are one child."""
    found = child_or_404(request, child_id, MERGE)
    other = child_or_404(request, other_child_id, MERGE)

    def do(sent: dict[str, Any]) -> str:
        kept, merged = (found, other) if sent["kept"] == str(found.pk) else (other, found)
        made = merge_children(kept=kept, merged=merged, by=request.actor, reason=sent["reason"])
        stayed = sum(len(ids) for ids in made.stayed.values())
        messages.success(request, f"{merged.reference} is now part of {kept.reference}. It can be undone.")
        if stayed:
            messages.warning(
                request,
                f"{counted(stayed, 'thing').capitalize()} stayed with the former record, because"
                " this one has the same already.",
            )
        return details_url(kept)

    form = MergeForm(request.POST or None, of=(found, other))
    around = frame(request, found, "details") | {"back": reverse("children:others", args=[found.pk])}
    return submit(
        request, form, do, title="Make two records one", button="Make them one record", danger=True,
        template="children/merge.html", other=other, compared=compared(found, other), **around,
    )  # fmt: skip


@allow("GET", "POST", permission=MERGE)
def undoing(request: PersonRequest, child_id: UUID, merge_id: UUID) -> HttpResponse:
    """Take two records apart again."""
    found = child_or_404(request, child_id, MERGE)
    row = get_object_or_404(Merge.objects.select_related("merged"), pk=merge_id, child=found, undone_at=None)

    def do(sent: dict[str, Any]) -> str:
        undo_merge(row, by=request.actor, reason=sent["reason"])
        messages.success(request, f"{row.merged.reference} has its own record again, with what it had.")
        return details_url(found)

    form = ReasonForm(request.POST or None, label="How you know that these are two children")
    around = frame(request, found, "details") | {"back": details_url(found)}
    intro = (
        f"Everything that came from {row.merged.reference} goes back to it."
        f" What was added since stays with {found.reference}."
    )
    return submit(
        request, form, do, title=f"Take {row.merged.reference} out again", button="Undo the merge",
        template="casework/child_form.html", intro=intro, **around,
    )  # fmt: skip
