"""Who owes something, and for which agency that counts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from holdfast.charter.words import plain
from holdfast.groups.models import Seat
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.naming import Titles, party_words


def owner_said(row: Obligation, titles: Titles) -> str:
    """The owner at the head of a line; whom the row names must be at hand (`with_names`, `seat_titles`)."""
    said = party_words(row, "owner", titles) or "Nobody in particular"
    return f"{said[:1].upper()}{said[1:]}"


@dataclass(frozen=True)
class AgenciesOfSeats:
    """Which agency the seats of some groups belong to."""

    by_seat: dict[tuple[UUID, str], UUID]

    def owes(self, agency_id: UUID) -> Q:
        """The condition that an obligation counts for an agency: its own, its seat's or its person's."""
        mine = Q(owner_agency=agency_id) | Q(
            owner_agency=None, owner_seat="", owner_office="", owner_person__agency=agency_id
        )
        for (group_id, seat), agency in self.by_seat.items():
            if agency == agency_id:
                here = Q(owner_group=None, group_id=group_id) | Q(owner_group_id=group_id)
                mine |= here & Q(owner_agency=None, owner_seat=seat)
        return mine

    def agency_of(
        self, group_id: UUID, *, agency: UUID | None, seat: str, office: str, person_agency: UUID | None
    ) -> UUID | None:
        """The agency that an obligation with this owner counts for; None for an office, a group, a body."""
        if agency is not None:
            return agency
        if seat:
            return self.by_seat.get((group_id, seat))
        return None if office else person_agency


def agencies_of_seats(group_ids: frozenset[UUID]) -> AgenciesOfSeats:
    """The open seats with an agency of their own, in one query."""
    rows = Seat.objects.filter(group__in=group_ids, agency__isnull=False).order_by("closed_on", "opened_on")
    found: dict[tuple[UUID, str], UUID] = {}
    for group_id, key, agency_id in rows.values_list("group_id", "key", "agency_id"):
        found[group_id, plain(key)] = agency_id
    return AgenciesOfSeats(found)
