"""People outside who are asked for a screening: the links that were sent, and a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from holdfast.casework.links.operations import Contact
from holdfast.casework.links.queries import sent_links, sent_rows
from holdfast.casework.screening import operations
from holdfast.casework.screening.forms.keeping import InviteForm
from holdfast.casework.screening.outside import PURPOSE
from holdfast.casework.screening.queries.tools import tools_in_use
from holdfast.casework.screening.shell import sections
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.tables import paged

KEEP = Permission.KEEP_SCREENING


@allow("GET", "POST", permission=KEEP)
def invitations(request: PersonRequest) -> HttpResponse:
    """Who was asked, what became of it, and a form to ask somebody."""
    tools = tools_in_use(request.actor)
    form = InviteForm(request.POST or None, tools=tools)
    page = paged(request, sent_links(request.actor, PURPOSE))

    def do(sent: dict[str, Any]) -> str:
        tool = next(tool for tool in tools if str(tool.pk) == sent["tool"])
        contact = Contact(sent["name"], sent["email"], sent["agency"])
        operations.invite_practitioner(by=request.actor, tool=tool, contact=contact)
        messages.success(request, "The link is on its way. It works for 14 days.")
        return reverse("screening:invitations")

    return submit(request, form, do, title="Ask somebody outside", button="Send the link",
                  template="screening/invitations.html", page=page, sent=sent_rows(page.rows),
                  came_from="own", tools=tools,
                  sections=sections(request))  # fmt: skip
