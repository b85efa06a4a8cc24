"""The page of links that were sent: looked through, sent again, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import send_again, withdraw
from holdfast.casework.links.purposes import purpose_of
from holdfast.casework.links.queries import sent_links, sent_rows
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.trail.record import record_view
from holdfast.web.pages import pressed
from holdfast.web.tables import paged

KEEP = Permission.KEEP_REFERRALS


@allow("GET", permission=KEEP)
def sent(request: PersonRequest) -> HttpResponse:
    """Every link for what the person looks after."""
    page = paged(request, sent_links(request.actor))
    record_view(None, by=request.actor, what="saw the links sent", rows=[str(one.pk) for one in page.rows])
    context = {"page": page, "sent": sent_rows(page.rows), "came_from": ""}
    return render(request, "links/sent.html", context)


@allow("POST", permission=KEEP)
def again(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """A new address in place of the last."""
    said = "A new link is on its way, and the old one no longer works. What was saved is kept."
    return _do(request, link_id, lambda link: send_again(by=request.actor, link=link), said)


@allow("POST", permission=KEEP)
def withdrawal(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """The link leads nowhere from now on."""
    said = "The link no longer works."
    return _do(request, link_id, lambda link: withdraw(by=request.actor, link=link), said)


def _do(request: PersonRequest, link_id: UUID, act: Callable[[Link], None], said: str) -> HttpResponse:
    """Done once, then back to the list from which it was pressed."""
    link: Link = get_object_or_404(sent_links(request.actor), pk=link_id)
    is_own = request.POST.get("came_from") == "own"
    address = reverse(purpose_of(link.purpose).listed_at if is_own else "links:sent")

    def do() -> str:
        act(link)
        return said

    return pressed(request, do, then=address)
