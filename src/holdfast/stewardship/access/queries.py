"""What the permissions pages print."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.stewardship.access.actor import Actor, Standing
from holdfast.stewardship.access.permissions import ROLE_DESCRIPTIONS, ROLE_PERMISSIONS, Permission, Role
from holdfast.stewardship.access.scopes import scopes


@dataclass(frozen=True)
class RoleColumn:
    """A role with its description."""

    title: str
    description: str


@dataclass(frozen=True)
class PermissionRow:
    """A permission in words, and for each role whether it brings it."""

    words: str
    held: tuple[bool, ...]


@dataclass(frozen=True)
class PermissionsPage:
    """Roles across, permissions down."""

    roles: tuple[RoleColumn, ...]
    rows: tuple[PermissionRow, ...]


def permissions_page() -> PermissionsPage:
    """The table that the code itself obeys."""
    return PermissionsPage(
        tuple(RoleColumn(role.title, ROLE_DESCRIPTIONS[role]) for role in Role),
        tuple(
            PermissionRow(p.value, tuple(p in ROLE_PERMISSIONS[role] for role in Role)) for p in Permission
        ),
    )


@dataclass(frozen=True)
class StandingRow:
    """A role that the person holds, where, and what it lets them do."""

    title: str
    where: str
    description: str
    permissions: tuple[str, ...]


def own_permissions_page(actor: Actor) -> tuple[StandingRow, ...]:
    """The person's standings, those of the whole partnership first."""
    names = scopes()
    ordered = sorted(actor.standings, key=lambda s: (s.group_id is not None, s.role, str(s.group_id)))
    return tuple(_row(standing, names) for standing in ordered)


def _row(standing: Standing, names: dict[str, str]) -> StandingRow:
    where = "the whole partnership"
    if standing.meeting_id is not None:
        where = "one meeting"
    elif standing.group_id is not None:
        where = names.get(str(standing.group_id), "one group")
    return StandingRow(
        standing.role.title,
        where,
        ROLE_DESCRIPTIONS[standing.role],
        tuple(p.value for p in Permission if standing.permits(p)),
    )
