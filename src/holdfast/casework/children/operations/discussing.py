"""Say that a group discusses children, by which its people come to see them, and that it no longer does."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from holdfast.casework.children.hooks import CaseworkChange, on_casework_changed
from holdfast.casework.children.models import CaseworkGroup
from holdfast.casework.children.queries.discussing import candidate
from holdfast.casework.children.rules.discussing import assess_beginning
from holdfast.groups.models import Group
from holdfast.groups.operations.rows import locked_group
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.ledger.operations import settle_everything
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def begin_casework(group_id: UUID, *, by: Actor, reason: str) -> CaseworkGroup:
    """From now on the group discusses children, and its chairs and members see them, as roles let them."""
    by.require(Permission.OPEN_CASEWORK, group_id)
    group = locked_group(group_id, by)
    assess_beginning(candidate(group)).require()
    begun: CaseworkGroup = CaseworkGroup.objects.create(
        partnership_id=by.partnership_id, group=group, began_at=clock.now()
    )
    record("began to discuss children", group, by=by, group_id=group_id, reason=reason)
    on_casework_changed.call(CaseworkChange(group), by)
    settle_everything(group, by=by)
    return begun


@transaction.atomic
def end_casework(group_id: UUID, *, by: Actor, reason: str) -> None:
    """The group no longer discusses children: what its people saw by it ends at once; all records stay."""
    by.require(Permission.OPEN_CASEWORK, group_id)
    group = locked_group(group_id, by)
    row = CaseworkGroup.objects.filter(group=group, ended_at=None).first()
    if row is None:
        refuse(f"{group} does not discuss children.")
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    record("ceased to discuss children", group, by=by, group_id=group_id, reason=reason)
    on_casework_changed.call(CaseworkChange(group, is_ended=True), by)


def keep_group_while_discussing(group: Group, by: Actor) -> None:
    """A group that discusses children is not ended: its people would go on seeing them."""
    if group.ended_on is not None and CaseworkGroup.objects.filter(group=group, ended_at=None).exists():
        refuse(f"{group} discusses children. End that first, on its page; then the group.")
