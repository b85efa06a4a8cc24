"""What people say beforehand: coming, apologies, a deputy; by themselves or through the business manager."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from holdfast.governance.meetings.models import Acceptance, Apology, DeputyNaming, Invitee, Meeting
from holdfast.governance.meetings.operations.keeping import changed, charter_on, held
from holdfast.governance.meetings.rules.deputies import Proposal, assess_deputy
from holdfast.governance.meetings.rules.states import assess_answering
from holdfast.groups.membership import Membership, SeatOnDay, members_on, office_holders_on
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.kernel.finding import Finding, refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Person


@transaction.atomic
def accept(*, by: Actor, meeting: Meeting, person: Person) -> None:
    """Say that a person is coming; apologies and a deputy of theirs are taken back."""
    now, membership = _answering(meeting, person, by)
    _take_back(now, person, membership.seats_of(person.pk))
    Acceptance.objects.create(**_said(now, person, by), said_at=clock.now())
    changed(now, "accepted", by=by, person=str(person.pk))


@transaction.atomic
def apologise(*, by: Actor, meeting: Meeting, person: Person, reason: str = "") -> None:
    """Send apologies; a deputy named before is taken back."""
    now, membership = _answering(meeting, person, by)
    _take_back(now, person, membership.seats_of(person.pk))
    Apology.objects.create(**_said(now, person, by), sent_at=clock.now(), reason=reason)
    changed(now, "sent apologies", by=by, person=str(person.pk))


@transaction.atomic
def name_deputy(
    *, by: Actor, meeting: Meeting, person: Person, deputy: Person, seat_key: str = "", reason: str = ""
) -> DeputyNaming:
    """Send apologies and somebody eligible instead, for one seat of the person."""
    now, membership = _answering(meeting, person, by)
    if deputy.pk == by.person_id != person.pk:
        refuse("You cannot name yourself as a deputy: the member does, or a colleague.")
    seat = _seat(membership, person, seat_key)
    _take_back(now, person, [seat])
    eligibility(now, membership, seat, person, deputy).require()
    Apology.objects.create(**_said(now, person, by), sent_at=clock.now(), reason=reason)
    facts: dict[str, Any] = {"meeting": now, "seat_id": seat.id, "deputy": deputy}
    try:
        with transaction.atomic():
            naming: DeputyNaming = DeputyNaming.objects.create(
                partnership_id=now.partnership_id, named_at=clock.now(), named_by_id=by.person_id, **facts
            )
    except IntegrityError:
        refuse(f"{seat.title} already has a deputy for this meeting.")
    changed(now, "named a deputy", by=by, person=str(person.pk), deputy=str(deputy.pk), seat=seat.key)
    return naming


@transaction.atomic
def take_back_answer(*, by: Actor, meeting: Meeting, person: Person) -> None:
    """Leave it open again whether the person comes."""
    now, membership = _answering(meeting, person, by)
    _take_back(now, person, membership.seats_of(person.pk))
    changed(now, "took an answer back", by=by, person=str(person.pk))


def eligibility(
    meeting: Meeting, membership: Membership, seat: SeatOnDay, person: Person, deputy: Person
) -> Finding:
    """Whether somebody may stand in for a person's seat at this meeting, by the terms."""
    others = meeting.deputies.filter(deputy=deputy, withdrawn_at__isnull=True).exclude(seat_id=seat.id)
    other = others.select_related("seat").first()
    proposal = Proposal(
        deputy=deputy.name,
        seat=seat.title,
        is_the_member=deputy.pk == person.pk,
        is_member=deputy.pk in membership.people,
        has_left=deputy.left_on is not None and deputy.left_on < membership.day,
        is_of_the_agency=deputy.agency_id == (seat.agency.id if seat.agency else person.agency_id),
        is_standing_deputy=any(standing.person_id == deputy.pk for standing in seat.deputies),
        stands_in_for=other.seat.title if other else "",
    )
    return assess_deputy(charter_on(meeting), proposal)


def _answering(meeting: Meeting, person: Person, by: Actor) -> tuple[Meeting, Membership]:
    if person.pk == by.person_id:
        by.require(Permission.ANSWER_INVITATION, meeting.group_id, meeting.pk)
    else:
        by.require(Permission.ARRANGE_MEETINGS, meeting.group_id)
    now = held(meeting)
    assess_answering(now.state).require()
    day = now.starts_at.astimezone(LONDON).date()
    membership = members_on(now.group_id, day)
    if not _is_expected(now, person, membership):
        refuse(f"{person.name} holds no seat on the day of this meeting, and is not invited to it.")
    return now, membership


def _is_expected(meeting: Meeting, person: Person, membership: Membership) -> bool:
    if membership.seats_of(person.pk):
        return True
    if Invitee.objects.filter(meeting=meeting, person=person, withdrawn_at__isnull=True).exists():
        return True
    if meeting.deputies.filter(deputy=person, withdrawn_at__isnull=True).exists():
        return True
    holders = office_holders_on(meeting.group_id, membership.day, membership)
    return any(holder.person_id == person.pk for holder in holders)


def _seat(membership: Membership, person: Person, key: str) -> SeatOnDay:
    seats = membership.seats_of(person.pk)
    chosen = [seat for seat in seats if not key or seat.key == key]
    if not chosen:
        refuse(f"{person.name} holds no such seat on the day of this meeting.")
    return chosen[0]


def _take_back(meeting: Meeting, person: Person, seats: Iterable[SeatOnDay]) -> None:
    """End what the person said before, and the deputies of these seats."""
    now = clock.now()
    live = {"meeting": meeting, "withdrawn_at": None}
    Acceptance.objects.filter(person=person, **live).update(withdrawn_at=now)
    Apology.objects.filter(person=person, **live).update(withdrawn_at=now)
    DeputyNaming.objects.filter(seat_id__in=[seat.id for seat in seats], **live).update(withdrawn_at=now)


def ask_anew(meeting: Meeting) -> int:
    """A new day is a new question: what was said for the old one no longer holds. How many answers ended."""
    live = {"meeting": meeting, "withdrawn_at": None}
    answers = (Acceptance.objects, Apology.objects, DeputyNaming.objects)
    return sum(rows.filter(**live).update(withdrawn_at=clock.now()) for rows in answers)


def _said(meeting: Meeting, person: Person, by: Actor) -> dict[str, Any]:
    return {
        "partnership_id": meeting.partnership_id,
        "meeting": meeting,
        "person": person,
        "recorded_by_id": by.person_id,
    }
