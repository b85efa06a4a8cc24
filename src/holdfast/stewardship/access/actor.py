"""Who is asking: the signed-in person, for which agency, in which partnership, with which standings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import PermissionDenied

from holdfast.stewardship.access.permissions import Permission, Role
from holdfast.stewardship.access.standings import Standing, standings_of
from holdfast.stewardship.tenancy.models import Partnership, Person

__all__ = ["Actor", "Standing", "actor_for"]


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

    @cached_property
    def rights(self) -> str:
        """A short text that differs whenever what the person may do differs."""
        held = sorted(f"{s.role}:{s.group_id}:{s.meeting_id}" for s in self.standings)
        return sha256("|".join([str(self.person_id), *held]).encode()).hexdigest()[:16]

    def may(
        self, permission: Permission, group_id: UUID | None = None, meeting_id: UUID | None = None
    ) -> bool:
        """Whether any standing that covers the group (all, when it is partnership-wide) permits it.

        Without a group it asks: partnership-wide, in any group or at any meeting at all. With the meeting
        besides its group, invitees and deputies named for that meeting alone are covered too.
        """
        return any(s.permits(permission) for s in self.standings if s.covers(group_id, meeting_id))

    def require(
        self, permission: Permission, group_id: UUID | None = None, meeting_id: UUID | None = None
    ) -> None:
        """Raise `PermissionDenied`, saying what would be needed, unless permitted."""
        if not self.may(permission, group_id, meeting_id):
            raise PermissionDenied(f"This needs the permission: {permission.value.lower()}.")

    def groups_where(self, permission: Permission) -> frozenset[UUID] | None:
        """The groups in which it is permitted; None means every group of the partnership."""
        wide = [s for s in self.standings if s.meeting_id is None and s.permits(permission)]
        holding = [s.group_id for s in wide]
        return None if None in holding else frozenset(g for g in holding if g is not None)

    def meetings_where(self, permission: Permission) -> frozenset[UUID]:
        """The single meetings, beyond `groups_where`, at which it is permitted."""
        return frozenset(s.meeting_id for s in self.standings if s.meeting_id and s.permits(permission))


def actor_for(person: Person) -> Actor:
    """The actor that a person is now. The database's partnership context must be set already."""
    partnership: Partnership = person.partnership
    return Actor(
        person_id=person.id,
        name=person.name,
        agency_id=person.agency_id,
        partnership_id=person.partnership_id,
        account_id=person.account_id,
        partnership_name=partnership.name,
        agency_name=str(person.agency),
        standings=standings_of(person.id),
    )
