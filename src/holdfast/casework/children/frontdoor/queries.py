"""The way to the front door, and who used it because of what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from holdfast.casework.children.frontdoor.models import FrontDoor, FrontDoorUse


@dataclass(frozen=True)
class Route:
    """How to reach the front door now; `is_known` is false until a partnership says how."""

    name: str
    telephone: str = ""
    hours: str = ""
    telephone_otherwise: str = ""
    online: str = ""
    is_known: bool = True


NOT_STATED = Route("children's social care", is_known=False)


def route() -> Route:
    """The present partnership's way to the front door; one query."""
    found = FrontDoor.objects.first()
    if found is None:
        return NOT_STATED
    return Route(found.name, found.telephone, found.hours, found.telephone_otherwise, found.online)


def uses_of(cause_kind: str, ids: Collection[UUID]) -> dict[UUID, list[FrontDoorUse]]:
    """Every use because of these records (`"referrals.referral", [referral.pk]`), oldest first; one query."""
    found: dict[UUID, list[FrontDoorUse]] = {}
    for use in FrontDoorUse.objects.filter(cause_kind=cause_kind, cause_id__in=ids):
        found.setdefault(use.cause_id, []).append(use)
    return found


def has_been_used(cause_kind: str, cause_id: UUID) -> bool:
    """Whether the front door was told because of this record."""
    return FrontDoorUse.objects.filter(cause_kind=cause_kind, cause_id=cause_id).exists()
