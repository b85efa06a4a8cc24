"""What the views of referrals share: finding one, and saying that it was seen."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from holdfast.casework.children.groups import casework_groups
from holdfast.casework.children.models import Child
from holdfast.casework.children.pages import frame
from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.queries.referral import find_referral
from holdfast.groups.models import Group
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.stewardship.tenancy.models import TenantModel
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import or_404

Row = TypeVar("Row", bound=TenantModel)


def url_of(referral: Referral) -> str:
    return reverse("referrals:referral", args=[referral.pk])


def find_or_404(request: PersonRequest, referral_id: UUID) -> Referral:
    """The referral, if this person may see it; that it was seen goes into the trail."""
    found = or_404(find_referral, request.actor, referral_id)
    record_view(found, by=request.actor, group_id=found.group_id)
    return found


def to_keep(request: PersonRequest, referral_id: UUID) -> Referral:
    """The referral, if this person triages its group's."""
    found = find_or_404(request, referral_id)
    request.actor.require(Permission.KEEP_REFERRALS, found.group_id)
    return found


def row_or_404(request: PersonRequest, model: type[Row], pk: UUID, *related: str) -> Row:
    """A row that hangs on a child, if this person may see it; that it was seen goes into the trail."""
    rows: Any = model.objects.visible_to(request.actor).select_related(*related)  # type: ignore[attr-defined]
    found: Row | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    record_view(found, by=request.actor)
    return found


def about(found: Referral) -> dict[str, str]:
    """What stands over a form about a referral."""
    return {"back": url_of(found), "caption": f"Referral {found.reference}, {found.group}"}


def keeping_group(request: PersonRequest) -> Group:
    """The group for which this person keeps referrals; 404 where no group discusses children."""
    found = next((g for g in casework_groups() if request.actor.may(Permission.KEEP_REFERRALS, g.pk)), None)
    if found is None:
        raise Http404
    return found


def within(request: PersonRequest, child: Child) -> dict[str, Any]:
    """What a form about a child stands in: the child's frame, and the way back to the child's referrals."""
    back = reverse("referrals:of-child", args=[child.pk])
    return {"template": "casework/child_form.html", **frame(request, child, "referrals"), "back": back}
