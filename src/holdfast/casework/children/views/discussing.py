"""Saying that a group discusses children, and ending it: for the business manager."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from holdfast.casework.children.operations.discussing import begin_casework, end_casework
from holdfast.casework.children.queries.discussing import discussing_page
from holdfast.groups.forms.structure import ReasonForm
from holdfast.groups.queries.group import visible_group
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.web.pages import submit

OPEN = Permission.OPEN_CASEWORK


@allow("GET", "POST", permission=OPEN)
@recently_proven
def discussing(request: PersonRequest, group_id: UUID) -> HttpResponseBase:
    """What it changes and for whom, and the form to begin; of a group that does, who sees children by it."""
    group = visible_group(request.actor, group_id)
    request.actor.require(OPEN, group_id)
    page = discussing_page(group)

    def do(sent: dict[str, Any]) -> str:
        begin_casework(group_id, by=request.actor, reason=sent["reason"])
        messages.success(request, f"{group} discusses children from now on.")
        return reverse("children:discussing", args=[group_id])

    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = "Who agreed to it, and when"
    return submit(
        request, form, do, title="Does this group discuss children?", button="Begin to discuss children",
        caption=group.name, back=reverse("groups:group", args=[group_id]), page=page,
        template="children/discussing.html",
    )  # fmt: skip


@allow("GET", "POST", permission=OPEN)
@recently_proven
def discussing_end(request: PersonRequest, group_id: UUID) -> HttpResponse | HttpResponseBase:
    """End it, after saying what that takes away."""
    group = visible_group(request.actor, group_id)
    request.actor.require(OPEN, group_id)
    back = reverse("children:discussing", args=[group_id])
    page = discussing_page(group)
    if page.since is None:
        return redirect(back)

    def do(sent: dict[str, Any]) -> str:
        end_casework(group_id, by=request.actor, reason=sent["reason"])
        messages.success(request, f"{group} no longer discusses children. What is on record stays.")
        return back

    return submit(
        request, ReasonForm(request.POST or None), do, title="Is this group to discuss children no longer?",
        button="End it", caption=group.name, back=back, page=page, danger=True,
        template="children/discussing_end.html",
    )  # fmt: skip
