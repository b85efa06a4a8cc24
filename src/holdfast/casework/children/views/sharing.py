"""A child shared with other partnerships: what goes out, and ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from holdfast.casework.children import elsewhere
from holdfast.casework.children.forms.rights import ReasonForm
from holdfast.casework.children.forms.sharing import ShareForm
from holdfast.casework.children.models import Child, Share
from holdfast.casework.children.operations.sharing import end_share, share_child
from holdfast.casework.children.pages import child_or_404, child_page
from holdfast.casework.children.queries.sharing import may_share, sharing_page, told_of
from holdfast.casework.children.views.shared import child_form, row_or_404
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow

_SEE = Permission.SEE_CASES
_TAB = "sharing"


@allow("GET", permission=_SEE)
def sharing(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """With whom the child is shared, and who shares the child with us."""
    child = child_or_404(request, child_id, _SEE)
    return child_page(request, child, "children/sharing.html", _TAB, page=sharing_page(request.actor, child))


def _sharer(request: PersonRequest, child_id: UUID) -> Child:
    child = child_or_404(request, child_id, _SEE)
    if not may_share(request.actor, child):
        raise PermissionDenied(
            "This record is shared by those who keep it; a restricted one by its guardian."
        )
    return child


@allow("GET", "POST", permission=_SEE)
def new_share(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Share the child with a casework group of another partnership."""
    child = _sharer(request, child_id)
    offered = elsewhere.destinations()

    def do(sent: dict[str, Any]) -> None:
        share_child(by=request.actor, child=child, to=UUID(sent.pop("to")), **sent)

    return child_form(
        request, child, ShareForm(request.POST or None, offered=offered), do, tab=_TAB,
        title="Share with another partnership", button="Share this child", danger=True,
        done="The child is shared. The other partnership's coordinator is told.",
        template="children/new_share.html", offered=offered,
    )  # fmt: skip


@allow("GET", permission=_SEE)
def share(request: PersonRequest, share_id: UUID) -> HttpResponse:
    """What one partnership reads of the child now; once ended, where it stands on the child's page."""
    found = Share.objects.visible_to(request.actor).filter(pk=share_id).first()
    if found is None:
        raise Http404
    if found.ended_at is not None:
        return redirect(reverse("children:sharing", args=[found.child_id]) + f"#share-{found.pk}")
    child = child_or_404(request, found.child_id, _SEE)
    return child_page(request, child, "children/share.html", _TAB, share=found, told=told_of(found))


@allow("GET", "POST", permission=_SEE)
def share_end(request: PersonRequest, child_id: UUID, share_id: UUID) -> HttpResponse:
    """End it: they read nothing of the record any more."""
    child = _sharer(request, child_id)
    row = row_or_404(Share, child, share_id)

    def do(sent: dict[str, Any]) -> None:
        end_share(by=request.actor, share=row, reason=sent["reason"])

    form = ReasonForm(request.POST or None, label="Why it ends")
    return child_form(
        request, child, form, do, title=f"Stop sharing with {row.other_partnership}", button="Stop sharing",
        done="The child is no longer shared.", tab=_TAB,
        intro="They read nothing of the record any more. They see when and why it ended.",
    )  # fmt: skip
