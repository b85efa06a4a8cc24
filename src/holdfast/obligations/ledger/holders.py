"""Which offices and seats somebody holds today, so that what an office owes follows whoever holds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from holdfast.charter.reading import FaultyCharter
from holdfast.charter.words import plain
from holdfast.groups.charters import charter_known_by
from holdfast.groups.membership import seats_bringing_offices
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

if TYPE_CHECKING:
    from holdfast.obligations.ledger.models import Obligation

Place = tuple[UUID, str]


@dataclass(frozen=True)
class Held:
    """The offices and seats that one person holds, as (group, plain key), and where they chair.

    `agency_seats` are all those of the person's agency, whoever sits in them.
    """

    person_id: UUID
    agency_id: UUID
    offices: frozenset[Place]
    seats: frozenset[Place]
    chaired: frozenset[UUID]
    agency_seats: frozenset[Place]

    def owes(self) -> Q:
        """The condition that an obligation is this person's own to keep."""
        return self._mine("owner")

    def is_owed(self) -> Q:
        """The condition that it is owed to this person, an office or seat of theirs, or where they chair."""
        return self._mine("owed")

    def agency_is_owed(self) -> Q:
        """The condition that it is owed to the person's agency, and to nobody by name."""
        return Q(owed_agency_id=self.agency_id, owed_person=None)

    def agency_owes(self) -> Q:
        """The condition that the person's agency owes it, by name or by one of its seats."""
        return Q(owner_agency_id=self.agency_id) | _at("owner", seats=self.agency_seats)

    def _mine(self, side: str) -> Q:
        mine = Q(**{f"{side}_person_id": self.person_id})
        mine |= _at(side, self.offices, self.seats)
        # What a whole group owes, its chair sees to.
        whole = {f"{side}_group_id__in": self.chaired, f"{side}_office": "", f"{side}_seat": ""}
        return mine | Q(**whole) if self.chaired else mine

    def is_owner(self, row: Obligation) -> bool:
        """The same as `owes` for one row at hand."""
        at = row.owner_group_id or row.group_id
        whole = row.owner_group_id in self.chaired and not (row.owner_office or row.owner_seat)
        return (
            row.owner_person_id == self.person_id
            or (at, row.owner_office) in self.offices
            or (at, row.owner_seat) in self.seats
            or whole
        )


def _at(side: str, offices: Iterable[Place] = (), seats: Iterable[Place] = ()) -> Q:
    """The condition that one of these is named: of the obligation's own group, or of the group beside it.

    The groups stand in it twice, so that the database finds them by an index before it compares names.
    """
    places = [(group, f"{side}_office", key) for group, key in offices]
    places += [(group, f"{side}_seat", key) for group, key in seats]
    if not places:
        return Q(pk__in=())
    by_column: defaultdict[tuple[UUID, str], list[str]] = defaultdict(list)
    for group, column, key in places:
        by_column[group, column].append(key)
    return _within("group_id", by_column) & Q(**{f"{side}_group": None}) | _within(
        f"{side}_group_id", by_column
    )


def _within(group_column: str, by_column: dict[tuple[UUID, str], list[str]]) -> Q:
    each = Q(pk__in=())
    for (group, column), keys in by_column.items():
        each |= Q(**{group_column: group, f"{column}__in": keys})
    return Q(**{f"{group_column}__in": {group for group, _ in by_column}}) & each


def held_by(actor: Actor) -> Held:
    """What the person holds today, in one query; an office that a seat brings, unless another holds it."""
    found: defaultdict[str, list[tuple[UUID, str, str]]] = defaultdict(list)
    for what, group_id, key, more in _holdings(actor):
        found[what].append((group_id, key, more))
    seats = {(group, plain(key)) for group, key, _ in found["seat"]}
    taken = {(group, plain(office)) for group, office, _ in found["office"]}
    own = {(group, plain(office)) for group, office, who in found["office"] if who == str(actor.person_id)}
    chaired = actor.groups_where(Permission.CHAIR_MEETING) or frozenset()
    return Held(
        actor.person_id,
        actor.agency_id,
        frozenset(own | (set(_brought(found["terms"], seats)) - taken)),
        frozenset(seats),
        chaired,
        frozenset((group, plain(key)) for group, key, _ in found["agency seat"]),
    )


# Asked for every page, so it is written out: the query builder would take longer than the database.
_HOLDINGS = """
    with sitting as materialized (
        select appointment.group_id, seat.key from groups_appointment appointment
        join groups_seat seat on seat.id = appointment.seat_id
        where appointment.person_id = %(person)s and appointment.from_on <= %(today)s
        and (appointment.to_on is null or appointment.to_on >= %(today)s)
    )
    select 'seat', group_id, key, '' from sitting
    union all
    select 'office', group_id, office, person_id::text from groups_officeholding
    where (person_id = %(person)s or group_id = any(array(select group_id from sitting)))
    and from_on <= %(today)s and (to_on is null or to_on >= %(today)s)
    union all
    select 'terms', group_id, digest || ' ' || charter_key, id::text from groups_terms
    where group_id = any(array(select group_id from sitting))
    and in_force_from <= %(today)s and (in_force_to is null or in_force_to >= %(today)s)
    union all
    select 'agency seat', group_id, key, '' from groups_seat
    where agency_id = %(agency)s and opened_on <= %(today)s and (closed_on is null or closed_on >= %(today)s)
"""


def _holdings(actor: Actor) -> Iterable[tuple[str, UUID, str, str]]:
    """The person's seats, the offices of their groups, the terms of those, their agency's seats: a query."""
    asked: dict[str, Any] = {"person": actor.person_id, "agency": actor.agency_id, "today": clock.today()}
    with connection.cursor() as cursor:
        cursor.execute(_HOLDINGS, asked)
        found: list[tuple[str, UUID, str, str]] = cursor.fetchall()
    return found


def _brought(terms: Iterable[tuple[UUID, str, str]], seats: set[Place]) -> Iterator[Place]:
    """The offices that the seats bring, by each group's charter in force."""
    for group_id, text, terms_id in terms:
        digest, _, charter_key = text.partition(" ")
        try:
            charter = charter_known_by(digest, charter_key, UUID(terms_id))
        except FaultyCharter:  # a later engine cannot read it: nobody holds an office by it
            continue
        for office, seat in seats_bringing_offices(charter):
            if (group_id, plain(seat)) in seats:
                yield group_id, plain(office)


def is_owner(actor: Actor, row: Obligation, held: Held | None = None) -> bool:
    """Whether it is the person's to do: by name, office or seat, as their agency's lead, or as anybody of it
    where nobody is named."""
    unnamed = row.owner_person_id is None and not (row.owner_office or row.owner_seat)
    answers = unnamed or actor.may(Permission.SEE_AGENCY_ACTIONS, row.group_id)
    if answers and row.owner_agency_id == actor.agency_id:
        return True
    return (held or held_by(actor)).is_owner(row)
