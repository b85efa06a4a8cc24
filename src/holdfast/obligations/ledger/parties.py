"""Who is meant by a charter's word for somebody: an office, a seat, an agency, a body, members, the group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.charter.words import plain, spoken
from holdfast.groups.models import AgencyBinding, Group
from holdfast.obligations.ledger.promises import Party

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

_WHOLE_GROUP = frozenset({"group", "members", "everyone", "core-members", "all"})


@dataclass(frozen=True)
class Directory:
    """The local agency of each agency key of the charter, and the local group of each name, for one group."""

    group_id: UUID
    agencies: dict[str, UUID]
    groups: dict[str, UUID]

    def parties(self, charter: Charter, words: Iterable[str]) -> tuple[Party, ...]:
        """Each of a charter's words for somebody as a party."""
        return tuple(self.party(charter, word) for word in words)

    def party(self, charter: Charter, word: str) -> Party:
        """One word as a party; what the partnership does not know itself is a body outside."""
        key = plain(word)
        if key in charter.office_by_key:
            return Party(office=key)
        if key in charter.seat_by_key:
            return Party(seat=key)
        if key in self.agencies:
            return Party(agency_id=self.agencies[key])
        if key in _WHOLE_GROUP or key == plain(charter.key):
            return Party(group_id=self.group_id)
        return self._elsewhere(charter, key)

    def _elsewhere(self, charter: Charter, key: str) -> Party:
        body = charter.body_by_key.get(key)
        agency = charter.agency_by_key.get(key)
        name = (body and body.name) or (agency and agency.name) or charter.neighbours.get(key) or spoken(key)
        known = self.groups.get(plain(name)) or self.groups.get(key)
        return Party(group_id=known) if known else Party(body=name)


def directory_of(group: Group) -> Directory:
    """Two queries: the group's agency bindings and the partnership's groups by name."""
    agencies = {plain(row.key): row.agency_id for row in AgencyBinding.objects.filter(group_id=group.pk)}
    groups: dict[str, UUID] = {}
    rows = Group.objects.filter(partnership_id=group.partnership_id).values_list("pk", "name", "short_name")
    for pk, name, short_name in rows:
        groups[plain(name)] = groups[plain(short_name)] = pk
    return Directory(group.pk, agencies, groups)
