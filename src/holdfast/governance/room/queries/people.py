"""The people of a meeting as the room's right side shows them: here, expected, gone, struck out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.governance.meetings.models import Apology, DeputyNaming, Invitee, Meeting
from holdfast.governance.room.models import Presence
from holdfast.governance.room.queries.facts import Facts

CAPACITY_WORDS = dict(Presence.Capacity.choices)


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who is there now."""

    presence_id: UUID
    person_id: UUID
    name: str
    agency: str
    as_what: str
    since: datetime
    is_remote: bool
    is_chair: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who could come: one press records the arrival."""

    person_id: UUID
    name: str
    agency: str
    as_what: str
    capacity: str
    seat_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A stay that ended, or a row that was struck out."""

    presence_id: UUID
    name: str
    agency: str
    as_what: str
    arrived_at: datetime
    left_at: datetime | None
    is_remote: bool
    is_struck_out: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Everyone, in four lists."""

    here: tuple[Here, ...]
    expected: tuple[Expected, ...]
    gone: tuple[Past, ...]
    struck_out: tuple[Past, ...]

    def is_here(self, person_id: UUID) -> bool:
        return any(row.person_id == person_id for row in self.here)


def people_of(facts: Facts, at: datetime) -> People:
    """Four queries besides the facts, whoever came."""
    live = [p for p in facts.presences if p.removed_at is None]
    there = [p for p in live if p.arrived_at <= at and (p.left_at is None or at < p.left_at)]
    chair = facts.chair(at).person
    here = tuple(_here(p, facts, chair) for p in sorted(there, key=lambda p: p.person.name))
    present = {row.person_id for row in here}
    return People(
        here=here,
        expected=tuple(row for row in _expected(facts) if row.person_id not in present),
        gone=tuple(_past(p, facts) for p in live if p not in there),
        struck_out=tuple(_past(p, facts) for p in facts.presences if p.removed_at is not None),
    )


def as_what(presence: Presence, facts: Facts) -> str:
    """`Police`, `Deputy for Police`, `Invitee`: the seat, or else the capacity."""
    if presence.capacity == Presence.Capacity.MEMBER:
        titles = [seat.title for seat in facts.membership.seats_of(presence.person_id)]
        return " and ".join(titles) or "Chair"
    if presence.capacity == Presence.Capacity.DEPUTY and presence.seat:
        return f"Deputy for {presence.seat.title}"
    return CAPACITY_WORDS[presence.capacity]


def _here(presence: Presence, facts: Facts, chair: str | None) -> Here:
    return Here(
        presence_id=presence.pk,
        person_id=presence.person_id,
        name=presence.person.name,
        agency=str(presence.agency),
        as_what=as_what(presence, facts),
        since=presence.arrived_at,
        is_remote=presence.is_remote,
        is_chair=chair == str(presence.person_id),
    )


def _past(presence: Presence, facts: Facts) -> Past:
    return Past(
        presence_id=presence.pk,
        name=presence.person.name,
        agency=str(presence.agency),
        as_what=as_what(presence, facts),
        arrived_at=presence.arrived_at,
        left_at=presence.left_at,
        is_remote=presence.is_remote,
        is_struck_out=presence.removed_at is not None,
        reason=presence.correction_reason,
    )


def _expected(facts: Facts) -> list[Expected]:
    """Members in the order of their seats, then deputies named or standing, then invitees; each once."""
    rows: dict[UUID, Expected] = {}
    apologies = set(_live(Apology, facts.meeting).values_list("person_id", flat=True))
    for seat in facts.membership.seats:
        for holder in seat.holders:
            note = "sent apologies" if holder.person_id in apologies else ""
            rows.setdefault(
                holder.person_id,
                Expected(
                    holder.person_id, holder.name, holder.agency.short_name, seat.title, "member", None, note
                ),
            )
    for officer in facts.office_holders:
        office = officer.office.capitalize()
        rows.setdefault(
            officer.person_id,
            Expected(officer.person_id, officer.name, officer.agency_name, office, "member"),
        )
    for row in (*_named_deputies(facts.meeting), *_standing_deputies(facts), *_invitees(facts.meeting)):
        rows.setdefault(row.person_id, row)
    return list(rows.values())


def _named_deputies(meeting: Meeting) -> list[Expected]:
    rows = _live(DeputyNaming, meeting).select_related("deputy__agency", "seat")
    return [_deputy(row.deputy, row.seat.title, row.seat_id, "named for this meeting") for row in rows]


def _standing_deputies(facts: Facts) -> list[Expected]:
    return [
        Expected(
            deputy.person_id,
            deputy.name,
            deputy.agency.short_name,
            f"Deputy for {seat.title}",
            "deputy",
            seat.id,
            "standing deputy",
        )
        for seat in facts.membership.seats
        for deputy in seat.deputies
    ]


def _invitees(meeting: Meeting) -> list[Expected]:
    rows = _live(Invitee, meeting).select_related("person__agency", "item")
    return [
        Expected(
            row.person_id,
            row.person.name,
            str(row.person.agency),
            "Invitee",
            "invitee",
            None,
            f"for {row.item.title}" if row.item else "",
        )
        for row in rows
    ]


def _deputy(person: Any, seat: str, seat_id: UUID, note: str) -> Expected:
    return Expected(person.pk, person.name, str(person.agency), f"Deputy for {seat}", "deputy", seat_id, note)


def _live(model: Any, meeting: Meeting) -> Any:
    return model.objects.filter(meeting=meeting, withdrawn_at__isnull=True)
