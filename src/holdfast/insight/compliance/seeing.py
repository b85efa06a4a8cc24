"""Of which groups and kinds of obligation somebody sees the figures: the whole of a kind, or none of it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from holdfast.groups.models import Group, GroupQuerySet
from holdfast.obligations.ledger.kinds import visible_kinds
from holdfast.obligations.ledger.models import Obligation, ObligationQuerySet
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission


def groups_assured(actor: Actor) -> GroupQuerySet:
    """The groups of which the person sees both the terms and what is owed."""
    rows: GroupQuerySet = Group.objects.visible_to(actor)
    allowed = actor.groups_where(Permission.SEE_OWED)
    return rows if allowed is None else rows.filter(pk__in=allowed)


def groups_standing(actor: Actor, board_id: UUID | None = None) -> GroupQuerySet:
    """Of these, the ones that have not ended: all, or those that report to one Board."""
    rows = groups_assured(actor).filter(ended_on=None)
    if board_id is not None:
        rows = rows.filter(reporting_lines__board=board_id).distinct()
    return rows.order_by("name")


def kinds_seen(actor: Actor, group_id: UUID) -> frozenset[str]:
    """The kinds whose numbers the person sees in the group, all of them."""
    found = visible_kinds(actor, is_counting=True)
    return frozenset(key for groups, keys in found if groups is None or group_id in groups for key in keys)


def obligations_counted(actor: Actor, group_ids: Iterable[UUID]) -> ObligationQuerySet:
    """What is owed in these groups, of the kinds whose numbers the person sees there.

    What somebody sees only because it is their own is left out: a part of a kind would be a wrong number.
    """
    return _of_kinds(visible_kinds(actor, is_counting=True), group_ids)


def obligations_listed(actor: Actor, group_ids: Iterable[UUID]) -> ObligationQuerySet:
    """Of these, those that the person may see one by one."""
    return _of_kinds(visible_kinds(actor), group_ids)


def _of_kinds(
    kinds: Iterable[tuple[frozenset[UUID] | None, list[str]]], group_ids: Iterable[UUID]
) -> ObligationQuerySet:
    ids = frozenset(group_ids)
    everywhere: set[str] = set()
    seen = Q(pk__in=[])
    for groups, keys in kinds:
        where = ids if groups is None else ids & groups
        if where == ids:
            everywhere.update(keys)
        elif where:
            seen |= Q(kind__in=keys, group__in=where)
    # That the rows are of one partnership goes without saying: to say it again misleads the planner.
    rows: ObligationQuerySet = Obligation.objects.filter(seen | Q(kind__in=everywhere), group__in=ids)
    return rows
