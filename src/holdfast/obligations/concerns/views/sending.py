"""What the sending side does: send, change the date, withdraw, close."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from holdfast.groups.charters import charter_in_force
from holdfast.groups.models import Board, Group
from holdfast.groups.operations.rows import visible
from holdfast.groups.queries.group import visible_group
from holdfast.kernel import clock
from holdfast.obligations.concerns import operations, queries
from holdfast.obligations.concerns.clauses import clauses_to_cite
from holdfast.obligations.concerns.destinations import destinations, receiver_of
from holdfast.obligations.concerns.forms import DateForm, ReasonForm, SendForm
from holdfast.obligations.concerns.rules import Side
from holdfast.obligations.concerns.views.shared import about, acting, pressed, url_of
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.pages import submit
from holdfast.web.words import clause

_SEND = Permission.SEND_CONCERN
_LONGEST = 110


@allow("GET", "POST", permission=_SEND)
def new(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Send something from a group."""
    group = visible_group(request.actor, group_id)
    request.actor.require(_SEND, group.pk)
    return _sending(request, group, reverse("concerns:of-group", args=[group.pk]))


@allow("GET", "POST", permission=_SEND)
def new_from_board(request: PersonRequest, board_id: UUID) -> HttpResponse:
    """Send something from a Board."""
    board = visible(Board, board_id, request.actor)
    if not queries.acts_for_board(request.actor):
        raise PermissionDenied("Only the business manager sends for a Board.")
    return _sending(request, board, reverse("concerns:of-board", args=[board.pk]))


def _sending(request: PersonRequest, sender: Group | Board, back: str) -> HttpResponse:
    def do(sent: dict[str, Any]) -> str:
        made = operations.send_matter(
            by=request.actor, sender=sender, to=receiver_of(request.actor, sent["to"]), kind=sent["kind"],
            title=sent["title"], text=sent["text"], clause=sent.get("clause", ""),
            wanted_on=sent["wanted_on"],
        )  # fmt: skip
        messages.success(request, f"{made.get_kind_display()} sent.")
        return url_of(made)

    form = SendForm(
        request.POST or None,
        offered=destinations(request.actor, sender),
        clauses=_clauses(sender),
        initial={name: request.GET.get(name, "") for name in ("kind", "to", "clause")},
    )
    return submit(
        request, form, do, title="Send to another group", button="Send", back=back, caption=str(sender),
        template="concerns/form.html",
    )  # fmt: skip


def _clauses(sender: Group | Board) -> list[tuple[str, str]]:
    if isinstance(sender, Board):
        return []
    found = clauses_to_cite(charter_in_force(sender, clock.today()))
    return [(one.id, _shortened(f"{clause(one.id)}: {one.says}")) for one in found]


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"


@allow("GET", "POST", permission=_SEND)
def date(request: PersonRequest, matter_id: UUID) -> HttpResponse:
    """Want the answer by another date."""
    found = acting(request, matter_id, Side.SENDER)

    def do(sent: dict[str, Any]) -> str:
        operations.redate_matter(
            by=request.actor, matter=found, wanted_on=sent["wanted_on"], reason=sent["text"]
        )
        messages.success(request, "The date is changed.")
        return url_of(found)

    form = DateForm(request.POST or None, initial={"wanted_on": found.wanted_on})
    return submit(request, form, do, title="Change the date", button="Change", **about(found))


@allow("GET", "POST", permission=_SEND)
def withdrawal(request: PersonRequest, matter_id: UUID) -> HttpResponse:
    """Take it back."""
    found = acting(request, matter_id, Side.SENDER)

    def do(sent: dict[str, Any]) -> str:
        operations.withdraw_matter(by=request.actor, matter=found, reason=sent["text"])
        messages.success(request, "It is withdrawn.")
        return url_of(found)

    form = ReasonForm(request.POST or None, label="Why it is withdrawn", missing="Say why it is withdrawn")
    return submit(request, form, do, title="Withdraw", button="Withdraw", danger=True, **about(found))


@allow("POST", permission=_SEND)
def closure(request: PersonRequest, matter_id: UUID) -> HttpResponse:
    """Say that the answer settles it."""
    found = acting(request, matter_id, Side.SENDER)
    return pressed(request, found, operations.close_matter, button="Close", thanks="It is closed.")
