"""Whether other partnerships can write to a group."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from holdfast.groups.models import Group
from holdfast.groups.queries.group import visible_group
from holdfast.obligations.concerns.models import PublishedGroup
from holdfast.obligations.concerns.publishing import publish_group, unpublish_group
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.forms import Form
from holdfast.web.pages import submit


def _group(request: PersonRequest, group_id: UUID) -> Group:
    group = visible_group(request.actor, group_id)
    request.actor.require(Permission.PUBLISH_GROUP, group.pk)
    return group


@allow("GET", "POST", permission=Permission.PUBLISH_GROUP)
def publication(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """What others see of the group, and the button that opens it to them."""
    group = _group(request, group_id)
    back = reverse("concerns:of-group", args=[group.pk])

    def do(_: dict[str, Any]) -> str:
        publish_group(by=request.actor, group=group)
        messages.success(request, f"Other partnerships can now write to {group}.")
        return back

    return submit(
        request, Form(request.POST or None), do, title="Other partnerships", button="Let them write to us",
        template="concerns/publication.html", back=back, group=group, caption=group.name,
        partnership=request.actor.partnership_name,
        is_open=PublishedGroup.objects.filter(group=group, closed_at=None).exists(),
    )  # fmt: skip


@allow("POST", permission=Permission.PUBLISH_GROUP)
def end(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Close it again."""
    group = _group(request, group_id)
    back = reverse("concerns:of-group", args=[group.pk])

    def do(_: dict[str, Any]) -> str:
        unpublish_group(by=request.actor, group=group)
        messages.success(request, f"Other partnerships can no longer write to {group}.")
        return back

    return submit(request, Form(request.POST), do, title="Close", button="Close", back=back)
