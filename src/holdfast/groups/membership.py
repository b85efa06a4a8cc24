"""Who sat where on any date: seats with their holders and standing deputies, vacancies, office holders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from holdfast.groups.charters import charter_in_force
from holdfast.groups.models import (
    AgencyBinding,
    Appointment,
    Deputyship,
    Group,
    OfficeHolding,
    Seat,
    on_date,
)
from holdfast.groups.seating import BY_SEAT, Holder, LocalAgency, Membership, OfficeHolder, SeatOnDay

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

__all__ = [
    "BY_SEAT",
    "Holder",
    "LocalAgency",
    "Membership",
    "OfficeHolder",
    "SeatOnDay",
    "agencies_by_key",
    "keys_of_agencies",
    "local_agency",
    "members_on",
    "office_holders_on",
    "seat_on_day",
    "seats_bringing_offices",
]

_PERSON = ("person__agency",)


def _identity(group: Group | UUID) -> UUID:
    return group.pk if isinstance(group, Group) else group


def keys_of_agencies(group: Group | UUID) -> dict[UUID, tuple[str, ...]]:
    """The charter keys that each local agency stands for in the group."""
    keys: defaultdict[UUID, tuple[str, ...]] = defaultdict(tuple)
    rows = AgencyBinding.objects.filter(group_id=_identity(group)).order_by("key")
    for agency_id, key in rows.values_list("agency_id", "key"):
        keys[agency_id] += (key,)
    return dict(keys)


def agencies_by_key(group: Group | UUID) -> dict[str, LocalAgency]:
    """The local agency that each agency key of the group's charter stands for, in one query."""
    rows = list(AgencyBinding.objects.filter(group_id=_identity(group)).select_related("agency"))
    keys: defaultdict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for row in sorted(rows, key=lambda row: row.key):
        keys[row.agency_id] += (row.key,)
    return {row.key: local_agency(row.agency, keys) for row in rows}


def local_agency(agency: Any, keys: Mapping[UUID, tuple[str, ...]]) -> LocalAgency:
    """An agency row as a plain value."""
    return LocalAgency(
        agency.pk,
        agency.name,
        agency.short_name,
        agency.sector,
        agency.is_statutory,
        keys.get(agency.pk, ()),
    )


def members_on(group: Group | UUID, day: date) -> Membership:
    """The seats open on a date, each with who held it and who were its standing deputies. Four queries."""
    group_id = _identity(group)
    keys = keys_of_agencies(group_id)
    holders = _by_seat(Appointment.objects.filter(on_date(day), group_id=group_id), day, keys)
    deputies = _by_seat(Deputyship.objects.filter(on_date(day), group_id=group_id), day, keys)
    open_then = on_date(day, "opened_on", "closed_on")
    seats = Seat.objects.filter(open_then, group_id=group_id).select_related("agency")
    return Membership(day, tuple(seat_on_day(seat, keys, holders, deputies) for seat in seats))


def seat_on_day(
    seat: Any,
    keys: Mapping[UUID, tuple[str, ...]],
    holders: Mapping[UUID, tuple[Holder, ...]],
    deputies: Mapping[UUID, tuple[Holder, ...]],
) -> SeatOnDay:
    """A seat row with its people as a plain value."""
    return SeatOnDay(
        id=seat.pk,
        key=seat.key,
        title=seat.title,
        agency=local_agency(seat.agency, keys) if seat.agency_id else None,
        places=seat.holders,
        is_coopted=seat.is_coopted,
        opened_on=seat.opened_on,
        closed_on=seat.closed_on,
        holders=holders.get(seat.pk, ()),
        deputies=deputies.get(seat.pk, ()),
    )


def _by_seat(rows: Any, day: date, keys: Mapping[UUID, tuple[str, ...]]) -> dict[UUID, tuple[Holder, ...]]:
    found: defaultdict[UUID, tuple[Holder, ...]] = defaultdict(tuple)
    for row in rows.select_related(*_PERSON).order_by("from_on", "person__name"):
        found[row.seat_id] += (_holder(row, day, keys),)
    return dict(found)


def _holder(row: Any, day: date, keys: Mapping[UUID, tuple[str, ...]]) -> Holder:
    person = row.person
    return Holder(
        id=row.pk,
        person_id=person.pk,
        name=person.name,
        job_title=person.job_title,
        agency=local_agency(person.agency, keys),
        from_on=row.from_on,
        to_on=row.to_on,
        has_left=person.left_on is not None and person.left_on < day,
    )


def office_holders_on(
    group: Group | UUID,
    day: date,
    membership: Membership | None = None,
    charter: Charter | None = None,
) -> tuple[OfficeHolder, ...]:
    """Who held which office on a date: recorded holders, then those whom the charter gives one by their seat.

    One query when the membership and the charter of that day are given, six without.
    """
    group_id = _identity(group)
    recorded = tuple(_recorded_holders(group_id, day))
    charter = charter or charter_in_force(group_id, day)
    if charter is None:
        return recorded
    seats = (membership or members_on(group_id, day)).seats
    taken = frozenset(holder.office for holder in recorded)
    return recorded + tuple(_holders_by_seat(charter, seats, taken))


def _recorded_holders(group_id: UUID, day: date) -> Iterator[OfficeHolder]:
    rows = OfficeHolding.objects.filter(on_date(day), group_id=group_id).select_related(*_PERSON)
    for row in rows.order_by("office", "from_on"):
        yield OfficeHolder(
            office=row.office,
            person_id=row.person_id,
            name=row.person.name,
            agency_name=str(row.person.agency),
            how=row.how,
            from_on=row.from_on,
            to_on=row.to_on,
            term_ends_on=row.term_ends_on,
            holding_id=row.pk,
        )


def seats_bringing_offices(charter: Charter) -> Iterator[tuple[str, str]]:
    """(office, seat), by their keys, for each office that the charter gives to whoever fills a seat."""
    for office in charter.offices:
        for way in office.held_by:
            if way.seat is not None:
                yield office.key, way.seat


def _holders_by_seat(
    charter: Charter, seats: Iterable[SeatOnDay], taken: frozenset[str]
) -> Iterator[OfficeHolder]:
    from holdfast.charter.words import plain

    by_key = {plain(seat.key): seat for seat in seats}
    filled = {plain(office) for office in taken}
    for office, seat_key in seats_bringing_offices(charter):
        seat = by_key.get(plain(seat_key))
        for holder in seat.holders if seat and plain(office) not in filled else ():
            yield OfficeHolder(
                office, holder.person_id, holder.name, holder.agency.short_name, BY_SEAT, holder.from_on
            )
