"""A group's page, its members on any date, and a seat with its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from holdfast.charter.words import plain, spoken
from holdfast.groups.charters import charter_of, terms_in_force
from holdfast.groups.membership import Membership, OfficeHolder, SeatOnDay, members_on, office_holders_on
from holdfast.groups.models import Group, Level
from holdfast.groups.operations.rows import visible
from holdfast.groups.queries.structure import Place, place_of
from holdfast.groups.rules.offices import WAYS, seats_giving, ways_of
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.tenancy.models import Sector

if TYPE_CHECKING:
    from holdfast.charter.membership import Office
    from holdfast.charter.membership import Seat as CharterSeat
    from holdfast.charter.model import Charter


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat as it is listed: what the charter says of it, and who is in it."""

    seat: SeatOnDay
    sector: str
    status: str
    is_statutory: bool
    is_voting: bool
    is_counted: bool
    is_unconfirmed: bool
    seniority: str
    clause: str
    agency: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office of the charter with whoever holds it; `how` says how it comes to be held."""

    key: str
    name: str
    how: str
    clause: str
    holders: tuple[OfficeHolder, ...]
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """The version of the terms in force."""

    id: UUID
    version: str
    title: str
    from_on: date
    next_review_on: date | None


@dataclass(frozen=True, slots=True)
class MembersPage:
    """Who sat in a group on a date."""

    group: Group
    day: date
    seats: tuple[SeatRow, ...]
    offices: tuple[OfficeRow, ...]
    vacancies: tuple[SeatRow, ...]
    people: int
    in_two_seats: tuple[str, ...]
    in_force: InForce | None
    may_manage: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group today."""

    members: MembersPage
    place: Place
    level: str
    may_change: bool
    may_draft: bool


def group_page(actor: Actor, group: Group, day: date) -> GroupPage:
    """A group's place, seats, offices and terms."""
    return GroupPage(
        members=members_page(actor, group, day),
        place=place_of(actor, group.pk),
        level=Level(group.level).label,
        may_change=actor.may(Permission.MANAGE_PARTNERSHIP, group.pk),
        may_draft=actor.may(Permission.DRAFT_TERMS, group.pk),
    )


def visible_group(actor: Actor, group_id: UUID) -> Group:
    """The group, or 404 where the actor may not see it."""
    return visible(Group, group_id, actor)


def members_page(actor: Actor, group: Group, day: date) -> MembersPage:
    """Seats, offices, vacancies on a date: six queries."""
    membership = members_on(group, day)
    terms = terms_in_force(group, day)
    charter = charter_of(terms) if terms is not None else None
    rows = tuple(seat_rows(membership, charter))
    holders = office_holders_on(group, day, membership, charter)
    return MembersPage(
        group=group,
        day=day,
        seats=rows,
        offices=tuple(_office_rows(charter, holders)),
        vacancies=tuple(row for row in rows if row.seat.is_vacant and not row.seat.is_coopted),
        people=len(membership.people),
        in_two_seats=tuple(_in_two_seats(membership)),
        in_force=_in_force(terms, charter),
        may_manage=actor.may(Permission.MANAGE_SEATS, group.pk),
    )


def _in_force(terms: Any, charter: Charter | None) -> InForce | None:
    if terms is None or charter is None:
        return None
    return InForce(terms.pk, terms.version, charter.title, terms.in_force_from, terms.next_review_on)


def _in_two_seats(membership: Membership) -> Iterator[str]:
    for person_id, holder in membership.people.items():
        if len(membership.seats_of(person_id)) > 1:
            yield holder.name


def seat_rows(membership: Membership, charter: Charter | None) -> Iterator[SeatRow]:
    """Each seat with what the charter in force says of it."""
    stated = charter.seat_by_key if charter is not None else {}
    for seat in membership.seats:
        yield seat_row(seat, stated.get(plain(seat.key)), charter)


def seat_row(seat: SeatOnDay, stated: CharterSeat | None, charter: Charter | None) -> SeatRow:
    """One seat with what the charter says of it; a co-opted place has no more than its person's agency."""
    sectors = {seat.agency.sector} if seat.agency else {h.agency.sector for h in seat.holders}
    if stated is None:
        status = "co-opted" if seat.is_coopted else "core"
        names = ", ".join(sector_name(sector) for sector in sorted(sectors))
        agency = seat.agency.short_name if seat.agency else ""
        return SeatRow(seat, names, status, False, False, False, False, "", "", agency)
    said = [charter.agency_by_key[plain(key)] for key in stated.agency] if charter else []
    sector = stated.sector or next((agency.sector for agency in said if agency.sector), None)
    statutory = any(agency.statutory for agency in said) if stated.statutory is None else stated.statutory
    agency = seat.agency.short_name if seat.agency else " or ".join(a.name or spoken(a.key) for a in said)
    return SeatRow(
        seat=seat,
        sector=sector_name(sector) if sector else "",
        status=str(stated.status),
        is_statutory=statutory,
        is_voting=stated.is_voting,
        is_counted=stated.is_counted,
        is_unconfirmed=stated.unconfirmed,
        seniority=stated.seniority or "",
        clause=stated.clause,
        agency=agency,
    )


def sector_name(sector: str) -> str:
    """A sector as people say it."""
    return Sector(sector).label if sector in Sector.values else spoken(sector).capitalize()


def _office_rows(charter: Charter | None, holders: tuple[OfficeHolder, ...]) -> Iterator[OfficeRow]:
    known = charter.offices if charter is not None else ()
    for office in known:
        held = tuple(h for h in holders if plain(h.office) == plain(office.key))
        yield OfficeRow(
            office.key,
            _capital(office.name),
            how_held(office, charter),
            office.clause,
            held,
            bool(ways_of(office)),
        )
    stated = {plain(office.key) for office in known}
    for holder in holders:
        if plain(holder.office) not in stated:
            yield OfficeRow(holder.office, _capital(spoken(holder.office)), "", "", (holder,), False)


def how_held(office: Office, charter: Charter | None) -> str:
    """How an office comes to be held, in words: `whoever is Detective Superintendent`."""
    seats = charter.seat_by_key if charter is not None else {}
    by_seat = [seats[plain(k)].role for k in seats_giving(office) if plain(k) in seats]
    by_role = [held.role for held in office.held_by if held.role]
    others = [WAYS[way] for way in ways_of(office) if way != "role"]
    words = [f"whoever is {role}" for role in [*by_seat, *by_role]] + others
    return " or ".join(words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
