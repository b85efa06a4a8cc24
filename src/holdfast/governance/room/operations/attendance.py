"""Who came and went, each with its own time; what was recorded wrongly is struck out, never lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from holdfast.governance.meetings.models import Meeting
from holdfast.governance.room.models import Presence
from holdfast.governance.room.operations.floor import ATTENDING, Floor, floor, require_run
from holdfast.governance.room.operations.judging import judge_decisions_again
from holdfast.governance.room.queries.facts import Facts, stay_of
from holdfast.governance.room.rules.attendance import (
    assess_deputy,
    assess_seat_free,
    assess_stay,
    said_time,
    seats_handed_back,
)
from holdfast.groups.models import Seat
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Person

Capacity = Presence.Capacity
_INSTANT = timedelta(microseconds=1)


def record_arrival(
    *,
    by: Actor,
    meeting: Meeting,
    person: Person,
    capacity: str = Capacity.MEMBER,
    seat: Seat | None = None,
    at: datetime | None = None,
    left_at: datetime | None = None,
    is_remote: bool = False,
) -> Presence:
    """Record that somebody came; a member takes the seat back from a deputy who is there.

    `at` (UTC) is now unless typed; `left_at` for somebody who has gone again. Raises `Refused` for an
    overlap, a wrong order of times, or a deputy whom the terms do not allow.
    """
    with floor(meeting, by=by, states=ATTENDING) as held:
        moment = held.moment(at)
        require_run(held, moment)
        presence = Presence(
            partnership_id=by.partnership_id,
            meeting=held.meeting,
            person=person,
            agency_id=person.agency_id,
            capacity=capacity,
            is_remote=is_remote,
            arrived_at=moment,
            left_at=held.moment(left_at) if left_at else held.meeting.closed_at,
            recorded_by_id=by.person_id,
        )
        _admit(held, presence, seat)
        held.write("recorded the arrival", presence, person=str(person.pk), capacity=capacity)
    return presence


def record_departure(*, by: Actor, presence: Presence, at: datetime | None = None) -> Presence:
    """Record that somebody left. Raises `Refused` when they had left, or had not arrived by then."""
    with floor(presence.meeting, by=by, states=ATTENDING) as held:
        moment = held.moment(at)
        require_run(held, moment)
        row = _live(presence)
        if row.left_at is not None and held.meeting.state == Meeting.State.OPEN:
            left = said_time(row.left_at)
            refuse(f"{row.person.name} left at {left} already. Correct that row if it is wrong.")
        row.left_at = moment
        assess_stay(held.facts().sitting, stay_of(row, held.facts().membership)).require()
        row.save(update_fields=["left_at"])
        held.write("recorded the departure", row, person=str(row.person_id))
        judge_decisions_again(held)
    return row


def change_place(*, by: Actor, presence: Presence, is_remote: bool, at: datetime | None = None) -> Presence:
    """Record that somebody who was on the line came into the room, or the other way round."""
    with floor(presence.meeting, by=by, states=ATTENDING) as held:
        moment = held.moment(at)
        require_run(held, moment)
        row = _live(presence)
        if row.is_remote == is_remote:
            return row
        following = _copy(row, by, is_remote=is_remote, arrived_at=moment)
        row.left_at = moment
        assess_stay(held.facts().sitting, stay_of(row, held.facts().membership)).require()
        row.save(update_fields=["left_at"])
        following.save()
        judge_decisions_again(held)
        held.write("recorded the change of place", following, person=str(row.person_id), is_remote=is_remote)
    return following


def correct_presence(
    *,
    by: Actor,
    presence: Presence,
    reason: str,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
    has_left: bool | None = None,
    capacity: str | None = None,
    seat: Seat | None = None,
    is_remote: bool | None = None,
) -> Presence:
    """Put a row right: the old one stays, struck out, and the decisions of the time are judged again.

    What is not given stays as it was; `has_left=False` takes a departure back.
    """
    if not reason.strip():
        refuse("Say why the attendance is corrected.")
    with floor(presence.meeting, by=by, states=ATTENDING) as held:
        require_run(held, held.now)
        old = _strike_out(held, presence)
        left = old.left_at if left_at is None else held.moment(left_at)
        row = _copy(
            old,
            by,
            arrived_at=old.arrived_at if arrived_at is None else held.moment(arrived_at),
            left_at=held.meeting.closed_at if has_left is False else left,
            is_remote=old.is_remote if is_remote is None else is_remote,
        )
        row.capacity = capacity or old.capacity
        row.correction_of, row.correction_reason = old, reason.strip()
        _admit(held, row, seat or old.seat)
        held.write("corrected the attendance", row, person=str(row.person_id), correction_of=str(old.pk))
    return row


def strike_out_presence(*, by: Actor, presence: Presence, reason: str) -> None:
    """Strike out a row that should not be there; it stays readable, with who struck it out and why."""
    if not reason.strip():
        refuse("Say why this attendance is struck out.")
    with floor(presence.meeting, by=by, states=ATTENDING) as held:
        require_run(held, held.now)
        row = _strike_out(held, presence)
        row.correction_reason = reason.strip()
        row.save(update_fields=["correction_reason"])
        held.write("struck out the attendance", row, person=str(row.person_id))
        judge_decisions_again(held)


def _admit(held: Floor, presence: Presence, seat: Seat | None) -> None:
    """Check a stay against the terms and all other stays, and keep it."""
    facts = held.facts()
    own = facts.seat_keys(presence.person_id)
    presence.seat = _seat_for(facts, presence, seat)
    if presence.capacity == Capacity.MEMBER and not own and not _holds_office(facts, presence.person_id):
        refuse(
            f"{presence.person.name} holds no seat on that day. Record them as a deputy, an invitee, "
            "in attendance or an observer."
        )
    if presence.capacity == Capacity.DEPUTY:
        _require_deputy(facts, presence, own)
    stay = stay_of(presence, facts.membership)
    assess_stay(facts.sitting, stay).require()
    assess_seat_free(facts.sitting, stay).require()
    for deputy in seats_handed_back(facts.sitting, stay):
        _hand_back(held, UUID(deputy.id), stay.arrived_at)
    presence.save()
    judge_decisions_again(held)


def _holds_office(facts: Facts, person_id: UUID) -> bool:
    return any(holder.person_id == person_id for holder in facts.office_holders)


def _seat_for(facts: Facts, presence: Presence, seat: Seat | None) -> Seat | None:
    if presence.capacity not in (Capacity.MEMBER, Capacity.DEPUTY):
        return None
    own = facts.membership.seats_of(presence.person_id)
    if seat is not None or presence.capacity == Capacity.DEPUTY or not own:
        return seat
    return Seat.objects.get(pk=own[0].id)


def _require_deputy(facts: Facts, presence: Presence, own: tuple[str, ...]) -> None:
    """The terms on deputies; somebody in another seat already counts as a member."""
    seat = presence.seat
    others = {
        key
        for stay in facts.sitting.stays_of(str(presence.person_id))
        if stay.capacity == Capacity.DEPUTY and stay.overlaps(presence.arrived_at, presence.left_at)
        for key in stay.seats
    }
    holder = next((s for s in facts.membership.seats if seat is not None and s.id == seat.pk), None)
    agencies = {h.agency.id for h in holder.holders} if holder else set()
    if holder and holder.agency:
        agencies.add(holder.agency.id)
    assess_deputy(
        facts.charter,
        name=presence.person.name,
        seats=others | ({seat.key} if seat else set()),
        is_member=bool(own),
        is_same_agency=not agencies or presence.agency_id in agencies,
    ).require()


def _hand_back(held: Floor, presence_id: UUID, at: datetime) -> None:
    """The deputy's place ends as the member arrives; a deputy of that very moment never took it."""
    row = Presence.objects.get(pk=presence_id)
    if row.arrived_at >= at:
        row.removed_at, row.correction_reason = held.now, "The member was there from that moment."
    row.left_at = max(at, row.arrived_at + _INSTANT)
    row.save(update_fields=["left_at", "removed_at", "correction_reason"])
    held.write("ended the deputy's place", row, person=str(row.person_id))


def _strike_out(held: Floor, presence: Presence) -> Presence:
    row = _live(presence)
    row.removed_at = held.now
    row.save(update_fields=["removed_at"])
    return row


def _live(presence: Presence) -> Presence:
    """The row as it is now, unless somebody struck it out meanwhile."""
    rows = Presence.objects.select_for_update(of=("self",)).select_related("person", "seat")
    row: Presence = rows.get(pk=presence.pk)
    if row.removed_at is not None:
        refuse("Somebody corrected this row meanwhile. Look at the row that replaced it.")
    return row


def _copy(row: Presence, by: Actor, **changed: object) -> Presence:
    names = ("partnership_id", "meeting_id", "person_id", "agency_id", "seat_id", "capacity", "left_at")
    kept = {name: getattr(row, name) for name in (*names, "is_remote", "arrived_at")}
    return Presence(**{**kept, **changed}, recorded_by_id=by.person_id)


def end_stays(held: Floor, at: datetime) -> None:
    """Everybody still there leaves as the meeting ends."""
    open_rows = Presence.objects.filter(meeting=held.meeting, left_at__isnull=True, removed_at__isnull=True)
    for row in open_rows:
        row.left_at = max(at, row.arrived_at + _INSTANT)
    Presence.objects.bulk_update(open_rows, ["left_at"])
