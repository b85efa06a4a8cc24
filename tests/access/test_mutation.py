"""With any one permission opened to every role, the matrix finds it: no permission is left unwatched."""

from __future__ import annotations

import pytest

from holdfast.stewardship.access import actor
from holdfast.stewardship.access.permissions import ROLE_PERMISSIONS, Permission
from tests.access.matrix import Address, Walker, addresses, differences
from tests.access.test_matrix import OWN
from tests.access.world import World

pytestmark = pytest.mark.deep


def guarded_by(permission: Permission) -> list[Address]:
    """The addresses that declare the permission first, then every other: some are asked for inside."""
    walked = [address for address in addresses() if address.name not in OWN]
    return sorted(walked, key=lambda address: address.permission is not permission)


@pytest.mark.parametrize("permission", list(Permission), ids=lambda permission: permission.name)
def test_a_permission_opened_to_everybody_is_found(
    permission: Permission, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = {role: held | {permission} for role, held in ROLE_PERMISSIONS.items()}
    monkeypatch.setattr(actor, "ROLE_PERMISSIONS", opened)
    walker = Walker(world)
    found = (line for address in guarded_by(permission) for line in differences(walker, address))
    assert next(found, None) is not None
