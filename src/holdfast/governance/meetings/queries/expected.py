"""Who is expected at a meeting, what each has said, and the quorum that this would make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from holdfast.charter.findings import QuorumFinding
from holdfast.charter.model import Charter
from holdfast.charter.quorum import assess_quorum
from holdfast.charter.room import Capacity, Presence, Room
from holdfast.governance.meetings.models import Acceptance, Apology, DeputyNaming, Meeting
from holdfast.groups.membership import (
    LocalAgency,
    Membership,
    OfficeHolder,
    SeatOnDay,
    keys_of_agencies,
    local_agency,
    members_on,
    office_holders_on,
)
from holdfast.kernel.clock import LONDON

# A finding speaks of a room; a forecast of one that is still empty.
_HERE = re.compile(r"\b(?:are|is) here\b")
COMING, AWAY, DEPUTY, SILENT = "coming", "apologies", "deputy", "no answer"


@dataclass(frozen=True, slots=True)
class Deputy:
    """Whoever stands in for one seat."""

    person_id: UUID
    name: str
    agency: LocalAgency


@dataclass(frozen=True, slots=True)
class Expected:
    """A person who belongs at the meeting: their seats and offices, and what they have said."""

    person_id: UUID
    name: str
    agency: LocalAgency | None
    agency_name: str
    seats: tuple[SeatOnDay, ...]
    offices: tuple[str, ...]
    answer: str
    reason: str = ""
    deputies: tuple[tuple[str, Deputy], ...] = ()

    @property
    def titles(self) -> str:
        """Their seats, or the office that brings them."""
        return ", ".join(seat.title for seat in self.seats) or ", ".join(
            office.replace("-", " ").capitalize() for office in self.offices
        )

    @property
    def said(self) -> str:
        """Their answer in words."""
        if self.answer == DEPUTY:
            return f"Apologies; {', '.join(deputy.name for _, deputy in self.deputies)} stands in"
        return {COMING: "Coming", AWAY: "Apologies"}.get(self.answer, "Has not answered")


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everyone expected at a meeting, and the seats that are vacant on its day."""

    membership: Membership
    people: tuple[Expected, ...]
    offices: tuple[OfficeHolder, ...]

    def person(self, person_id: UUID) -> Expected | None:
        """One of them."""
        return next((one for one in self.people if one.person_id == person_id), None)

    def count(self, *answers: str) -> int:
        """How many gave one of these answers."""
        return sum(one.answer in answers for one in self.people)


@dataclass(frozen=True, slots=True)
class _Said:
    """The live answers of a meeting: who comes, who does not and why, who stands in for which seat."""

    coming: frozenset[UUID]
    away: dict[UUID, str]
    deputies: dict[UUID, Deputy]


def attendance_expected(meeting: Meeting) -> Attendance:
    """Everyone with a seat or an office on the day of the meeting, with their answers. Ten queries."""
    day = meeting.starts_at.astimezone(LONDON).date()
    membership = members_on(meeting.group_id, day)
    offices = office_holders_on(meeting.group_id, day, membership)
    said = _said(meeting)
    return Attendance(membership, tuple(_people(membership, offices, said)), offices)


def _said(meeting: Meeting) -> _Said:
    live = {"meeting": meeting, "withdrawn_at": None}
    namings = list(DeputyNaming.objects.filter(**live).select_related("deputy__agency"))
    keys = keys_of_agencies(meeting.group_id) if namings else {}
    return _Said(
        coming=frozenset(Acceptance.objects.filter(**live).values_list("person_id", flat=True)),
        away=dict(Apology.objects.filter(**live).values_list("person_id", "reason")),
        deputies={
            naming.seat_id: Deputy(
                naming.deputy_id, naming.deputy.name, local_agency(naming.deputy.agency, keys)
            )
            for naming in namings
        },
    )


def _people(membership: Membership, offices: tuple[OfficeHolder, ...], said: _Said) -> Iterator[Expected]:
    held: dict[UUID, list[str]] = {}
    for holder in offices:
        held.setdefault(holder.person_id, []).append(holder.office)
    for person_id, member in membership.people.items():
        seats = membership.seats_of(person_id)
        deputies = tuple((s.key, said.deputies[s.id]) for s in seats if s.id in said.deputies)
        yield Expected(
            person_id,
            member.name,
            member.agency,
            member.agency.short_name,
            seats,
            tuple(held.get(person_id, ())),
            _answer(person_id, said, bool(deputies)),
            said.away.get(person_id, ""),
            deputies,
        )
    for holder in {h.person_id: h for h in offices if h.person_id not in membership.people}.values():
        yield Expected(
            holder.person_id,
            holder.name,
            None,
            holder.agency_name,
            (),
            tuple(held[holder.person_id]),
            _answer(holder.person_id, said, False),
            said.away.get(holder.person_id, ""),
        )


def _answer(person_id: UUID, said: _Said, has_deputy: bool) -> str:
    if person_id in said.coming:
        return COMING
    if has_deputy:
        return DEPUTY
    return AWAY if person_id in said.away else SILENT


def quorum_forecast(charter: Charter | None, attendance: Attendance) -> QuorumFinding:
    """The quorum that there would be if everyone comes who has not sent apologies."""
    if charter is None:
        said = "This group had adopted no terms of reference by this date, so no quorum is stated."
        return QuorumFinding(met=None, reason=said)
    finding = assess_quorum(charter, expected_room(attendance))
    return replace(finding, reason=_HERE.sub("would be here", finding.reason))


def expected_room(attendance: Attendance) -> Room:
    """The room as it would be, in the charter's terms."""
    return Room(
        present=tuple(_presences(attendance)),
        vacancies=frozenset(seat.key for seat in attendance.membership.vacancies),
        offices={holder.office: str(holder.person_id) for holder in attendance.offices},
    )


def _presences(attendance: Attendance) -> Iterator[Presence]:
    for one in attendance.people:
        if one.answer in (COMING, SILENT):
            yield Presence(
                person=str(one.person_id),
                name=one.name,
                seats=tuple(seat.key for seat in one.seats),
                agency=one.agency.key if one.agency else None,
                offices=one.offices,
            )
        for seat_key, deputy in one.deputies:
            yield Presence(
                person=str(deputy.person_id),
                name=deputy.name,
                seats=(seat_key,),
                agency=deputy.agency.key,
                capacity=Capacity.DEPUTY,
            )
