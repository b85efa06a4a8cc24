"""Who would keep an obligation today, by name: whoever holds the office or seat, leads the agency, chairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from holdfast.charter.reading import FaultyCharter
from holdfast.charter.words import plain
from holdfast.groups.charters import charter_of, terms_in_force_of
from holdfast.groups.membership import seats_bringing_offices
from holdfast.groups.models import Appointment, Group, OfficeHolding, on_date
from holdfast.groups.standings import is_chairing
from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.tenancy.models import Person

Place = tuple[UUID, str]
People = dict[UUID, Person]


def _people() -> defaultdict[Any, People]:
    return defaultdict(dict)


@dataclass(frozen=True)
class Keepers:
    """Who holds what today in some groups; people who have left keep nothing."""

    offices: defaultdict[Place, People] = field(default_factory=_people)
    seats: defaultdict[Place, People] = field(default_factory=_people)
    # By group and agency: whoever sits for it; by None and agency: whoever leads it.
    agencies: defaultdict[tuple[UUID | None, UUID], People] = field(default_factory=_people)

    def of(self, row: Obligation) -> tuple[Person, ...]:
        """Everybody who would keep it, by name; nobody when the place is empty or its holder left."""
        return tuple(sorted(self._found(row).values(), key=lambda person: person.name))

    def names(self, row: Obligation) -> tuple[str, ...]:
        """Their names."""
        return tuple(person.name for person in self.of(row))

    def _found(self, row: Obligation) -> People:
        at = row.owner_group_id or row.group_id
        if row.owner_office:
            return self.offices.get((at, row.owner_office), {})
        if row.owner_seat:
            return self.seats.get((at, row.owner_seat), {})
        if row.owner_person is not None:
            return {row.owner_person.pk: row.owner_person} if is_here(row.owner_person) else {}
        if row.owner_agency_id is not None:
            return self._of_agency(at, row.owner_agency_id)
        return self.chairing(at) if row.owner_group_id else {}

    def _of_agency(self, group_id: UUID, agency_id: UUID) -> People:
        found = self.agencies.get((group_id, agency_id), {}) | self.agencies.get((None, agency_id), {})
        return {pk: person for pk, person in found.items() if is_here(person.agency)}

    def chairing(self, group_id: UUID) -> People:
        """Who chairs a group: the chair, or else whoever stands in for them."""
        held = {office: people for (group, office), people in self.offices.items() if group == group_id}
        chairs = {office: people for office, people in held.items() if is_chairing(office) and people}
        return chairs.get("chair") or next(iter(chairs.values()), {})


def is_here(one: Any) -> bool:
    """Whether a person or an agency has not left."""
    return one.left_on is None or one.left_on >= clock.today()


def keepers_of(rows: Iterable[Obligation]) -> Keepers:
    """Who keeps these, in four queries; each row's named person and agency stand at hand."""
    groups = {row.owner_group_id or row.group_id for row in rows}
    return keepers_in(groups)


def keepers_in(groups: Iterable[UUID]) -> Keepers:
    """Who holds what in these groups today, in four queries."""
    wanted, now, found = list(groups), on_date(clock.today()), Keepers()
    people = ("person__agency",)
    sitting = Appointment.objects.filter(now, group_id__in=wanted).select_related(*people, "seat")
    for one in _here(sitting):
        found.seats[one.group_id, plain(one.seat.key)][one.person_id] = one.person
        found.agencies[one.group_id, one.seat.agency_id or one.person.agency_id][one.person_id] = one.person
    for one in _here(OfficeHolding.objects.filter(now, group_id__in=wanted).select_related(*people)):
        found.offices[one.group_id, plain(one.office)][one.person_id] = one.person
    _add_leads(found, wanted)
    _add_offices_by_seat(found, wanted)
    return found


def without_keeper(group: Group) -> list[Obligation]:
    """What the group's obligations owe that nobody keeps today: an empty office, an agency that has left.

    An authority outside the partnership keeps its own. Five queries.
    """
    rows = Obligation.objects.outstanding().filter(group=group, owner_body="")
    owed = list(rows.select_related("owner_person", "owner_agency").order_by("due_at"))
    keepers = keepers_of(owed)
    return [row for row in owed if not keepers.of(row)]


def _here(rows: Any) -> Iterator[Any]:
    return (one for one in rows if is_here(one.person))


def _add_leads(found: Keepers, groups: list[UUID]) -> None:
    where = Q(group_id__isnull=True) | Q(group_id__in=groups)
    leads = RoleGrant.objects.filter(where, role=Role.AGENCY_LEAD.value, ended_at__isnull=True)
    for grant in _here(leads.select_related("person__agency")):
        found.agencies[grant.group_id, grant.person.agency_id][grant.person_id] = grant.person


def _add_offices_by_seat(found: Keepers, groups: list[UUID]) -> None:
    """The charter gives an office by a seat unless somebody else is recorded as holding it."""
    recorded = set(found.offices)
    for group_id, terms in terms_in_force_of(groups, clock.today()).items():
        try:
            charter = charter_of(terms)
        except FaultyCharter:
            continue
        for office, seat in seats_bringing_offices(charter):
            holders = found.seats.get((group_id, plain(seat)), {})
            if (group_id, plain(office)) not in recorded and holders:
                found.offices[group_id, plain(office)].update(holders)
