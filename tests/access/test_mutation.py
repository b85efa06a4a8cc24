"""With any one permission given to everybody the matrix finds it: no permission is left unwatched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from tests.access.matrix import Cell, Walker, addresses, cells, differences
from tests.access.test_matrix import OWN
from tests.access.world import World

pytestmark = pytest.mark.deep

# Nobody gets as far as being asked for the first without the second (one answers only one's own actions,
# or those of the agency that one leads for): both are opened, and the second alone must change nothing there.
REACHED_BY = {Permission.ANSWER_ACTIONS: Permission.SEE_AGENCY_ACTIONS}


@contextmanager
def in_place_of(name: str, make: Callable[[Any], Any]) -> Iterator[None]:
    """A method of every actor, replaced by what `make` makes of it."""
    own = getattr(Actor, name)
    setattr(Actor, name, make(own))
    try:
        yield
    finally:
        setattr(Actor, name, own)


@contextmanager
def opened(*permissions: Permission) -> Iterator[None]:
    """Whoever signs in holds these in every group, at every meeting, partnership-wide."""

    def may(own: Any) -> Any:
        return lambda actor, asked, *place, **more: asked in permissions or own(actor, asked, *place, **more)

    def groups_where(own: Any) -> Any:
        return lambda actor, asked: None if asked in permissions else own(actor, asked)

    with in_place_of("may", may), in_place_of("groups_where", groups_where):
        yield


@contextmanager
def noted() -> Iterator[dict[Permission, bool]]:
    """Which permissions anybody is asked for inside, and whether more than a link hangs on it."""
    asked_for: dict[Permission, bool] = {}

    def noting(name: str) -> Callable[[Any], Any]:
        def make(own: Any) -> Any:
            def asked(actor: Actor, permission: Permission, *place: Any, **more: Any) -> Any:
                asked_for[permission] = asked_for.get(permission, False) or name != "may"
                return own(actor, permission, *place, **more)

            return asked

        return make

    with ExitStack() as replaced:
        for name in ("may", "require", "groups_where", "meetings_where"):
            replaced.enter_context(in_place_of(name, noting(name)))
        yield asked_for


@pytest.fixture(scope="module")
def walker(kestrel: World) -> Walker:
    return Walker(kestrel)


@dataclass(frozen=True)
class Asking:
    """A cell in which a permission is asked for; `weight` is less the more hangs on the answer."""

    cell: Cell
    weight: tuple[bool, ...]


@pytest.fixture(scope="module")
def asking(walker: Walker) -> dict[Permission, list[Asking]]:
    """Where each permission is asked for: anywhere else it can make no difference."""
    found: defaultdict[Permission, list[Asking]] = defaultdict(list)
    for address in addresses():
        for cell in cells(address) if address.name not in OWN else ():
            with noted() as asked_for:
                assert list(differences(walker, [cell])) == []
            for permission, decides in asked_for.items():
                is_declared = address.permission is permission
                found[permission].append(Asking(cell, (cell.is_allowed, not is_declared, not decides)))
    return found


def makes_a_difference(walker: Walker, cell: Cell, permission: Permission) -> bool:
    """Whether the matrix finds the cell at fault once everybody holds the permission."""
    before = REACHED_BY.get(permission)
    if before is not None:
        with opened(before):
            if list(differences(walker, [cell])):
                return False
    with opened(permission, *([before] if before else [])):
        return bool(list(differences(walker, [cell])))


@pytest.mark.parametrize("permission", list(Permission), ids=lambda permission: permission.name)
def test_a_permission_opened_to_everybody_is_found(
    permission: Permission, walker: Walker, asking: dict[Permission, list[Asking]]
) -> None:
    asked = sorted(asking[permission], key=lambda each: each.weight)
    assert any(makes_a_difference(walker, each.cell, permission) for each in asked), (
        f"asked for {len(asked)} times, and nowhere does it show that everybody holds it"
    )
