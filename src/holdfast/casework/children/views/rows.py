"""Names, numbers, addresses and characteristics of a child, added and ended."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from holdfast.casework.children.forms.rows import (
    AddressForm,
    CharacteristicsForm,
    LeftAddressForm,
    NameForm,
    NumberForm,
    ReasonForm,
)
from holdfast.casework.children.models import Address, Child, ChildName, Identifier
from holdfast.casework.children.operations import rows
from holdfast.casework.children.operations.searching import Terms, search_children
from holdfast.casework.children.pages import child_or_404
from holdfast.casework.children.queries.details import characteristics_initial
from holdfast.casework.children.views.shared import child_form
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.words import listed

KEEP = Permission.KEEP_CHILDREN
_form = partial(child_form, tab="details")


@allow("GET", "POST", permission=KEEP)
def new_name(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Add another name."""
    child = child_or_404(request, child_id, KEEP)

    def act(sent: dict[str, Any]) -> None:
        rows.add_name(child, by=request.actor, **sent)

    return _form(
        request, child, NameForm(request.POST or None), act, done="The name is added.",
        title="Add another name", button="Add",
    )  # fmt: skip


@allow("GET", "POST", permission=KEEP)
def end_name(request: PersonRequest, child_id: UUID, name_id: UUID) -> HttpResponse:
    """Take a name off, saying why."""
    child = child_or_404(request, child_id, KEEP)
    row = get_object_or_404(ChildName, pk=name_id, child=child, ended_at=None)

    def act(sent: dict[str, Any]) -> None:
        rows.end_name(row, by=request.actor, reason=sent["reason"])

    form = ReasonForm(request.POST or None, label="Why it is not the child's name")
    return _form(
        request, child, form, act, done="The name is taken off; the history keeps it.",
        title="Take off a name", button="Take off", intro=str(row),
    )  # fmt: skip


@allow("GET", "POST", permission=KEEP)
def new_number(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Add a number; one with a wrong check digit is kept, and said to look wrong."""
    child = child_or_404(request, child_id, KEEP)

    def act(sent: dict[str, Any]) -> None:
        finding = rows.add_identifier(child, by=request.actor, **sent)
        if finding.met is False:
            messages.warning(request, f"The number is kept as you typed it, but {finding.reason}.")
        if others := _others_with(child, sent["written"], request.actor):
            messages.warning(request, f"The number is on {others} too: is it the same child?")

    return _form(
        request, child, NumberForm(request.POST or None), act, done="The number is added.",
        title="Add a number", button="Add",
    )  # fmt: skip


def _others_with(child: Child, number: str, actor: Actor) -> str:
    """The references of other records with the number; of a hidden one its guardian is told."""
    terms = Terms(numbers=(number,))
    if not terms.compared_numbers():
        return ""
    found = (match.child for match in search_children(terms, by=actor))
    return listed(other.reference for other in found if other != child)


@allow("GET", "POST", permission=KEEP)
def end_number(request: PersonRequest, child_id: UUID, number_id: UUID) -> HttpResponse:
    """Take a number off, saying why."""
    child = child_or_404(request, child_id, KEEP)
    row = get_object_or_404(Identifier, pk=number_id, child=child, ended_at=None)

    def act(sent: dict[str, Any]) -> None:
        rows.end_identifier(row, by=request.actor, reason=sent["reason"])

    form = ReasonForm(request.POST or None, label="Why it is not the child's number")
    return _form(
        request, child, form, act, done="The number is taken off; the history keeps it.",
        title="Take off a number", button="Take off",
        intro=f"{row.get_kind_display()}: {row.written or row.value}",
    )  # fmt: skip


@allow("GET", "POST", permission=KEEP)
def new_address(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Add an address."""
    child = child_or_404(request, child_id, KEEP)

    def act(sent: dict[str, Any]) -> None:
        rows.add_address(child, by=request.actor, **sent)

    return _form(
        request, child, AddressForm(request.POST or None), act, done="The address is added.",
        title="Add an address", button="Add",
    )  # fmt: skip


@allow("GET", "POST", permission=KEEP)
def end_address(request: PersonRequest, child_id: UUID, address_id: UUID) -> HttpResponse:
    """Say until when the child lived there."""
    child = child_or_404(request, child_id, KEEP)
    row = get_object_or_404(Address, pk=address_id, child=child)

    def act(sent: dict[str, Any]) -> None:
        rows.end_address(row, by=request.actor, **sent)

    form = LeftAddressForm(request.POST or None, initial={"to_on": row.to_on})
    return _form(
        request, child, form, act, done="The address is ended.", title="The child has left an address",
        button="Save", intro=row.lines,
    )  # fmt: skip


@allow("GET", "POST", permission=KEEP)
def characteristics(request: PersonRequest, child_id: UUID) -> HttpResponse:
    """Record what was asked about protected characteristics, and what came of it."""
    child = child_or_404(request, child_id, KEEP)
    form = CharacteristicsForm(request.POST or None, initial=characteristics_initial(child))

    def act(sent: dict[str, Any]) -> None:
        for answer in form.answers():
            rows.answer_characteristic(child, by=request.actor, asked_on=sent["asked_on"], **answer)

    return _form(
        request, child, form, act, done="The characteristics are recorded.",
        title="Protected characteristics", button="Save",
        intro="Say honestly what is not known and what nobody asked: neither is an answer.",
    )  # fmt: skip
