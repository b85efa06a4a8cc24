"""Brings the reviews of emergency access that are owed in line with what was opened and what was reviewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from holdfast.casework.children.models import EmergencyAccess
from holdfast.casework.children.promises import CAUSE
from holdfast.groups.models import Group
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor


def settle_reviews(accesses: Iterable[EmergencyAccess], *, by: Actor) -> None:
    """Each is owed in the group that it was noted for; without a group that discusses children in none."""
    by_group: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for access in accesses:
        if access.group_id is not None:
            by_group[access.group_id].append(access.pk)
    for group in Group.objects.filter(pk__in=by_group):
        settle(CAUSE, by_group[group.pk], group=group, by=by, why="the record has another guardian")
