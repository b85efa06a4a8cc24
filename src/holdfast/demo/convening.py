"""Prepares an invented partnership's next case meeting as its coordinator would, by the product's rules."""

from __future__ import annotations

from uuid import UUID

from holdfast.casework.panel.models import Listing
from holdfast.casework.panel.operations.answering import answer, know_nothing
from holdfast.casework.panel.operations.lists import build_case_list, issue_case_list
from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.wording import KNOWS, PROPOSES
from holdfast.governance.meetings.models import Meeting
from holdfast.groups.models import Appointment
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor, actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person


def convene(partnership_id: UUID, group_id: UUID, coordinator_id: UUID, chance: Chance) -> None:
    """Build and issue the case list of the next meeting; some agencies have answered, one with care."""
    coming = Meeting.objects.filter(group_id=group_id, state=Meeting.State.CONFIRMED, opened_at=None)
    meeting = coming.order_by("starts_at").first()
    if meeting is None:
        return
    case_list = build_case_list(by=_as(partnership_id, coordinator_id), meeting=meeting)
    issue_case_list(by=_as(partnership_id, coordinator_id), case_list=case_list)
    listings = list(Listing.objects.filter(case_list=case_list))
    seats = Appointment.objects.filter(group_id=group_id, to_on=None, from_on__lte=clock.today())
    people = list(seats.values_list("person_id", flat=True).order_by("seat__key")[:3])
    for number, person_id in enumerate(people):
        actor = _as(partnership_id, person_id)
        for listing in listings[:: number + 1]:
            _answer(actor, listing, chance)
    set_need_to_know(partnership_id)


def _as(partnership_id: UUID, person_id: UUID) -> Actor:
    set_need_to_know(partnership_id)
    actor = actor_for(Person.objects.select_related("agency", "partnership").get(pk=person_id))
    set_need_to_know(partnership_id, person_id)
    return actor


def _answer(actor: Actor, listing: Listing, chance: Chance) -> None:
    if not Listing.objects.visible_to(actor).filter(pk=listing.pk).exists():
        return
    if chance.often(0.6):
        know_nothing(by=actor, listing=listing)
    else:
        answer(
            by=actor, listing=listing, knows=chance.one_of(KNOWS), proposes=chance.one_of(PROPOSES), version=0
        )
