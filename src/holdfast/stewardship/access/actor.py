"""Who is asking: the signed-in person, for which agency, in which partnership, with which standings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.core.exceptions import PermissionDenied

from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import ROLE_PERMISSIONS, Permission, Role
from holdfast.stewardship.tenancy.models import Partnership, Person


@dataclass(frozen=True)
class Standing:
    """A role held in one group, or in the whole partnership when `group_id` is None."""

    role: Role
    group_id: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """The person on whose behalf something is asked or done. Every operation takes one as `by`."""

    person_id: UUID
    name: str
    agency_id: UUID
    partnership_id: UUID
    account_id: UUID | None = None
    partnership_name: str = ""
    agency_name: str = ""
    standings: frozenset[Standing] = field(default_factory=frozenset)

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(standing.role for standing in self.standings)

    def may(self, permission: Permission, group_id: UUID | None = None) -> bool:
        """Whether any standing that covers the group (all, when it is partnership-wide) permits it.

        Without a group it asks: partnership-wide, or in any group at all.
        """
        return any(
            permission in ROLE_PERMISSIONS[standing.role]
            for standing in self.standings
            if group_id is None or standing.group_id is None or standing.group_id == group_id
        )

    def require(self, permission: Permission, group_id: UUID | None = None) -> None:
        """Raise `PermissionDenied`, saying what would be needed, unless permitted."""
        if not self.may(permission, group_id):
            raise PermissionDenied(f"This needs the permission: {permission.value.lower()}.")

    def groups_where(self, permission: Permission) -> frozenset[UUID] | None:
        """The groups in which it is permitted; None means every group of the partnership."""
        holding = [s.group_id for s in self.standings if permission in ROLE_PERMISSIONS[s.role]]
        return None if None in holding else frozenset(g for g in holding if g is not None)


StandingSource = Callable[[UUID], Iterable[Standing]]
_sources: list[StandingSource] = []


def register_standing_source(source: StandingSource) -> None:
    """Let a higher app say which standings follow from its rows (a seat makes a member), by person id."""
    if source not in _sources:
        _sources.append(source)


def _granted(person_id: UUID) -> Iterable[Standing]:
    grants = RoleGrant.objects.filter(person_id=person_id, ended_at__isnull=True)
    return (Standing(Role(role), group) for role, group in grants.values_list("role", "group_id"))


def actor_for(person: Person) -> Actor:
    """The actor that a person is now. The database's partnership context must be set already."""
    standings = frozenset(s for source in (_granted, *_sources) for s in source(person.id))
    partnership: Partnership = person.partnership
    return Actor(
        person_id=person.id,
        name=person.name,
        agency_id=person.agency_id,
        partnership_id=person.partnership_id,
        account_id=person.account_id,
        partnership_name=partnership.name,
        agency_name=str(person.agency),
        standings=standings,
    )
