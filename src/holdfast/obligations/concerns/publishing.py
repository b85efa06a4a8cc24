"""Letting other partnerships write to a group, and ending that."""

from __future__ import annotations

from django.db import transaction

from holdfast.groups.models import Group
from holdfast.groups.operations.rows import locked_group
from holdfast.kernel import clock
from holdfast.obligations.concerns.models import PublishedGroup
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def publish_group(*, by: Actor, group: Group) -> None:
    """Let other partnerships find the group by its name and its partnership's. Twice changes nothing."""
    by.require(Permission.PUBLISH_GROUP, group.pk)
    locked_group(group.pk, by)
    if PublishedGroup.objects.filter(group=group, closed_at=None).exists():
        return
    made = PublishedGroup.objects.create(
        partnership_id=by.partnership_id, group=group, opened_at=clock.now(), opened_by_id=by.person_id
    )
    record("opened", made, by=by, group_id=group.pk)


@transaction.atomic
def unpublish_group(*, by: Actor, group: Group) -> None:
    """Nobody new can write to it; what was sent already is still answered."""
    by.require(Permission.PUBLISH_GROUP, group.pk)
    locked_group(group.pk, by)
    for open_one in PublishedGroup.objects.filter(group=group, closed_at=None):
        open_one.closed_at, open_one.closed_by_id = clock.now(), by.person_id
        open_one.save()
        record("closed", open_one, by=by, group_id=group.pk)
