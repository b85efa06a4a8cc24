"""Add, change and end groups, and place them in their tree and under their Boards."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from holdfast.groups.hooks import on_group_changed
from holdfast.groups.models import Board, Group, ReportingLine
from holdfast.groups.operations.rows import locked_group, require_unchanged, visible
from holdfast.groups.rules.structure import assess_end, assess_parent
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record


@transaction.atomic
def add_group(
    *,
    by: Actor,
    name: str,
    short_name: str,
    level: str,
    parent_id: UUID | None = None,
    board_ids: Collection[UUID] = (),
) -> Group:
    """Add a group under a parent (or none), reporting to any number of Boards."""
    by.require(Permission.MANAGE_PARTNERSHIP)
    _require_free_name(by, name)
    parent = visible(Group, parent_id, by) if parent_id else None
    group = Group.objects.create(
        partnership_id=by.partnership_id, name=name, short_name=short_name, level=level, parent=parent
    )
    _report_to(group, board_ids, by)
    record("added", group, by=by, group_id=group.pk, name=name, parent=str(parent_id or ""))
    return group


@transaction.atomic
def change_group(
    group_id: UUID,
    *,
    by: Actor,
    name: str,
    short_name: str,
    level: str,
    parent_id: UUID | None = None,
    board_ids: Collection[UUID] = (),
    version: int | None = None,
) -> Group:
    """Rename or move a group; `version` is the one its editor was looking at."""
    by.require(Permission.MANAGE_PARTNERSHIP, group_id)
    _lock_tree(by)
    group = locked_group(group_id, by)
    require_unchanged(group.version, version)
    _require_free_name(by, name, besides=group_id)
    _require_place(group_id, parent_id, by)
    was = {"name": group.name, "parent": str(group.parent_id or "")}
    group.name, group.short_name, group.level = name, short_name, level
    group.parent_id, group.version = parent_id, group.version + 1
    group.save(update_fields=["name", "short_name", "level", "parent", "version"])
    _report_to(group, board_ids, by)
    record("changed", group, by=by, group_id=group_id, name=name, parent=str(parent_id or ""), was=was)
    on_group_changed.call(group, by)
    return group


@transaction.atomic
def end_group(group_id: UUID, *, by: Actor, on: date, reason: str) -> Group:
    """Record a group's last day. Nothing of it is lost: its page and papers stay."""
    by.require(Permission.MANAGE_PARTNERSHIP, group_id)
    group = locked_group(group_id, by)
    below = Group.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), parent=group)
    assess_end(str(group), on, [str(child) for child in below]).require()
    group.ended_on, group.version = on, group.version + 1
    group.save(update_fields=["ended_on", "version"])
    record("ended", group, by=by, group_id=group_id, on=on.isoformat(), reason=reason)
    on_group_changed.call(group, by)
    return group


@transaction.atomic
def resume_group(group_id: UUID, *, by: Actor, reason: str) -> Group:
    """Take back the end of a group."""
    by.require(Permission.MANAGE_PARTNERSHIP, group_id)
    group = locked_group(group_id, by)
    group.ended_on, group.version = None, group.version + 1
    group.save(update_fields=["ended_on", "version"])
    record("resumed", group, by=by, group_id=group_id, reason=reason)
    on_group_changed.call(group, by)
    return group


def _lock_tree(by: Actor) -> None:
    """Two moves at once could close a circle that neither sees: they happen in a row."""
    list(Group.objects.visible_to(by).select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _require_place(group_id: UUID, parent_id: UUID | None, by: Actor) -> None:
    rows = Group.objects.visible_to(by).values_list("pk", "parent_id", "short_name", "name")
    parents = {pk: parent for pk, parent, _, _ in rows}
    names = {pk: short or name for pk, _, short, name in rows}
    if parent_id is not None and parent_id not in parents:
        refuse("That parent is not a group of this partnership.")
    assess_parent(group_id, parent_id, parents, names).require()


def _require_free_name(by: Actor, name: str, besides: UUID | None = None) -> None:
    if Group.objects.filter(partnership_id=by.partnership_id, name__iexact=name).exclude(pk=besides).exists():
        refuse(f"There is already a group called {name}.")


def _report_to(group: Group, board_ids: Collection[UUID], by: Actor) -> None:
    wanted = set(Board.objects.visible_to(by).filter(pk__in=board_ids).values_list("pk", flat=True))
    lines = ReportingLine.objects.filter(group=group)
    present = set(lines.values_list("board_id", flat=True))
    lines.exclude(board_id__in=wanted).delete()
    ReportingLine.objects.bulk_create(
        ReportingLine(partnership_id=group.partnership_id, group=group, board_id=board_id)
        for board_id in sorted(wanted - present)
    )
    if wanted != present:
        boards = sorted(str(board_id) for board_id in wanted)
        record("reporting lines set", group, by=by, group_id=group.pk, boards=boards)
