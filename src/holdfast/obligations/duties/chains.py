"""Through which consecutive versions of the terms a clause has kept a promise. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from holdfast.obligations.ledger.versions import Version

if TYPE_CHECKING:
    from holdfast.charter.mechanism import Mechanism
    from holdfast.charter.model import Charter

Made = TypeVar("Made")
Kept = TypeVar("Kept", bound="Mechanism")


def chain_of(
    versions: tuple[Version, ...], version: Version, pick: Callable[[Charter], Made | None]
) -> list[tuple[Version, Made]]:
    """The versions up to this one, without a gap, whose charter has what is picked, with what it has."""
    found: list[tuple[Version, Made]] = []
    for one in reversed(versions[: versions.index(version) + 1]):
        made = pick(one.charter) if one.charter is not None else None
        if made is None or (found and not _follows(found[-1][0], one)):
            break
        found.append((one, made))
    return found[::-1]


def _follows(later: Version, earlier: Version) -> bool:
    return earlier.to_on is not None and earlier.to_on + timedelta(days=1) == later.from_on


def same_in(mechanism: Kept, key: Callable[[Kept], object]) -> Callable[[Charter], Kept | None]:
    """Finds a clause's mechanism in another version: of the same clause and kind, with the same key."""

    def pick(charter: Charter) -> Kept | None:
        alike = (one for one in charter.each(type(mechanism)) if one.clause == mechanism.clause)
        return next((one for one in alike if key(one) == key(mechanism)), None)

    return pick
