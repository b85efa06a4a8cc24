"""The facts of one meeting: its terms, who belongs to it on the day, and its sitting as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from holdfast.charter.findings import ChairFinding, QuorumFinding
from holdfast.charter.model import Charter
from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.models import Exclusion, Nomination, Override, Presence
from holdfast.governance.room.rules.quorum import Span, best_moment, chair_at, quorum_at, quorum_spans
from holdfast.governance.room.rules.sitting import Sitting, Spell, Stay
from holdfast.groups.charters import charter_of, terms_in_force
from holdfast.groups.membership import LocalAgency, Membership, OfficeHolder, members_on, office_holders_on
from holdfast.groups.models import Terms
from holdfast.kernel.clock import LONDON


@dataclass(frozen=True)
class Facts:
    """A meeting with everything that its quorum, chair and votes are judged on."""

    meeting: Meeting
    charter: Charter | None
    terms: Terms | None
    membership: Membership
    office_holders: tuple[OfficeHolder, ...]
    presences: tuple[Presence, ...]
    sitting: Sitting
    overrides: tuple[Override, ...] = ()

    @property
    def group_id(self) -> UUID:
        return self.meeting.group_id

    def quorum(self, at: datetime, item: AgendaItem | None = None) -> QuorumFinding:
        """Whether there was a quorum at a moment, for the meeting or an item."""
        return quorum_at(self.charter, self.sitting, at, **self._asked(item))

    def quorum_within(self, minute: datetime, item: AgendaItem | None) -> tuple[datetime, QuorumFinding]:
        """The first moment of a typed minute with a quorum, or its beginning."""
        return best_moment(self.charter, self.sitting, minute, **self._asked(item))

    def spans(self, until: datetime | None, item: AgendaItem | None = None) -> tuple[Span, ...]:
        """The quorum over the whole meeting; empty before it opened."""
        opened_at = self.meeting.opened_at
        if opened_at is None:
            return ()
        asked = self._asked(item)
        return quorum_spans(
            self.charter, self.sitting, opened_at, until, item=asked["item"], kind=asked["kind"]
        )

    def chair(self, at: datetime, item: AgendaItem | None = None) -> ChairFinding:
        """Who chairs at a moment."""
        return chair_at(self.charter, self.sitting, at, str(item.pk) if item else None)

    def seat_keys(self, person_id: UUID) -> tuple[str, ...]:
        """The charter keys of the seats that a person holds on the day."""
        return tuple(seat.key for seat in self.membership.seats_of(person_id))

    @cached_property
    def agencies(self) -> dict[UUID, LocalAgency]:
        """The agencies of everyone who belongs to the group."""
        return {holder.agency.id: holder.agency for holder in self.membership.people.values()}

    def _asked(self, item: AgendaItem | None) -> dict[str, Any]:
        kind = item.business_kind if item else None
        return {
            "item": str(item.pk) if item else None,
            "kind": kind or None,
            "since": self.meeting.opened_at,
        }


def meeting_day(meeting: Meeting) -> date:
    """The London date on which it met, or is to meet."""
    moment: datetime = meeting.opened_at or meeting.starts_at
    return moment.astimezone(LONDON).date()


def facts_of(meeting: Meeting) -> Facts:
    """Everything known of a meeting's attendance; the number of queries does not depend on how many came."""
    day = meeting_day(meeting)
    terms = _terms(meeting, day)
    membership = members_on(meeting.group_id, day)
    offices = office_holders_on(meeting.group_id, day, membership)
    rows = Presence.objects.filter(meeting=meeting).select_related("person", "agency", "seat", "recorded_by")
    presences = tuple(rows)
    overrides = tuple(Override.objects.filter(meeting=meeting).select_related("item"))
    return Facts(
        meeting=meeting,
        charter=charter_of(terms) if terms else None,
        terms=terms,
        membership=membership,
        office_holders=offices,
        presences=presences,
        sitting=_sitting(meeting, membership, offices, presences, overrides),
        overrides=overrides,
    )


def _terms(meeting: Meeting, day: date) -> Terms | None:
    """Those that it met under once it opened, whatever has been adopted since."""
    if meeting.terms_id is None:
        return terms_in_force(meeting.group_id, day)
    terms: Terms = Terms.objects.defer("source").get(pk=meeting.terms_id)
    return terms


def stay_of(presence: Presence, membership: Membership) -> Stay:
    """A presence as a plain value; a member fills every seat held on the day."""
    seats = [presence.seat.key] if presence.seat_id and presence.seat else []
    if presence.capacity == Presence.Capacity.MEMBER:
        seats += [s.key for s in membership.seats_of(presence.person_id) if s.key not in seats]
    return Stay(
        id=str(presence.pk),
        person=str(presence.person_id),
        name=presence.person.name,
        capacity=presence.capacity,
        arrived_at=presence.arrived_at,
        left_at=presence.left_at,
        seats=tuple(seats),
        agency=agency_key(presence.agency_id, membership),
        is_remote=presence.is_remote,
    )


def agency_key(agency_id: UUID, membership: Membership) -> str | None:
    """What the group's charter calls an agency, where that is one name only."""
    known = [h.agency for h in membership.people.values()]
    known += [h.agency for seat in membership.seats for h in seat.deputies]
    known += [seat.agency for seat in membership.seats if seat.agency]
    return next((agency.key for agency in known if agency.id == agency_id), None)


def _sitting(
    meeting: Meeting,
    membership: Membership,
    offices: tuple[OfficeHolder, ...],
    presences: tuple[Presence, ...],
    overrides: tuple[Override, ...],
) -> Sitting:
    return Sitting(
        stays=tuple(stay_of(p, membership) for p in presences if p.removed_at is None),
        exclusions=tuple(
            Spell(person=str(e.person_id), item=str(e.item_id), from_at=e.from_at, to_at=e.lifted_at)
            for e in Exclusion.objects.filter(item__meeting=meeting)
        ),
        nominations=tuple(
            Spell(person=str(n.person_id), from_at=n.from_at, to_at=n.withdrawn_at)
            for n in Nomination.objects.filter(meeting=meeting)
        ),
        overrides=tuple(_override(o) for o in overrides),
        offices=tuple((holder.office, str(holder.person_id)) for holder in offices),
        vacancies=frozenset(seat.key for seat in membership.vacancies),
        is_reconvened=meeting.continues_id is not None,
        names={str(p.person_id): p.person.name for p in presences},
    )


def _override(row: Override) -> Spell:
    return Spell(
        person=str(row.chair_id),
        item=str(row.item_id) if row.item_id else None,
        from_at=row.from_at,
        to_at=row.withdrawn_at,
        reason=row.reason,
    )
