"""Which offices and seats somebody holds today, so that what an office owes follows whoever holds it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from holdfast.charter.words import plain
from holdfast.groups.charters import charter_of, terms_in_force_of
from holdfast.groups.membership import seats_bringing_offices
from holdfast.groups.models import Appointment, OfficeHolding, on_date
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


@dataclass(frozen=True)
class Held:
    """The offices and seats that one person holds, as (group, plain key), and where they chair."""

    person_id: UUID
    offices: frozenset[tuple[UUID, str]]
    seats: frozenset[tuple[UUID, str]]
    chaired: frozenset[UUID]

    def owes(self) -> Q:
        """The condition that an obligation is this person's own to keep."""
        mine = Q(owner_person_id=self.person_id)
        for group_id, office in self.offices:
            here = Q(owner_group=None, group_id=group_id) | Q(owner_group_id=group_id)
            mine |= here & Q(owner_office=office)
        for group_id, seat in self.seats:
            here = Q(owner_group=None, group_id=group_id) | Q(owner_group_id=group_id)
            mine |= here & Q(owner_seat=seat)
        # What a whole group owes, its chair sees to.
        return mine | Q(owner_group_id__in=self.chaired, owner_office="", owner_seat="")

    def is_owner(self, row: Obligation) -> bool:
        """The same for one row at hand."""
        at = row.owner_group_id or row.group_id
        whole = row.owner_group_id in self.chaired and not (row.owner_office or row.owner_seat)
        return (
            row.owner_person_id == self.person_id
            or (at, row.owner_office) in self.offices
            or (at, row.owner_seat) in self.seats
            or whole
        )


def held_by(actor: Actor) -> Held:
    """What the person holds today, in four queries; an office that a seat brings, unless another holds it."""
    now = on_date(clock.today())
    recorded = OfficeHolding.objects.filter(now)
    offices = {
        (group, plain(office))
        for group, office in recorded.filter(person_id=actor.person_id).values_list("group_id", "office")
    }
    sitting = Appointment.objects.filter(now, person_id=actor.person_id).values_list("group_id", "seat__key")
    seats = {(group, plain(key)) for group, key in sitting}
    offices |= _by_seat(seats, recorded)
    chaired = actor.groups_where(Permission.CHAIR_MEETING) or frozenset()
    return Held(actor.person_id, frozenset(offices), frozenset(seats), chaired)


def _by_seat(seats: set[tuple[UUID, str]], recorded: object) -> set[tuple[UUID, str]]:
    groups = {group for group, _ in seats}
    if not groups:
        return set()
    rows = recorded.filter(group_id__in=groups).values_list("group_id", "office")  # type: ignore[attr-defined]
    taken = {(group, plain(office)) for group, office in rows}
    brought = {
        (group_id, plain(office))
        for group_id, terms in terms_in_force_of(groups, clock.today()).items()
        for office, seat in seats_bringing_offices(charter_of(terms))
        if (group_id, plain(seat)) in seats
    }
    return brought - taken


def is_owner(actor: Actor, row: Obligation) -> bool:
    """Whether the person owes it: by name, office or seat, or for an agency with nobody named."""
    unnamed = row.owner_person_id is None and not (row.owner_office or row.owner_seat)
    if unnamed and row.owner_agency_id == actor.agency_id:
        return True
    return held_by(actor).is_owner(row)
