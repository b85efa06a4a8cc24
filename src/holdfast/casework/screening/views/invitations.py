"""People outside who are asked for a screening: the links that were sent, and a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import Contact, send_again, withdraw
from holdfast.casework.screening import operations
from holdfast.casework.screening.forms.keeping import InviteForm
from holdfast.casework.screening.outside import PURPOSE
from holdfast.casework.screening.queries.tools import tools_in_use
from holdfast.casework.screening.shell import sections
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.submissions import once
from holdfast.web.tables import paged

KEEP = Permission.KEEP_SCREENING


@allow("GET", "POST", permission=KEEP)
def invitations(request: PersonRequest) -> HttpResponse:
    """Who was asked, what became of it, and a form to ask somebody."""
    tools = tools_in_use(request.actor)
    form = InviteForm(request.POST or None, tools=tools)
    rows = Link.objects.visible_to(request.actor).filter(purpose=PURPOSE.key)
    page = paged(request, rows.select_related("submission").order_by("-made_at"))

    def do(sent: dict[str, Any]) -> str:
        tool = next(tool for tool in tools if str(tool.pk) == sent["tool"])
        contact = Contact(sent["name"], sent["email"], sent["agency"])
        operations.invite_practitioner(by=request.actor, tool=tool, contact=contact)
        messages.success(request, "The link is on its way. It works for 14 days.")
        return reverse("screening:invitations")

    return submit(request, form, do, title="Ask somebody outside", button="Send the link",
                  template="screening/invitations.html", page=page, tools=tools,
                  sections=sections(request))  # fmt: skip


def _link(request: PersonRequest, link_id: UUID) -> Link:
    rows = Link.objects.visible_to(request.actor).filter(purpose=PURPOSE.key)
    found: Link = get_object_or_404(rows, pk=link_id)
    return found


@allow("POST", permission=KEEP)
def again(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """A new address in place of the last."""
    link = _link(request, link_id)

    def do() -> str:
        send_again(by=request.actor, link=link)
        messages.success(
            request, "A new link is on its way, and the old one no longer works. The draft is kept."
        )
        return reverse("screening:invitations")

    return once(request, do)


@allow("POST", permission=KEEP)
def withdrawal(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """The link leads nowhere from now on."""
    link = _link(request, link_id)

    def do() -> str:
        withdraw(by=request.actor, link=link)
        messages.success(request, "The link no longer works.")
        return reverse("screening:invitations")

    return once(request, do)
