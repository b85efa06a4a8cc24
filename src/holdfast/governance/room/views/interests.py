"""Declarations of interest, and exclusions from an item."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from holdfast.governance.room import operations
from holdfast.governance.room.forms import DeclarationForm, ReasonForm
from holdfast.governance.room.models import Declaration, Exclusion
from holdfast.governance.room.queries.page import room_page
from holdfast.governance.room.views.answers import (
    act,
    item_or_404,
    moment_typed,
    room_url,
    run_by,
    taken_part_in_by,
)
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.tenancy.models import Person
from holdfast.web.pages import row_or_404, submit


@allow("POST")
def nothing_to_declare(request: PersonRequest, meeting_id: UUID, item_id: UUID, who: str) -> HttpResponse:
    """One press: this person, or everybody here who has not answered, declares nothing."""
    meeting = taken_part_in_by(request, meeting_id)
    item = item_or_404(request, meeting, item_id)

    def declare() -> None:
        page = room_page(request.actor, meeting, item.pk)
        silent = [row.person_id for row in page.item.interests if not row.nature] if page.item else []
        chosen = silent if who == "everybody" else [who]
        for person in [row_or_404(Person.objects.visible_to(request.actor), pk=pk) for pk in chosen]:
            operations.declare_interest(
                by=request.actor,
                meeting=meeting,
                person=person,
                nature=Declaration.Nature.NONE,
                item=item,
                at=moment_typed(request, meeting),
            )

    return act(request, meeting, declare, region="people", item_id=item.pk)


@allow("GET", "POST")
def declaration(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """An interest in an item, with the exclusion that follows from it."""
    meeting = taken_part_in_by(request, meeting_id)
    item = item_or_404(request, meeting, item_id)
    page = room_page(request.actor, meeting, item.pk)
    choices = [(str(request.actor.person_id), request.actor.name)]
    if page.may_run and page.item:
        choices = [(str(row.person_id), row.name) for row in page.item.interests]
    chosen = request.GET.get("person") or str(request.actor.person_id)
    form = DeclarationForm(
        request.POST or None, choices=choices, initial={"person": chosen, "excludes": True}
    )

    def declare(typed: dict[str, Any]) -> str:
        person = row_or_404(Person.objects.visible_to(request.actor), pk=typed["person"])
        operations.declare_interest(
            by=request.actor,
            meeting=meeting,
            person=person,
            nature=typed["nature"],
            item=item,
            text=typed["text"],
            excludes=typed["excludes"],
            at=moment_typed(request, meeting),
        )
        hides = typed["excludes"] and person.pk == request.actor.person_id
        return room_url(meeting, None if hides else item.pk, "people")

    back = room_url(meeting, item.pk, "people")
    title = "Declare an interest"
    return submit(request, form, declare, title=title, button="Declare it", back=back, caption=item.title)


@allow("GET", "POST")
def exclusion_end(request: PersonRequest, meeting_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """An exclusion ended, with the reason."""
    meeting = run_by(request, meeting_id)
    rows = Exclusion.objects.filter(item__meeting=meeting).select_related("item__meeting", "person")
    exclusion: Exclusion = row_or_404(rows, pk=exclusion_id)

    def lift(typed: dict[str, Any]) -> str:
        moment = moment_typed(request, meeting, after=exclusion.from_at)
        operations.lift_exclusion(by=request.actor, exclusion=exclusion, reason=typed["reason"], at=moment)
        return room_url(meeting, exclusion.item_id, "people")

    title = f"End the exclusion of {exclusion.person.name}"
    back = room_url(meeting, exclusion.item_id, "people")
    form = ReasonForm(request.POST or None)
    return submit(request, form, lift, title=title, button="End it", back=back, caption=exclusion.item.title)
